DROP TABLE `dirty_deals`;--> statement-breakpoint
DROP TABLE `deal_fields`;--> statement-breakpoint
DROP TABLE `written_deals`;