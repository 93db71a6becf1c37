CREATE TABLE "dirty_records" (
	"company_id" bigint NOT NULL,
	"realm_id" text collate "C" NOT NULL,
	"of" text collate "C" NOT NULL,
	"record_id" bigint NOT NULL,
	"due_at" bigint NOT NULL,
	"version" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "dirty_records_company_id_realm_id_of_record_id_pk" PRIMARY KEY("company_id","realm_id","of","record_id")
);
--> statement-breakpoint
CREATE TABLE "pipedrive_fields" (
	"company_id" bigint NOT NULL,
	"of" text collate "C" NOT NULL,
	"name" text collate "C" NOT NULL,
	"field_code" text collate "C" NOT NULL,
	"field_name" text collate "C" NOT NULL,
	"options" text collate "C",
	"enabled" boolean NOT NULL,
	"problem" text collate "C",
	"problem_at" bigint,
	"saved_by_id" bigint NOT NULL,
	"saved_at" bigint NOT NULL,
	CONSTRAINT "pipedrive_fields_company_id_of_name_pk" PRIMARY KEY("company_id","of","name")
);
--> statement-breakpoint
CREATE TABLE "written_records" (
	"company_id" bigint NOT NULL,
	"of" text collate "C" NOT NULL,
	"record_id" bigint NOT NULL,
	"written" text collate "C" NOT NULL,
	"written_at" bigint NOT NULL,
	"failure" text collate "C",
	CONSTRAINT "written_records_company_id_of_record_id_pk" PRIMARY KEY("company_id","of","record_id")
);
--> statement-breakpoint
CREATE INDEX "due_records" ON "dirty_records" USING btree ("company_id","realm_id","due_at");--> statement-breakpoint
CREATE UNIQUE INDEX "one_fact_per_pipedrive_field" ON "pipedrive_fields" USING btree ("company_id","of","field_code") WHERE enabled;--> statement-breakpoint
CREATE INDEX "records_by_write" ON "written_records" USING btree ("company_id","written_at");--> statement-breakpoint
CREATE INDEX "refused_records" ON "written_records" USING btree ("company_id","written_at") WHERE failure is not null;--> statement-breakpoint
INSERT INTO "pipedrive_fields" ("company_id", "of", "name", "field_code", "field_name", "options", "enabled", "problem", "problem_at", "saved_by_id", "saved_at") SELECT "company_id", 'deal', "name", "field_code", "field_name", "options", "enabled", "problem", "problem_at", "saved_by_id", "saved_at" FROM "deal_fields";--> statement-breakpoint
INSERT INTO "dirty_records" ("company_id", "realm_id", "of", "record_id", "due_at", "version") SELECT "company_id", "realm_id", 'deal', "deal_id", "due_at", "version" FROM "dirty_deals";--> statement-breakpoint
INSERT INTO "written_records" ("company_id", "of", "record_id", "written", "written_at", "failure") SELECT "company_id", 'deal', "deal_id", "written", "written_at", "failure" FROM "written_deals";--> statement-breakpoint
UPDATE "turns" SET "job" = 'pipedrive_fields' WHERE "job" = 'deal_fields';--> statement-breakpoint
UPDATE "audit_entries" SET "action" = 'pipedrive_field_changed' WHERE "action" = 'deal_field_changed';
