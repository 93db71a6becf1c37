CREATE TABLE "event_delays" (
	"company_id" bigint NOT NULL,
	"realm_id" text collate "C" NOT NULL,
	"day" text collate "C" NOT NULL,
	"stage" text collate "C" NOT NULL,
	"limit_ms" bigint NOT NULL,
	"count" bigint NOT NULL,
	CONSTRAINT "event_delays_company_id_realm_id_day_stage_limit_ms_pk" PRIMARY KEY("company_id","realm_id","day","stage","limit_ms")
);
--> statement-breakpoint
CREATE INDEX "event_delays_by_day" ON "event_delays" USING btree ("day");