CREATE TABLE `reminder_settings` (
	`company_id` integer NOT NULL,
	`name` text NOT NULL,
	`enabled` integer NOT NULL,
	`days` integer NOT NULL,
	`assignee` text NOT NULL,
	`assignee_id` integer,
	`assignee_name` text NOT NULL,
	`activity_type` text NOT NULL,
	`text` text NOT NULL,
	`start_after` text,
	`checked_on` text,
	`saved_by_id` integer NOT NULL,
	`saved_at` integer NOT NULL,
	PRIMARY KEY(`company_id`, `name`)
);
--> statement-breakpoint
CREATE TABLE `sent_reminders` (
	`company_id` integer NOT NULL,
	`realm_id` text NOT NULL,
	`invoice_id` text NOT NULL,
	`name` text NOT NULL,
	`deal_id` integer NOT NULL,
	`state` text NOT NULL,
	`activity_id` integer,
	`written` text,
	`is_changed` integer DEFAULT false NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`company_id`, `realm_id`, `invoice_id`, `name`)
);
--> statement-breakpoint
CREATE INDEX `changed_reminders` ON `sent_reminders` (`company_id`,`realm_id`,`invoice_id`) WHERE is_changed;--> statement-breakpoint
CREATE INDEX `reminders_of_deal` ON `sent_reminders` (`company_id`,`deal_id`);