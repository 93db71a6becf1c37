CREATE TABLE "reminder_settings" (
	"company_id" bigint NOT NULL,
	"name" text collate "C" NOT NULL,
	"enabled" boolean NOT NULL,
	"days" bigint NOT NULL,
	"assignee" text collate "C" NOT NULL,
	"assignee_id" bigint,
	"assignee_name" text collate "C" NOT NULL,
	"activity_type" text collate "C" NOT NULL,
	"text" text collate "C" NOT NULL,
	"start_after" text collate "C",
	"checked_on" text collate "C",
	"saved_by_id" bigint NOT NULL,
	"saved_at" bigint NOT NULL,
	CONSTRAINT "reminder_settings_company_id_name_pk" PRIMARY KEY("company_id","name")
);
--> statement-breakpoint
CREATE TABLE "sent_reminders" (
	"company_id" bigint NOT NULL,
	"realm_id" text collate "C" NOT NULL,
	"invoice_id" text collate "C" NOT NULL,
	"name" text collate "C" NOT NULL,
	"deal_id" bigint NOT NULL,
	"state" text collate "C" NOT NULL,
	"activity_id" bigint,
	"written" text collate "C",
	"is_changed" boolean DEFAULT false NOT NULL,
	"created_at" bigint NOT NULL,
	CONSTRAINT "sent_reminders_company_id_realm_id_invoice_id_name_pk" PRIMARY KEY("company_id","realm_id","invoice_id","name")
);
--> statement-breakpoint
CREATE INDEX "changed_reminders" ON "sent_reminders" USING btree ("company_id","realm_id","invoice_id") WHERE is_changed;--> statement-breakpoint
CREATE INDEX "reminders_of_deal" ON "sent_reminders" USING btree ("company_id","deal_id");