CREATE INDEX `exchange_rates_by_reading` ON `exchange_rates` (`read_at`);--> statement-breakpoint
CREATE INDEX `discarded_drafts` ON `drafts` (`updated_at`) WHERE state = 'discarded';--> statement-breakpoint
CREATE INDEX `deal_bases_by_age` ON `deal_bases` (`derived_at`);--> statement-breakpoint
CREATE INDEX `list_reads_by_age` ON `list_reads` (`begun_at`);--> statement-breakpoint
CREATE INDEX `ended_bodies` ON `operations` (`last_sent_at`) WHERE body is not null and state in ('done', 'refused', 'not_done', 'unknown');--> statement-breakpoint
CREATE INDEX `delivered_notes` ON `operations` (`last_sent_at`) WHERE kind = 'deal_note' and state = 'done';