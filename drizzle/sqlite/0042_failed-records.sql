CREATE TABLE `failed_records` (
	`company_id` integer NOT NULL,
	`realm_id` text NOT NULL,
	`job` text NOT NULL,
	`record` text NOT NULL,
	`tries` integer NOT NULL,
	`since` integer NOT NULL,
	`next_at` integer NOT NULL,
	`code` text NOT NULL,
	PRIMARY KEY(`company_id`, `realm_id`, `job`, `record`)
);
