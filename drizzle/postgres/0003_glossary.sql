ALTER TABLE "books_profiles" RENAME TO "company_profiles";--> statement-breakpoint
ALTER TABLE "list_reads" RENAME TO "sync_ranges";--> statement-breakpoint
ALTER TABLE "remembered" RENAME TO "user_settings";--> statement-breakpoint
ALTER TABLE "connections" RENAME COLUMN "holder_id" TO "owner_id";--> statement-breakpoint
ALTER TABLE "connections" RENAME COLUMN "holder_name" TO "owner_name";--> statement-breakpoint
ALTER TABLE "connections" RENAME COLUMN "lease_owner" TO "lease_id";--> statement-breakpoint
ALTER TABLE "drafts" RENAME COLUMN "proof" TO "totals_comparison";--> statement-breakpoint
ALTER TABLE "grants" RENAME COLUMN "lease_owner" TO "lease_id";--> statement-breakpoint
ALTER TABLE "sync_ranges" RENAME COLUMN "stretches" TO "ranges";--> statement-breakpoint
ALTER TABLE "sync_ranges" RENAME COLUMN "looking" TO "unfinished_read";--> statement-breakpoint
ALTER INDEX "list_reads_by_age" RENAME TO "sync_ranges_by_age";--> statement-breakpoint
ALTER TABLE "company_profiles" RENAME CONSTRAINT "books_profiles_company_id_realm_id_pk" TO "company_profiles_company_id_realm_id_pk";--> statement-breakpoint
ALTER TABLE "sync_ranges" RENAME CONSTRAINT "list_reads_company_id_realm_id_customer_id_pk" TO "sync_ranges_company_id_realm_id_customer_id_pk";--> statement-breakpoint
ALTER TABLE "user_settings" RENAME CONSTRAINT "remembered_company_id_user_id_key_pk" TO "user_settings_company_id_user_id_key_pk";--> statement-breakpoint
-- PostgreSQL 18 and later name NOT NULL constraints after table and column.
DO $$
DECLARE
	former record;
BEGIN
	FOR former IN
		SELECT t.relname AS of_table, c.conname AS name, t.relname || '_' || a.attname || '_not_null' AS new_name
		FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = c.conkey[1]
		WHERE c.contype = 'n' AND t.relnamespace = current_schema()::regnamespace AND t.relname IN ('company_profiles', 'sync_ranges', 'user_settings', 'connections')
	LOOP
		IF former.name <> former.new_name THEN
			EXECUTE format('ALTER TABLE %I RENAME CONSTRAINT %I TO %I', former.of_table, former.name, former.new_name);
		END IF;
	END LOOP;
END $$;
