CREATE TABLE `company_deletions` (
	`company_id` integer PRIMARY KEY NOT NULL,
	`requested_by_id` integer NOT NULL,
	`requested_at` integer NOT NULL,
	`delete_at` integer NOT NULL,
	`deleted` integer DEFAULT false NOT NULL
);
