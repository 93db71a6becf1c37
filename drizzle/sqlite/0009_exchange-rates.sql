CREATE TABLE `exchange_rates` (
	`company_id` integer NOT NULL,
	`realm_id` text NOT NULL,
	`currency` text NOT NULL,
	`date` text NOT NULL,
	`rate` text NOT NULL,
	`read_at` integer NOT NULL,
	PRIMARY KEY(`company_id`, `realm_id`, `currency`, `date`, `rate`)
);
