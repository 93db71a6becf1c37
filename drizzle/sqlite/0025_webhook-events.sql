CREATE TABLE `webhook_events` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`company_id` integer NOT NULL,
	`realm_id` text NOT NULL,
	`entity` text NOT NULL,
	`entity_id` text NOT NULL,
	`operation` text NOT NULL,
	`event_time` text NOT NULL,
	`occurred_at` integer,
	`deleted_id` text,
	`received_at` integer NOT NULL,
	`next_at` integer,
	`tries` integer DEFAULT 0 NOT NULL,
	`applied_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `one_row_per_event` ON `webhook_events` (`company_id`,`realm_id`,`entity`,`entity_id`,`operation`,`event_time`);--> statement-breakpoint
CREATE INDEX `due_events` ON `webhook_events` (`company_id`,`realm_id`,`next_at`) WHERE next_at is not null;--> statement-breakpoint
CREATE INDEX `events_by_age` ON `webhook_events` (`received_at`);