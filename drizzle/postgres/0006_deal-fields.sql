CREATE TABLE "deal_fields" (
	"company_id" bigint NOT NULL,
	"name" text collate "C" NOT NULL,
	"field_code" text collate "C" NOT NULL,
	"field_name" text collate "C" NOT NULL,
	"options" text collate "C",
	"enabled" boolean NOT NULL,
	"problem" text collate "C",
	"problem_at" bigint,
	"saved_by_id" bigint NOT NULL,
	"saved_at" bigint NOT NULL,
	CONSTRAINT "deal_fields_company_id_name_pk" PRIMARY KEY("company_id","name")
);
--> statement-breakpoint
CREATE TABLE "dirty_deals" (
	"company_id" bigint NOT NULL,
	"realm_id" text collate "C" NOT NULL,
	"deal_id" bigint NOT NULL,
	"due_at" bigint NOT NULL,
	"version" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "dirty_deals_company_id_realm_id_deal_id_pk" PRIMARY KEY("company_id","realm_id","deal_id")
);
--> statement-breakpoint
CREATE TABLE "written_deals" (
	"company_id" bigint NOT NULL,
	"deal_id" bigint NOT NULL,
	"written" text collate "C" NOT NULL,
	"written_at" bigint NOT NULL,
	"failure" text collate "C",
	CONSTRAINT "written_deals_company_id_deal_id_pk" PRIMARY KEY("company_id","deal_id")
);
--> statement-breakpoint
CREATE UNIQUE INDEX "one_fact_per_field" ON "deal_fields" USING btree ("company_id","field_code") WHERE enabled;--> statement-breakpoint
CREATE INDEX "due_deals" ON "dirty_deals" USING btree ("company_id","realm_id","due_at");--> statement-breakpoint
CREATE INDEX "refused_deals" ON "written_deals" USING btree ("company_id","written_at") WHERE failure is not null;