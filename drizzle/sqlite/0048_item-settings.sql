CREATE TABLE `item_settings` (
	`company_id` integer NOT NULL,
	`realm_id` text NOT NULL,
	`unknown_products` text NOT NULL,
	`item_id` text,
	`item_name` text,
	`saved_by_id` integer NOT NULL,
	`saved_at` integer NOT NULL,
	PRIMARY KEY(`company_id`, `realm_id`)
);
--> statement-breakpoint
ALTER TABLE `item_links` ADD `product_name` text;--> statement-breakpoint
ALTER TABLE `item_links` ADD `searched_product_name` text;