CREATE TABLE "metered_reads" (
	"company_id" bigint NOT NULL,
	"realm_id" text collate "C" NOT NULL,
	"month" text collate "C" NOT NULL,
	"cause" text collate "C" NOT NULL,
	"count" bigint NOT NULL,
	CONSTRAINT "metered_reads_company_id_realm_id_month_cause_pk" PRIMARY KEY("company_id","realm_id","month","cause")
);
--> statement-breakpoint
CREATE TABLE "realm_permits" (
	"realm_hash" text collate "C" PRIMARY KEY NOT NULL,
	"state" text collate "C" NOT NULL,
	"blank_from" bigint NOT NULL
);
--> statement-breakpoint
CREATE INDEX "realm_permits_by_blank" ON "realm_permits" USING btree ("blank_from");