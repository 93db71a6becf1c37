CREATE TABLE "declined_offers" (
	"company_id" bigint NOT NULL,
	"realm_id" text collate "C" NOT NULL,
	"invoice_id" text collate "C" NOT NULL,
	"of_kind" text collate "C" NOT NULL,
	"of_id" bigint NOT NULL,
	"declined_by_id" bigint NOT NULL,
	"declined_at" bigint NOT NULL,
	CONSTRAINT "declined_offers_company_id_realm_id_invoice_id_of_kind_of_id_pk" PRIMARY KEY("company_id","realm_id","invoice_id","of_kind","of_id")
);
--> statement-breakpoint
CREATE TABLE "found_invoices" (
	"company_id" bigint NOT NULL,
	"realm_id" text collate "C" NOT NULL,
	"invoice_id" text collate "C" NOT NULL,
	"due_at" bigint NOT NULL,
	CONSTRAINT "found_invoices_company_id_realm_id_invoice_id_pk" PRIMARY KEY("company_id","realm_id","invoice_id")
);
--> statement-breakpoint
CREATE TABLE "primary_organizations" (
	"company_id" bigint NOT NULL,
	"person_id" bigint NOT NULL,
	"organization_id" bigint,
	"read_at" bigint NOT NULL,
	CONSTRAINT "primary_organizations_company_id_person_id_pk" PRIMARY KEY("company_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "saved_sync_settings" (
	"company_id" bigint NOT NULL,
	"realm_id" text collate "C" NOT NULL,
	"updates" boolean NOT NULL,
	"created" text collate "C" NOT NULL,
	"from_day" text collate "C" NOT NULL,
	"deleted" text collate "C" NOT NULL,
	"saved_by_id" bigint NOT NULL,
	"saved_at" bigint NOT NULL,
	CONSTRAINT "saved_sync_settings_company_id_realm_id_pk" PRIMARY KEY("company_id","realm_id")
);
--> statement-breakpoint
CREATE INDEX "due_found_invoices" ON "found_invoices" USING btree ("company_id","realm_id","due_at");--> statement-breakpoint
CREATE INDEX "persons_of_organization" ON "primary_organizations" USING btree ("company_id","organization_id");--> statement-breakpoint
CREATE INDEX "parties_of_customer" ON "customer_links" USING btree ("company_id","realm_id","customer_id");