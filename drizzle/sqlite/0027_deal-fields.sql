CREATE TABLE `deal_fields` (
	`company_id` integer NOT NULL,
	`name` text NOT NULL,
	`field_code` text NOT NULL,
	`field_name` text NOT NULL,
	`options` text,
	`enabled` integer NOT NULL,
	`problem` text,
	`problem_at` integer,
	`saved_by_id` integer NOT NULL,
	`saved_at` integer NOT NULL,
	PRIMARY KEY(`company_id`, `name`)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `one_fact_per_field` ON `deal_fields` (`company_id`,`field_code`) WHERE enabled;--> statement-breakpoint
CREATE TABLE `dirty_deals` (
	`company_id` integer NOT NULL,
	`realm_id` text NOT NULL,
	`deal_id` integer NOT NULL,
	`due_at` integer NOT NULL,
	`version` integer DEFAULT 0 NOT NULL,
	PRIMARY KEY(`company_id`, `realm_id`, `deal_id`)
);
--> statement-breakpoint
CREATE INDEX `due_deals` ON `dirty_deals` (`company_id`,`realm_id`,`due_at`);--> statement-breakpoint
CREATE TABLE `written_deals` (
	`company_id` integer NOT NULL,
	`deal_id` integer NOT NULL,
	`written` text NOT NULL,
	`written_at` integer NOT NULL,
	`failure` text,
	PRIMARY KEY(`company_id`, `deal_id`)
);
--> statement-breakpoint
CREATE INDEX `refused_deals` ON `written_deals` (`company_id`,`written_at`) WHERE failure is not null;