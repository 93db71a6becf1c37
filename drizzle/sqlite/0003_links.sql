CREATE TABLE `list_reads` (
	`company_id` integer NOT NULL,
	`realm_id` text NOT NULL,
	`customer_id` text NOT NULL,
	`stretches` text NOT NULL,
	`day` text,
	`begun_at` integer NOT NULL,
	`changes_until` integer NOT NULL,
	`looking` text,
	PRIMARY KEY(`company_id`, `realm_id`, `customer_id`)
);
--> statement-breakpoint
CREATE TABLE `remembered` (
	`company_id` integer NOT NULL,
	`user_id` integer NOT NULL,
	`key` text NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`company_id`, `user_id`, `key`)
);
--> statement-breakpoint
ALTER TABLE `invoices` ADD `searched` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `invoices` ADD `searched_name` text DEFAULT '' NOT NULL;--> statement-breakpoint
CREATE INDEX `invoices_by_date` ON `invoices` (`company_id`,`realm_id`,`issue_date`);--> statement-breakpoint
CREATE INDEX `invoices_of_customer` ON `invoices` (`company_id`,`realm_id`,`customer_id`,`issue_date`);