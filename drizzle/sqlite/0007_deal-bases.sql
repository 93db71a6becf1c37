CREATE TABLE `deal_bases` (
	`company_id` integer NOT NULL,
	`deal_id` integer NOT NULL,
	`value` text NOT NULL,
	`currency` text NOT NULL,
	`basis` text,
	`derived_at` integer NOT NULL,
	PRIMARY KEY(`company_id`, `deal_id`)
);
--> statement-breakpoint
ALTER TABLE `invoices` ADD `tax` text;