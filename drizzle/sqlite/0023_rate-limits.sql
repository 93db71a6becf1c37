CREATE TABLE `metered_reads` (
	`company_id` integer NOT NULL,
	`realm_id` text NOT NULL,
	`month` text NOT NULL,
	`cause` text NOT NULL,
	`count` integer NOT NULL,
	PRIMARY KEY(`company_id`, `realm_id`, `month`, `cause`)
);
--> statement-breakpoint
CREATE TABLE `realm_permits` (
	`realm_hash` text PRIMARY KEY NOT NULL,
	`state` text NOT NULL,
	`blank_from` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `realm_permits_by_blank` ON `realm_permits` (`blank_from`);