ALTER TABLE `books_profiles` RENAME TO `company_profiles`;--> statement-breakpoint
ALTER TABLE `list_reads` RENAME TO `sync_ranges`;--> statement-breakpoint
ALTER TABLE `remembered` RENAME TO `user_settings`;--> statement-breakpoint
ALTER TABLE `sync_ranges` RENAME COLUMN "stretches" TO "ranges";--> statement-breakpoint
ALTER TABLE `sync_ranges` RENAME COLUMN "looking" TO "unfinished_read";--> statement-breakpoint
ALTER TABLE `connections` RENAME COLUMN "holder_id" TO "owner_id";--> statement-breakpoint
ALTER TABLE `connections` RENAME COLUMN "holder_name" TO "owner_name";--> statement-breakpoint
ALTER TABLE `connections` RENAME COLUMN "lease_owner" TO "lease_id";--> statement-breakpoint
ALTER TABLE `drafts` RENAME COLUMN "proof" TO "totals_comparison";--> statement-breakpoint
ALTER TABLE `grants` RENAME COLUMN "lease_owner" TO "lease_id";--> statement-breakpoint
DROP INDEX `list_reads_by_age`;--> statement-breakpoint
CREATE INDEX `sync_ranges_by_age` ON `sync_ranges` (`begun_at`);