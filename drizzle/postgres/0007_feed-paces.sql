CREATE TABLE "feed_paces" (
	"company_id" bigint NOT NULL,
	"realm_id" text collate "C" NOT NULL,
	"pace" text collate "C" DEFAULT 'usual' NOT NULL,
	"panel_at" bigint,
	"changed_at" bigint,
	"webhooks" text collate "C" DEFAULT 'unknown' NOT NULL,
	"webhooks_since" bigint,
	"webhooks_seen_at" bigint,
	"event_missed_at" bigint,
	CONSTRAINT "feed_paces_company_id_realm_id_pk" PRIMARY KEY("company_id","realm_id")
);
