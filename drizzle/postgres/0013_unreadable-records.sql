CREATE TABLE "unreadable_records" (
	"company_id" bigint NOT NULL,
	"realm_id" text collate "C" NOT NULL,
	"entity" text collate "C" NOT NULL,
	"entity_id" text collate "C" NOT NULL,
	"code" text collate "C" NOT NULL,
	"since" bigint NOT NULL,
	"failed_at" bigint NOT NULL,
	CONSTRAINT "unreadable_records_company_id_realm_id_entity_entity_id_pk" PRIMARY KEY("company_id","realm_id","entity","entity_id")
);
