CREATE TABLE "record_checks" (
	"company_id" bigint NOT NULL,
	"after_deal_id" bigint DEFAULT 0 NOT NULL,
	"begun_at" bigint NOT NULL,
	"next_at" bigint NOT NULL,
	CONSTRAINT "record_checks_company_id_pk" PRIMARY KEY("company_id")
);
--> statement-breakpoint
CREATE TABLE "removed_records" (
	"company_id" bigint NOT NULL,
	"realm_id" text collate "C" NOT NULL,
	"kind" text collate "C" NOT NULL,
	"record_id" text collate "C" NOT NULL,
	"merged_into_id" text collate "C",
	"candidate_id" text collate "C",
	"found_by" text collate "C" NOT NULL,
	"found_at" bigint NOT NULL,
	"next_at" bigint,
	"tries" bigint DEFAULT 0 NOT NULL,
	"moved_at" bigint,
	"moved" text collate "C",
	CONSTRAINT "removed_records_company_id_realm_id_kind_record_id_pk" PRIMARY KEY("company_id","realm_id","kind","record_id")
);
--> statement-breakpoint
CREATE INDEX "records_merged_into" ON "removed_records" USING btree ("company_id","realm_id","kind","merged_into_id");--> statement-breakpoint
CREATE INDEX "due_removed_records" ON "removed_records" USING btree ("company_id","next_at") WHERE next_at is not null;
--> statement-breakpoint
INSERT INTO "turns" ("company_id", "realm_id", "job", "due_at") SELECT DISTINCT "company_id", '', 'merges', 0 FROM "connections" WHERE "state" = 'active';
