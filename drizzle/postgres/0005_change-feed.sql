CREATE TABLE "feeds" (
	"company_id" bigint NOT NULL,
	"realm_id" text collate "C" NOT NULL,
	"cursor" bigint,
	"last_read_at" bigint,
	"last_full_at" bigint,
	"last_reconciled_at" bigint,
	"next_due" bigint NOT NULL,
	"sweep" text collate "C",
	"problem" text collate "C",
	"version" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "feeds_company_id_realm_id_pk" PRIMARY KEY("company_id","realm_id")
);
--> statement-breakpoint
CREATE INDEX "metered_reads_of_month" ON "metered_reads" USING btree ("month","cause","count");--> statement-breakpoint
INSERT INTO "turns" ("company_id", "realm_id", "job", "due_at") SELECT "company_id", "realm_id", 'feed', 0 FROM "connections" WHERE "state" = 'active';