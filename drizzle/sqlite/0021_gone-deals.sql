DROP INDEX `gone_deals`;--> statement-breakpoint
CREATE INDEX `gone_deals` ON `deal_presence` (`company_id`,`deal_id`) WHERE gone;