CREATE TABLE `invoice_changes` (
	`id` text PRIMARY KEY NOT NULL,
	`company_id` integer NOT NULL,
	`realm_id` text NOT NULL,
	`invoice_id` text NOT NULL,
	`deal_id` integer,
	`user_id` integer NOT NULL,
	`kind` text NOT NULL,
	`request_id` text NOT NULL,
	`body` text,
	`asked` text NOT NULL,
	`state` text NOT NULL,
	`sent_at` integer NOT NULL,
	`last_sent_at` integer NOT NULL,
	`lease_owner` text,
	`lease_until` integer,
	`looked_at` integer,
	`tid` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `one_open_change_per_invoice` ON `invoice_changes` (`company_id`,`realm_id`,`invoice_id`) WHERE state = 'open';--> statement-breakpoint
CREATE INDEX `changes_of_invoice` ON `invoice_changes` (`company_id`,`realm_id`,`invoice_id`,`sent_at`);--> statement-breakpoint
CREATE INDEX `open_invoice_changes` ON `invoice_changes` (`lease_until`) WHERE state = 'open';--> statement-breakpoint
CREATE TABLE `payments` (
	`company_id` integer NOT NULL,
	`realm_id` text NOT NULL,
	`payment_id` text NOT NULL,
	`facts` text NOT NULL,
	`changed_at` integer NOT NULL,
	`read_at` integer NOT NULL,
	PRIMARY KEY(`company_id`, `realm_id`, `payment_id`)
);
--> statement-breakpoint
ALTER TABLE `invoices` ADD `credited` text DEFAULT '0.00' NOT NULL;--> statement-breakpoint
ALTER TABLE `invoices` ADD `read_how` text DEFAULT 'refresh' NOT NULL;--> statement-breakpoint
CREATE INDEX `audit_of_subject` ON `audit_entries` (`company_id`,`realm_id`,`subject`);