CREATE TABLE `billing_plans` (
	`company_id` integer NOT NULL,
	`realm_id` text NOT NULL,
	`deal_id` integer NOT NULL,
	`version` integer NOT NULL,
	`value` text NOT NULL,
	`currency` text NOT NULL,
	`saved_by_id` integer NOT NULL,
	`saved_at` integer NOT NULL,
	PRIMARY KEY(`company_id`, `realm_id`, `deal_id`)
);
--> statement-breakpoint
CREATE INDEX `billing_plans_by_age` ON `billing_plans` (`saved_at`);--> statement-breakpoint
CREATE TABLE `plan_entries` (
	`id` text PRIMARY KEY NOT NULL,
	`company_id` integer NOT NULL,
	`realm_id` text NOT NULL,
	`deal_id` integer NOT NULL,
	`position` integer NOT NULL,
	`due_on` text NOT NULL,
	`label` text NOT NULL,
	`amount` text NOT NULL,
	`currency` text NOT NULL,
	`source_key` text,
	`frequency` text,
	`period_from` text,
	`period_to` text,
	`draft_id` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `entries_of_deal` ON `plan_entries` (`company_id`,`realm_id`,`deal_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `one_entry_per_draft` ON `plan_entries` (`company_id`,`realm_id`,`draft_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `one_entry_per_source` ON `plan_entries` (`company_id`,`realm_id`,`deal_id`,`source_key`) WHERE source_key is not null;--> statement-breakpoint
ALTER TABLE `customer_links` ADD `currency` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `drafts` ADD `filled_from` text;--> statement-breakpoint
ALTER TABLE `deal_bases` ADD `content` text;--> statement-breakpoint
ALTER TABLE `deal_bases` ADD `content_hash` text;--> statement-breakpoint
ALTER TABLE `deal_invoices` ADD `agreed` text;--> statement-breakpoint
ALTER TABLE `deal_invoices` ADD `agreed_hash` text;--> statement-breakpoint
ALTER TABLE `deal_invoices` ADD `billed_deal` text;--> statement-breakpoint
ALTER TABLE `deal_invoices` ADD `billed_hash` text;--> statement-breakpoint
ALTER TABLE `invoices` ADD `covers` text;--> statement-breakpoint
ALTER TABLE `invoices` ADD `content_hash` text DEFAULT '' NOT NULL;