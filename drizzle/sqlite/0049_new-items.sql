ALTER TABLE `item_settings` ADD `account_id` text;--> statement-breakpoint
ALTER TABLE `item_settings` ADD `account_name` text;--> statement-breakpoint
ALTER TABLE `item_settings` ADD `new_items_taxable` integer;