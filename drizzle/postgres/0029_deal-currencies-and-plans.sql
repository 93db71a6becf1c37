CREATE TABLE "billing_plans" (
	"company_id" bigint NOT NULL,
	"realm_id" text collate "C" NOT NULL,
	"deal_id" bigint NOT NULL,
	"version" bigint NOT NULL,
	"value" text collate "C" NOT NULL,
	"currency" text collate "C" NOT NULL,
	"saved_by_id" bigint NOT NULL,
	"saved_at" bigint NOT NULL,
	CONSTRAINT "billing_plans_company_id_realm_id_deal_id_pk" PRIMARY KEY("company_id","realm_id","deal_id")
);
--> statement-breakpoint
CREATE TABLE "plan_entries" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"company_id" bigint NOT NULL,
	"realm_id" text collate "C" NOT NULL,
	"deal_id" bigint NOT NULL,
	"position" bigint NOT NULL,
	"due_on" text collate "C" NOT NULL,
	"label" text collate "C" NOT NULL,
	"amount" text collate "C" NOT NULL,
	"currency" text collate "C" NOT NULL,
	"source_key" text collate "C",
	"frequency" text collate "C",
	"period_from" text collate "C",
	"period_to" text collate "C",
	"draft_id" text collate "C" NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "customer_links" ADD COLUMN "currency" text collate "C" DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "drafts" ADD COLUMN "filled_from" text collate "C";--> statement-breakpoint
ALTER TABLE "deal_bases" ADD COLUMN "content" text collate "C";--> statement-breakpoint
ALTER TABLE "deal_bases" ADD COLUMN "content_hash" text collate "C";--> statement-breakpoint
ALTER TABLE "deal_invoices" ADD COLUMN "agreed" text collate "C";--> statement-breakpoint
ALTER TABLE "deal_invoices" ADD COLUMN "agreed_hash" text collate "C";--> statement-breakpoint
ALTER TABLE "deal_invoices" ADD COLUMN "billed_deal" text collate "C";--> statement-breakpoint
ALTER TABLE "deal_invoices" ADD COLUMN "billed_hash" text collate "C";--> statement-breakpoint
ALTER TABLE "invoices" ADD COLUMN "covers" text collate "C";--> statement-breakpoint
ALTER TABLE "invoices" ADD COLUMN "content_hash" text collate "C" DEFAULT '' NOT NULL;--> statement-breakpoint
CREATE INDEX "billing_plans_by_age" ON "billing_plans" USING btree ("saved_at");--> statement-breakpoint
CREATE INDEX "entries_of_deal" ON "plan_entries" USING btree ("company_id","realm_id","deal_id");--> statement-breakpoint
CREATE UNIQUE INDEX "one_entry_per_draft" ON "plan_entries" USING btree ("company_id","realm_id","draft_id");--> statement-breakpoint
CREATE UNIQUE INDEX "one_entry_per_source" ON "plan_entries" USING btree ("company_id","realm_id","deal_id","source_key") WHERE source_key is not null;