DROP TABLE `attempts`;--> statement-breakpoint
DROP TABLE `customer_changes`;--> statement-breakpoint
DROP TABLE `invoice_changes`;--> statement-breakpoint
DROP TABLE `outbox`;