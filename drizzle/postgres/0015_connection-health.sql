ALTER TABLE "connect_tickets" ADD COLUMN "takes_over_id" text collate "C";--> statement-breakpoint
ALTER TABLE "connections" ADD COLUMN "hard_expires_at" bigint;--> statement-breakpoint
ALTER TABLE "connections" ADD COLUMN "last_success_at" bigint;--> statement-breakpoint
ALTER TABLE "connections" ADD COLUMN "read_only_at" bigint;--> statement-breakpoint
ALTER TABLE "connections" ADD COLUMN "warning_dismissed_at" bigint;--> statement-breakpoint
ALTER TABLE "connections" ADD COLUMN "owner_status" text collate "C" DEFAULT 'active' NOT NULL;--> statement-breakpoint
ALTER TABLE "connections" ADD COLUMN "owner_checked_at" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "connections" ADD COLUMN "admin_installed" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "connections" ADD COLUMN "health_due_at" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "connections" ADD COLUMN "former_owner_id" bigint;--> statement-breakpoint
ALTER TABLE "connections" ADD COLUMN "taken_over_at" bigint;--> statement-breakpoint
CREATE INDEX "connections_by_health" ON "connections" USING btree ("health_due_at") WHERE state <> 'ended';