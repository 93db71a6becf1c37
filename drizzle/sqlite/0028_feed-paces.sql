CREATE TABLE `feed_paces` (
	`company_id` integer NOT NULL,
	`realm_id` text NOT NULL,
	`pace` text DEFAULT 'usual' NOT NULL,
	`panel_at` integer,
	`changed_at` integer,
	`webhooks` text DEFAULT 'unknown' NOT NULL,
	`webhooks_since` integer,
	`webhooks_seen_at` integer,
	`event_missed_at` integer,
	PRIMARY KEY(`company_id`, `realm_id`)
);
