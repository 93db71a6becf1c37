CREATE TABLE `pipedrive_webhooks` (
	`company_id` integer PRIMARY KEY NOT NULL,
	`user_id` integer NOT NULL,
	`credential` text NOT NULL,
	`password_hash` text NOT NULL,
	`url` text NOT NULL,
	`webhook_ids` text NOT NULL,
	`refused` text,
	`checked_at` integer NOT NULL,
	`next_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `webhooks_of_credential` ON `pipedrive_webhooks` (`credential`);
--> statement-breakpoint
INSERT INTO `turns` (`company_id`, `realm_id`, `job`, `due_at`) SELECT DISTINCT `company_id`, '', 'pipedrive_webhooks', 0 FROM `connections` WHERE `state` = 'active';
