CREATE TABLE "pipedrive_webhooks" (
	"company_id" bigint NOT NULL,
	"user_id" bigint NOT NULL,
	"credential" text collate "C" NOT NULL,
	"password_hash" text collate "C" NOT NULL,
	"url" text collate "C" NOT NULL,
	"webhook_ids" text collate "C" NOT NULL,
	"refused" text collate "C",
	"checked_at" bigint NOT NULL,
	"next_at" bigint NOT NULL,
	CONSTRAINT "pipedrive_webhooks_company_id_pk" PRIMARY KEY("company_id")
);
--> statement-breakpoint
CREATE UNIQUE INDEX "webhooks_of_credential" ON "pipedrive_webhooks" USING btree ("credential");
--> statement-breakpoint
INSERT INTO "turns" ("company_id", "realm_id", "job", "due_at") SELECT DISTINCT "company_id", '', 'pipedrive_webhooks', 0 FROM "connections" WHERE "state" = 'active';
