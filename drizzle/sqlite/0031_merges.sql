CREATE TABLE `record_checks` (
	`company_id` integer PRIMARY KEY NOT NULL,
	`after_deal_id` integer DEFAULT 0 NOT NULL,
	`begun_at` integer NOT NULL,
	`next_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `removed_records` (
	`company_id` integer NOT NULL,
	`realm_id` text NOT NULL,
	`kind` text NOT NULL,
	`record_id` text NOT NULL,
	`merged_into_id` text,
	`candidate_id` text,
	`found_by` text NOT NULL,
	`found_at` integer NOT NULL,
	`next_at` integer,
	`tries` integer DEFAULT 0 NOT NULL,
	`moved_at` integer,
	`moved` text,
	PRIMARY KEY(`company_id`, `realm_id`, `kind`, `record_id`)
);
--> statement-breakpoint
CREATE INDEX `records_merged_into` ON `removed_records` (`company_id`,`realm_id`,`kind`,`merged_into_id`);--> statement-breakpoint
CREATE INDEX `due_removed_records` ON `removed_records` (`company_id`,`next_at`) WHERE next_at is not null;
--> statement-breakpoint
INSERT INTO `turns` (`company_id`, `realm_id`, `job`, `due_at`) SELECT DISTINCT `company_id`, '', 'merges', 0 FROM `connections` WHERE `state` = 'active';
