CREATE TABLE `dirty_records` (
	`company_id` integer NOT NULL,
	`realm_id` text NOT NULL,
	`of` text NOT NULL,
	`record_id` integer NOT NULL,
	`due_at` integer NOT NULL,
	`version` integer DEFAULT 0 NOT NULL,
	PRIMARY KEY(`company_id`, `realm_id`, `of`, `record_id`)
);
--> statement-breakpoint
CREATE INDEX `due_records` ON `dirty_records` (`company_id`,`realm_id`,`due_at`);--> statement-breakpoint
CREATE TABLE `pipedrive_fields` (
	`company_id` integer NOT NULL,
	`of` text NOT NULL,
	`name` text NOT NULL,
	`field_code` text NOT NULL,
	`field_name` text NOT NULL,
	`options` text,
	`enabled` integer NOT NULL,
	`problem` text,
	`problem_at` integer,
	`saved_by_id` integer NOT NULL,
	`saved_at` integer NOT NULL,
	PRIMARY KEY(`company_id`, `of`, `name`)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `one_fact_per_pipedrive_field` ON `pipedrive_fields` (`company_id`,`of`,`field_code`) WHERE enabled;--> statement-breakpoint
CREATE TABLE `written_records` (
	`company_id` integer NOT NULL,
	`of` text NOT NULL,
	`record_id` integer NOT NULL,
	`written` text NOT NULL,
	`written_at` integer NOT NULL,
	`failure` text,
	PRIMARY KEY(`company_id`, `of`, `record_id`)
);
--> statement-breakpoint
CREATE INDEX `records_by_write` ON `written_records` (`company_id`,`written_at`);--> statement-breakpoint
CREATE INDEX `refused_records` ON `written_records` (`company_id`,`written_at`) WHERE failure is not null;--> statement-breakpoint
INSERT INTO "pipedrive_fields" ("company_id", "of", "name", "field_code", "field_name", "options", "enabled", "problem", "problem_at", "saved_by_id", "saved_at") SELECT "company_id", 'deal', "name", "field_code", "field_name", "options", "enabled", "problem", "problem_at", "saved_by_id", "saved_at" FROM "deal_fields";--> statement-breakpoint
INSERT INTO "dirty_records" ("company_id", "realm_id", "of", "record_id", "due_at", "version") SELECT "company_id", "realm_id", 'deal', "deal_id", "due_at", "version" FROM "dirty_deals";--> statement-breakpoint
INSERT INTO "written_records" ("company_id", "of", "record_id", "written", "written_at", "failure") SELECT "company_id", 'deal', "deal_id", "written", "written_at", "failure" FROM "written_deals";--> statement-breakpoint
UPDATE "turns" SET "job" = 'pipedrive_fields' WHERE "job" = 'deal_fields';--> statement-breakpoint
UPDATE "audit_entries" SET "action" = 'pipedrive_field_changed' WHERE "action" = 'deal_field_changed';
