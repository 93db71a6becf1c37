CREATE TABLE `feeds` (
	`company_id` integer NOT NULL,
	`realm_id` text NOT NULL,
	`cursor` integer,
	`last_read_at` integer,
	`last_full_at` integer,
	`last_reconciled_at` integer,
	`next_due` integer NOT NULL,
	`sweep` text,
	`problem` text,
	`version` integer DEFAULT 0 NOT NULL,
	PRIMARY KEY(`company_id`, `realm_id`)
);
--> statement-breakpoint
CREATE INDEX `metered_reads_of_month` ON `metered_reads` (`month`,`cause`,`count`);--> statement-breakpoint
INSERT INTO `turns` (`company_id`, `realm_id`, `job`, `due_at`) SELECT `company_id`, `realm_id`, 'feed', 0 FROM `connections` WHERE `state` = 'active';