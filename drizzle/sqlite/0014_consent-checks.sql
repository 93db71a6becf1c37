DROP INDEX `deals_of_invoice`;--> statement-breakpoint
CREATE INDEX `deals_of_invoice` ON `deal_invoices` (`company_id`,`realm_id`,`invoice_id`,`deal_id`);--> statement-breakpoint
ALTER TABLE `connect_tickets` ADD `checks` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `connect_tickets` ADD `next_check_at` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX `invoices_of_party` ON `drafts` (`company_id`,`realm_id`,`party`) WHERE invoice_id is not null;