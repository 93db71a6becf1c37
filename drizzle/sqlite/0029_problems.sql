CREATE TABLE `ignored_problems` (
	`company_id` integer NOT NULL,
	`realm_id` text NOT NULL,
	`problem_id` text NOT NULL,
	`fingerprint` text NOT NULL,
	`ignored_by_id` integer NOT NULL,
	`ignored_at` integer NOT NULL,
	PRIMARY KEY(`company_id`, `realm_id`, `problem_id`)
);
--> statement-breakpoint
ALTER TABLE `turns` ADD `failing_since` integer;--> statement-breakpoint
ALTER TABLE `turns` ADD `failure_code` text;--> statement-breakpoint
CREATE INDEX `deals_by_write` ON `written_deals` (`company_id`,`written_at`);--> statement-breakpoint
CREATE INDEX `invoices_by_read` ON `invoices` (`company_id`,`realm_id`,`read_at`);--> statement-breakpoint
CREATE INDEX `unreadable_invoices` ON `invoices` (`company_id`,`realm_id`,`invoice_id`) WHERE unreadable is not null;--> statement-breakpoint
CREATE INDEX `unfinished_operations` ON `operations` (`company_id`,`realm_id`,`id`) WHERE state <> 'done';--> statement-breakpoint
CREATE INDEX `operations_by_age` ON `operations` (`company_id`,`realm_id`,`last_sent_at`);--> statement-breakpoint
CREATE INDEX `given_up_events` ON `webhook_events` (`company_id`,`realm_id`,`entity`,`entity_id`) WHERE next_at is null and applied_at is null;