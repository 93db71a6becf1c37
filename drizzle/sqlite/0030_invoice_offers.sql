CREATE TABLE `declined_offers` (
	`company_id` integer NOT NULL,
	`realm_id` text NOT NULL,
	`invoice_id` text NOT NULL,
	`of_kind` text NOT NULL,
	`of_id` integer NOT NULL,
	`declined_by_id` integer NOT NULL,
	`declined_at` integer NOT NULL,
	PRIMARY KEY(`company_id`, `realm_id`, `invoice_id`, `of_kind`, `of_id`)
);
--> statement-breakpoint
CREATE TABLE `found_invoices` (
	`company_id` integer NOT NULL,
	`realm_id` text NOT NULL,
	`invoice_id` text NOT NULL,
	`due_at` integer NOT NULL,
	PRIMARY KEY(`company_id`, `realm_id`, `invoice_id`)
);
--> statement-breakpoint
CREATE INDEX `due_found_invoices` ON `found_invoices` (`company_id`,`realm_id`,`due_at`);--> statement-breakpoint
CREATE TABLE `primary_organizations` (
	`company_id` integer NOT NULL,
	`person_id` integer NOT NULL,
	`organization_id` integer,
	`read_at` integer NOT NULL,
	PRIMARY KEY(`company_id`, `person_id`)
);
--> statement-breakpoint
CREATE INDEX `persons_of_organization` ON `primary_organizations` (`company_id`,`organization_id`);--> statement-breakpoint
CREATE TABLE `saved_sync_settings` (
	`company_id` integer NOT NULL,
	`realm_id` text NOT NULL,
	`updates` integer NOT NULL,
	`created` text NOT NULL,
	`from_day` text NOT NULL,
	`deleted` text NOT NULL,
	`saved_by_id` integer NOT NULL,
	`saved_at` integer NOT NULL,
	PRIMARY KEY(`company_id`, `realm_id`)
);
--> statement-breakpoint
CREATE INDEX `parties_of_customer` ON `customer_links` (`company_id`,`realm_id`,`customer_id`);