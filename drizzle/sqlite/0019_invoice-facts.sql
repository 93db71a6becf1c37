CREATE TABLE `invoice_facts` (
	`company_id` integer NOT NULL,
	`realm_id` text NOT NULL,
	`invoice_id` text NOT NULL,
	`facts` text NOT NULL,
	PRIMARY KEY(`company_id`, `realm_id`, `invoice_id`)
);
--> statement-breakpoint
-- What an answer told beyond the columns moves to a table of its own.
INSERT INTO `invoice_facts` (company_id, realm_id, invoice_id, facts) SELECT company_id, realm_id, invoice_id, facts FROM `invoices`;
--> statement-breakpoint
PRAGMA foreign_keys=OFF;--> statement-breakpoint
CREATE TABLE `__new_invoices` (
	`company_id` integer NOT NULL,
	`realm_id` text NOT NULL,
	`invoice_id` text NOT NULL,
	`number` text NOT NULL,
	`customer_id` text NOT NULL,
	`customer_name` text NOT NULL,
	`currency` text NOT NULL,
	`total` text NOT NULL,
	`tax` text NOT NULL,
	`balance` text NOT NULL,
	`issue_date` text NOT NULL,
	`due_date` text,
	`memo` text NOT NULL,
	`lines_are_zero` integer NOT NULL,
	`voided` integer DEFAULT false NOT NULL,
	`email_status` text,
	`delivered_at` text,
	`delivery_error` text,
	`e_invoice_status` text,
	`credited` text DEFAULT '0.00' NOT NULL,
	`paid_on` text,
	`deleted` integer DEFAULT false NOT NULL,
	`unreadable` text,
	`created_at` integer NOT NULL,
	`changed_at` integer NOT NULL,
	`read_at` integer NOT NULL,
	`read_how` text DEFAULT 'refresh' NOT NULL,
	`searched` text DEFAULT '' NOT NULL,
	`searched_name` text DEFAULT '' NOT NULL,
	PRIMARY KEY(`company_id`, `realm_id`, `invoice_id`)
);
--> statement-breakpoint
INSERT INTO `__new_invoices`("company_id", "realm_id", "invoice_id", "number", "customer_id", "customer_name", "currency", "total", "tax", "balance", "issue_date", "due_date", "memo", "lines_are_zero", "voided", "email_status", "delivered_at", "delivery_error", "e_invoice_status", "credited", "paid_on", "deleted", "unreadable", "created_at", "changed_at", "read_at", "read_how", "searched", "searched_name") SELECT "company_id", "realm_id", "invoice_id", "number", "customer_id", "customer_name", "currency", "total", coalesce("tax", json_extract("facts", '$.tax'), '0.00'), "balance", "issue_date", "due_date", "memo", "lines_are_zero", "voided", "email_status", "delivered_at", "delivery_error", "e_invoice_status", "credited", "paid_on", "deleted", "unreadable", "created_at", "changed_at", "read_at", "read_how", "searched", "searched_name" FROM `invoices`;--> statement-breakpoint
DROP TABLE `invoices`;--> statement-breakpoint
ALTER TABLE `__new_invoices` RENAME TO `invoices`;--> statement-breakpoint
PRAGMA foreign_keys=ON;--> statement-breakpoint
CREATE INDEX `invoices_by_date` ON `invoices` (`company_id`,`realm_id`,`issue_date`);--> statement-breakpoint
CREATE INDEX `invoices_of_customer` ON `invoices` (`company_id`,`realm_id`,`customer_id`,`issue_date`);