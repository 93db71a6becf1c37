ALTER TABLE "item_settings" ADD COLUMN "account_id" text collate "C";--> statement-breakpoint
ALTER TABLE "item_settings" ADD COLUMN "account_name" text collate "C";--> statement-breakpoint
ALTER TABLE "item_settings" ADD COLUMN "new_items_taxable" boolean;