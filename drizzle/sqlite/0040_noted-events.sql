CREATE TABLE `noted_events` (
	`company_id` integer NOT NULL,
	`realm_id` text NOT NULL,
	`invoice_id` text NOT NULL,
	`key` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`company_id`, `realm_id`, `invoice_id`, `key`)
);
