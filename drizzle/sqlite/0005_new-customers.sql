DROP INDEX `one_open_change_per_customer`;--> statement-breakpoint
ALTER TABLE `customer_changes` ADD `kind` text DEFAULT 'update' NOT NULL;--> statement-breakpoint
ALTER TABLE `customer_changes` ADD `party` text;--> statement-breakpoint
ALTER TABLE `customer_changes` ADD `party_id` integer;--> statement-breakpoint
ALTER TABLE `customer_changes` ADD `fault` text;--> statement-breakpoint
CREATE UNIQUE INDEX `one_open_creation_per_party` ON `customer_changes` (`company_id`,`realm_id`,`party`,`party_id`) WHERE state = 'open' and kind = 'create';--> statement-breakpoint
CREATE INDEX `creations_of_party` ON `customer_changes` (`company_id`,`realm_id`,`party`,`party_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `one_open_change_per_customer` ON `customer_changes` (`company_id`,`realm_id`,`customer_id`) WHERE state = 'open' and kind = 'update';