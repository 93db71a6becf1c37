CREATE TABLE `unreadable_records` (
	`company_id` integer NOT NULL,
	`realm_id` text NOT NULL,
	`entity` text NOT NULL,
	`entity_id` text NOT NULL,
	`code` text NOT NULL,
	`since` integer NOT NULL,
	`failed_at` integer NOT NULL,
	PRIMARY KEY(`company_id`, `realm_id`, `entity`, `entity_id`)
);
