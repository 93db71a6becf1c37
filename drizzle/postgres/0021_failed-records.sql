CREATE TABLE "failed_records" (
	"company_id" bigint NOT NULL,
	"realm_id" text collate "C" NOT NULL,
	"job" text collate "C" NOT NULL,
	"record" text collate "C" NOT NULL,
	"tries" bigint NOT NULL,
	"since" bigint NOT NULL,
	"next_at" bigint NOT NULL,
	"code" text collate "C" NOT NULL,
	CONSTRAINT "failed_records_company_id_realm_id_job_record_pk" PRIMARY KEY("company_id","realm_id","job","record")
);
