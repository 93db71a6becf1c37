CREATE TABLE "noted_events" (
	"company_id" bigint NOT NULL,
	"realm_id" text collate "C" NOT NULL,
	"invoice_id" text collate "C" NOT NULL,
	"key" text collate "C" NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "noted_events_company_id_realm_id_invoice_id_key_pk" PRIMARY KEY("company_id","realm_id","invoice_id","key")
);
