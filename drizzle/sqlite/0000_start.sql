CREATE TABLE `audit_entries` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`company_id` integer NOT NULL,
	`user_id` integer NOT NULL,
	`at` integer NOT NULL,
	`action` text NOT NULL,
	`realm_id` text,
	`deal_id` integer,
	`subject` text,
	`details` text
);
--> statement-breakpoint
CREATE INDEX `audit_of_company` ON `audit_entries` (`company_id`,`at`);--> statement-breakpoint
CREATE TABLE `books_profiles` (
	`company_id` integer NOT NULL,
	`realm_id` text NOT NULL,
	`profile` text NOT NULL,
	`read_at` integer NOT NULL,
	PRIMARY KEY(`company_id`, `realm_id`)
);
--> statement-breakpoint
CREATE TABLE `connect_tickets` (
	`ticket_hash` text PRIMARY KEY NOT NULL,
	`company_id` integer NOT NULL,
	`user_id` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`stage` text NOT NULL,
	`cookie_hash` text,
	`state_hash` text,
	`pending` text,
	`realm_name` text,
	`error_code` text
);
--> statement-breakpoint
CREATE TABLE `connections` (
	`id` text PRIMARY KEY NOT NULL,
	`company_id` integer NOT NULL,
	`realm_id` text NOT NULL,
	`realm_name` text NOT NULL,
	`holder_id` integer NOT NULL,
	`holder_name` text NOT NULL,
	`state` text NOT NULL,
	`access_token` text NOT NULL,
	`refresh_token` text NOT NULL,
	`expires_at` integer NOT NULL,
	`refresh_expires_at` integer,
	`version` integer DEFAULT 0 NOT NULL,
	`lease_owner` text,
	`lease_until` integer,
	`connected_at` integer NOT NULL,
	`ended_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `one_connection_per_company` ON `connections` (`company_id`) WHERE state <> 'ended';--> statement-breakpoint
CREATE UNIQUE INDEX `one_company_per_realm` ON `connections` (`realm_id`) WHERE state <> 'ended';--> statement-breakpoint
CREATE INDEX `connections_of_company` ON `connections` (`company_id`,`connected_at`);--> statement-breakpoint
CREATE TABLE `customer_links` (
	`company_id` integer NOT NULL,
	`realm_id` text NOT NULL,
	`party` text NOT NULL,
	`party_id` integer NOT NULL,
	`customer_id` text NOT NULL,
	`customer_name` text NOT NULL,
	`why` text NOT NULL,
	`linked_by_id` integer NOT NULL,
	`linked_at` integer NOT NULL,
	PRIMARY KEY(`company_id`, `realm_id`, `party`, `party_id`)
);
--> statement-breakpoint
CREATE TABLE `attempts` (
	`request_id` text PRIMARY KEY NOT NULL,
	`company_id` integer NOT NULL,
	`realm_id` text NOT NULL,
	`draft_id` text NOT NULL,
	`kind` text NOT NULL,
	`generation` integer NOT NULL,
	`body` text NOT NULL,
	`state` text NOT NULL,
	`sent_at` integer NOT NULL,
	`last_sent_at` integer NOT NULL,
	`lease_owner` text,
	`lease_until` integer,
	`not_found` integer DEFAULT 0 NOT NULL,
	`looked_at` integer,
	`result_id` text,
	`found` text,
	`tid` text,
	FOREIGN KEY (`draft_id`) REFERENCES `drafts`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `attempts_of_draft` ON `attempts` (`draft_id`,`generation`);--> statement-breakpoint
CREATE INDEX `open_attempts` ON `attempts` (`lease_until`) WHERE state = 'open';--> statement-breakpoint
CREATE TABLE `drafts` (
	`id` text PRIMARY KEY NOT NULL,
	`company_id` integer NOT NULL,
	`realm_id` text NOT NULL,
	`deal_id` integer NOT NULL,
	`user_id` integer NOT NULL,
	`state` text NOT NULL,
	`version` integer NOT NULL,
	`generation` integer DEFAULT 0 NOT NULL,
	`party` text,
	`content` text NOT NULL,
	`summary` text NOT NULL,
	`refusal` text,
	`not_created` integer DEFAULT false NOT NULL,
	`invoice_id` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `drafts_of_deal` ON `drafts` (`company_id`,`realm_id`,`deal_id`,`state`);--> statement-breakpoint
CREATE UNIQUE INDEX `one_draft_per_invoice` ON `drafts` (`company_id`,`realm_id`,`invoice_id`) WHERE invoice_id is not null;--> statement-breakpoint
CREATE TABLE `grants` (
	`company_id` integer NOT NULL,
	`user_id` integer NOT NULL,
	`api_domain` text NOT NULL,
	`company_name` text NOT NULL,
	`company_domain` text NOT NULL,
	`user_name` text NOT NULL,
	`state` text NOT NULL,
	`access_token` text NOT NULL,
	`refresh_token` text NOT NULL,
	`expires_at` integer NOT NULL,
	`version` integer DEFAULT 0 NOT NULL,
	`lease_owner` text,
	`lease_until` integer,
	`installed_at` integer NOT NULL,
	PRIMARY KEY(`company_id`, `user_id`)
);
--> statement-breakpoint
CREATE TABLE `deal_invoices` (
	`company_id` integer NOT NULL,
	`realm_id` text NOT NULL,
	`deal_id` integer NOT NULL,
	`invoice_id` text NOT NULL,
	`how` text NOT NULL,
	`linked_by_id` integer NOT NULL,
	`linked_at` integer NOT NULL,
	PRIMARY KEY(`company_id`, `realm_id`, `deal_id`, `invoice_id`)
);
--> statement-breakpoint
CREATE INDEX `deals_of_invoice` ON `deal_invoices` (`company_id`,`realm_id`,`invoice_id`);--> statement-breakpoint
CREATE TABLE `invoices` (
	`company_id` integer NOT NULL,
	`realm_id` text NOT NULL,
	`invoice_id` text NOT NULL,
	`number` text NOT NULL,
	`customer_id` text NOT NULL,
	`customer_name` text NOT NULL,
	`currency` text NOT NULL,
	`total` text NOT NULL,
	`balance` text NOT NULL,
	`issue_date` text NOT NULL,
	`due_date` text,
	`memo` text NOT NULL,
	`lines_are_zero` integer NOT NULL,
	`email_status` text,
	`delivered_at` text,
	`e_invoice_status` text,
	`facts` text NOT NULL,
	`deleted` integer DEFAULT false NOT NULL,
	`created_at` integer NOT NULL,
	`changed_at` integer NOT NULL,
	`read_at` integer NOT NULL,
	PRIMARY KEY(`company_id`, `realm_id`, `invoice_id`)
);
--> statement-breakpoint
CREATE TABLE `item_links` (
	`company_id` integer NOT NULL,
	`realm_id` text NOT NULL,
	`product_id` integer NOT NULL,
	`item_id` text NOT NULL,
	`item_name` text NOT NULL,
	`taxable` integer,
	`linked_by_id` integer NOT NULL,
	`linked_at` integer NOT NULL,
	PRIMARY KEY(`company_id`, `realm_id`, `product_id`)
);
--> statement-breakpoint
CREATE TABLE `outbox` (
	`id` text PRIMARY KEY NOT NULL,
	`company_id` integer NOT NULL,
	`user_id` integer NOT NULL,
	`kind` text NOT NULL,
	`deal_id` integer NOT NULL,
	`content` text NOT NULL,
	`state` text NOT NULL,
	`tries` integer DEFAULT 0 NOT NULL,
	`next_at` integer NOT NULL,
	`unclear` integer DEFAULT false NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `outbox_waiting` ON `outbox` (`next_at`) WHERE state = 'waiting';--> statement-breakpoint
CREATE TABLE `preferences` (
	`company_id` integer PRIMARY KEY NOT NULL,
	`saved` text NOT NULL,
	`saved_by_id` integer NOT NULL,
	`saved_by_name` text NOT NULL,
	`saved_at` integer NOT NULL
);
