CREATE TABLE "initial_syncs" (
	"company_id" bigint NOT NULL,
	"realm_id" text collate "C" NOT NULL,
	"scope" text collate "C" NOT NULL,
	"step" text collate "C",
	"begun_at" bigint,
	"read" bigint DEFAULT 0 NOT NULL,
	"total" bigint,
	"counts" text collate "C" NOT NULL,
	"finished_at" bigint,
	"names_since" bigint,
	"next_due" bigint NOT NULL,
	"problem" text collate "C",
	"version" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "initial_syncs_company_id_realm_id_pk" PRIMARY KEY("company_id","realm_id")
);
--> statement-breakpoint
CREATE TABLE "names" (
	"company_id" bigint NOT NULL,
	"realm_id" text collate "C" NOT NULL,
	"kind" text collate "C" NOT NULL,
	"name_id" text collate "C" NOT NULL,
	"name" text collate "C" NOT NULL,
	"active" boolean NOT NULL,
	"deleted" boolean NOT NULL,
	"currency" text collate "C",
	"tax_code_id" text collate "C",
	"balance" text collate "C",
	"email" text collate "C",
	"row" text collate "C",
	"searched_name" text collate "C" NOT NULL,
	"searched_plain_name" text collate "C" NOT NULL,
	"searched_sku" text collate "C",
	"searched_email" text collate "C",
	"changed_at" bigint NOT NULL,
	"read_at" bigint NOT NULL,
	CONSTRAINT "names_company_id_realm_id_kind_name_id_pk" PRIMARY KEY("company_id","realm_id","kind","name_id")
);
--> statement-breakpoint
CREATE INDEX "names_by_name" ON "names" USING btree ("company_id","realm_id","kind","active","searched_name");--> statement-breakpoint
CREATE INDEX "names_by_plain_name" ON "names" USING btree ("company_id","realm_id","kind","searched_plain_name");--> statement-breakpoint
CREATE INDEX "names_by_email" ON "names" USING btree ("company_id","realm_id","kind","searched_email");--> statement-breakpoint
INSERT INTO "turns" ("company_id", "realm_id", "job", "due_at") SELECT "company_id", "realm_id", 'initial_sync', 0 FROM "connections" WHERE "state" = 'active';
