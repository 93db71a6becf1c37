ALTER TABLE `invoices` ADD `unreadable` text;--> statement-breakpoint
ALTER TABLE `list_reads` ADD `unreadable` integer DEFAULT 0 NOT NULL;