CREATE TABLE `event_delays` (
	`company_id` integer NOT NULL,
	`realm_id` text NOT NULL,
	`day` text NOT NULL,
	`stage` text NOT NULL,
	`limit_ms` integer NOT NULL,
	`count` integer NOT NULL,
	PRIMARY KEY(`company_id`, `realm_id`, `day`, `stage`, `limit_ms`)
);
--> statement-breakpoint
CREATE INDEX `event_delays_by_day` ON `event_delays` (`day`);