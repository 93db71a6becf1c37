CREATE TABLE `deal_presence` (
	`company_id` integer NOT NULL,
	`deal_id` integer NOT NULL,
	`gone` integer NOT NULL,
	`checked_at` integer NOT NULL,
	PRIMARY KEY(`company_id`, `deal_id`)
);
--> statement-breakpoint
CREATE INDEX `gone_deals` ON `deal_presence` (`company_id`,`deal_id`) WHERE gone = 1;--> statement-breakpoint
CREATE TABLE `declined_orphans` (
	`company_id` integer NOT NULL,
	`realm_id` text NOT NULL,
	`deal_id` integer NOT NULL,
	`invoice_id` text NOT NULL,
	`declined_by_id` integer NOT NULL,
	`declined_at` integer NOT NULL,
	PRIMARY KEY(`company_id`, `realm_id`, `deal_id`, `invoice_id`)
);
