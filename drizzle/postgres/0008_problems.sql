CREATE TABLE "ignored_problems" (
	"company_id" bigint NOT NULL,
	"realm_id" text collate "C" NOT NULL,
	"problem_id" text collate "C" NOT NULL,
	"fingerprint" text collate "C" NOT NULL,
	"ignored_by_id" bigint NOT NULL,
	"ignored_at" bigint NOT NULL,
	CONSTRAINT "ignored_problems_company_id_realm_id_problem_id_pk" PRIMARY KEY("company_id","realm_id","problem_id")
);
--> statement-breakpoint
ALTER TABLE "turns" ADD COLUMN "failing_since" bigint;--> statement-breakpoint
ALTER TABLE "turns" ADD COLUMN "failure_code" text collate "C";--> statement-breakpoint
CREATE INDEX "deals_by_write" ON "written_deals" USING btree ("company_id","written_at");--> statement-breakpoint
CREATE INDEX "invoices_by_read" ON "invoices" USING btree ("company_id","realm_id","read_at");--> statement-breakpoint
CREATE INDEX "unreadable_invoices" ON "invoices" USING btree ("company_id","realm_id","invoice_id") WHERE unreadable is not null;--> statement-breakpoint
CREATE INDEX "unfinished_operations" ON "operations" USING btree ("company_id","realm_id","id") WHERE state <> 'done';--> statement-breakpoint
CREATE INDEX "operations_by_age" ON "operations" USING btree ("company_id","realm_id","last_sent_at");--> statement-breakpoint
CREATE INDEX "given_up_events" ON "webhook_events" USING btree ("company_id","realm_id","entity","entity_id") WHERE next_at is null and applied_at is null;