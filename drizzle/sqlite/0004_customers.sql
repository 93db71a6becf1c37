CREATE TABLE `customer_changes` (
	`id` text PRIMARY KEY NOT NULL,
	`company_id` integer NOT NULL,
	`realm_id` text NOT NULL,
	`customer_id` text NOT NULL,
	`deal_id` integer,
	`user_id` integer NOT NULL,
	`name` text NOT NULL,
	`request_id` text NOT NULL,
	`body` text NOT NULL,
	`asked` text NOT NULL,
	`state` text NOT NULL,
	`sent_at` integer NOT NULL,
	`last_sent_at` integer NOT NULL,
	`lease_owner` text,
	`lease_until` integer,
	`looked_at` integer,
	`tid` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `one_open_change_per_customer` ON `customer_changes` (`company_id`,`realm_id`,`customer_id`) WHERE state = 'open';--> statement-breakpoint
CREATE INDEX `open_customer_changes` ON `customer_changes` (`lease_until`) WHERE state = 'open';