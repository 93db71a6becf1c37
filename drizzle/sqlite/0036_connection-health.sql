ALTER TABLE `connect_tickets` ADD `takes_over_id` text;--> statement-breakpoint
ALTER TABLE `connections` ADD `hard_expires_at` integer;--> statement-breakpoint
ALTER TABLE `connections` ADD `last_success_at` integer;--> statement-breakpoint
ALTER TABLE `connections` ADD `read_only_at` integer;--> statement-breakpoint
ALTER TABLE `connections` ADD `warning_dismissed_at` integer;--> statement-breakpoint
ALTER TABLE `connections` ADD `owner_status` text DEFAULT 'active' NOT NULL;--> statement-breakpoint
ALTER TABLE `connections` ADD `owner_checked_at` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `connections` ADD `admin_installed` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `connections` ADD `health_due_at` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `connections` ADD `former_owner_id` integer;--> statement-breakpoint
ALTER TABLE `connections` ADD `taken_over_at` integer;--> statement-breakpoint
CREATE INDEX `connections_by_health` ON `connections` (`health_due_at`) WHERE state <> 'ended';