CREATE TABLE `initial_syncs` (
	`company_id` integer NOT NULL,
	`realm_id` text NOT NULL,
	`scope` text NOT NULL,
	`step` text,
	`begun_at` integer,
	`read` integer DEFAULT 0 NOT NULL,
	`total` integer,
	`counts` text NOT NULL,
	`finished_at` integer,
	`names_since` integer,
	`next_due` integer NOT NULL,
	`problem` text,
	`version` integer DEFAULT 0 NOT NULL,
	PRIMARY KEY(`company_id`, `realm_id`)
);
--> statement-breakpoint
CREATE TABLE `names` (
	`company_id` integer NOT NULL,
	`realm_id` text NOT NULL,
	`kind` text NOT NULL,
	`name_id` text NOT NULL,
	`name` text NOT NULL,
	`active` integer NOT NULL,
	`deleted` integer NOT NULL,
	`currency` text,
	`tax_code_id` text,
	`balance` text,
	`email` text,
	`row` text,
	`searched_name` text NOT NULL,
	`searched_plain_name` text NOT NULL,
	`searched_sku` text,
	`searched_email` text,
	`changed_at` integer NOT NULL,
	`read_at` integer NOT NULL,
	PRIMARY KEY(`company_id`, `realm_id`, `kind`, `name_id`)
);
--> statement-breakpoint
CREATE INDEX `names_by_name` ON `names` (`company_id`,`realm_id`,`kind`,`active`,`searched_name`);--> statement-breakpoint
CREATE INDEX `names_by_plain_name` ON `names` (`company_id`,`realm_id`,`kind`,`searched_plain_name`);--> statement-breakpoint
CREATE INDEX `names_by_email` ON `names` (`company_id`,`realm_id`,`kind`,`searched_email`);--> statement-breakpoint
INSERT INTO `turns` (`company_id`, `realm_id`, `job`, `due_at`) SELECT `company_id`, `realm_id`, 'initial_sync', 0 FROM `connections` WHERE `state` = 'active';
