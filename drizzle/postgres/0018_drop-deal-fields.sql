DROP TABLE "dirty_deals" CASCADE;--> statement-breakpoint
DROP TABLE "deal_fields" CASCADE;--> statement-breakpoint
DROP TABLE "written_deals" CASCADE;