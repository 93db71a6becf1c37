PRAGMA foreign_keys=OFF;--> statement-breakpoint
CREATE TABLE `__new_customer_links` (
	`company_id` integer NOT NULL,
	`realm_id` text NOT NULL,
	`party` text NOT NULL,
	`party_id` integer NOT NULL,
	`currency` text DEFAULT '' NOT NULL,
	`customer_id` text NOT NULL,
	`customer_name` text NOT NULL,
	`why` text NOT NULL,
	`linked_by_id` integer NOT NULL,
	`linked_at` integer NOT NULL,
	PRIMARY KEY(`company_id`, `realm_id`, `party`, `party_id`, `currency`)
);
--> statement-breakpoint
INSERT INTO `__new_customer_links`("company_id", "realm_id", "party", "party_id", "currency", "customer_id", "customer_name", "why", "linked_by_id", "linked_at") SELECT "company_id", "realm_id", "party", "party_id", "currency", "customer_id", "customer_name", "why", "linked_by_id", "linked_at" FROM `customer_links`;--> statement-breakpoint
DROP TABLE `customer_links`;--> statement-breakpoint
ALTER TABLE `__new_customer_links` RENAME TO `customer_links`;--> statement-breakpoint
PRAGMA foreign_keys=ON;--> statement-breakpoint
CREATE INDEX `parties_of_customer` ON `customer_links` (`company_id`,`realm_id`,`customer_id`);