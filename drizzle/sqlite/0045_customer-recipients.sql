CREATE TABLE `customer_recipients` (
	`company_id` integer NOT NULL,
	`realm_id` text NOT NULL,
	`customer_id` text NOT NULL,
	`to_addresses` text NOT NULL,
	`cc_addresses` text NOT NULL,
	`bcc_addresses` text NOT NULL,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`company_id`, `realm_id`, `customer_id`)
);
