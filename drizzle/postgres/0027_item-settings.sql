CREATE TABLE "item_settings" (
	"company_id" bigint NOT NULL,
	"realm_id" text collate "C" NOT NULL,
	"unknown_products" text collate "C" NOT NULL,
	"item_id" text collate "C",
	"item_name" text collate "C",
	"saved_by_id" bigint NOT NULL,
	"saved_at" bigint NOT NULL,
	CONSTRAINT "item_settings_company_id_realm_id_pk" PRIMARY KEY("company_id","realm_id")
);
--> statement-breakpoint
ALTER TABLE "item_links" ADD COLUMN "product_name" text collate "C";--> statement-breakpoint
ALTER TABLE "item_links" ADD COLUMN "searched_product_name" text collate "C";