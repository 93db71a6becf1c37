CREATE TABLE "customer_recipients" (
	"company_id" bigint NOT NULL,
	"realm_id" text collate "C" NOT NULL,
	"customer_id" text collate "C" NOT NULL,
	"to_addresses" text collate "C" NOT NULL,
	"cc_addresses" text collate "C" NOT NULL,
	"bcc_addresses" text collate "C" NOT NULL,
	"updated_at" bigint NOT NULL,
	CONSTRAINT "customer_recipients_company_id_realm_id_customer_id_pk" PRIMARY KEY("company_id","realm_id","customer_id")
);
