CREATE TABLE `turns` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`company_id` integer NOT NULL,
	`realm_id` text NOT NULL,
	`job` text NOT NULL,
	`due_at` integer,
	`urgent` integer DEFAULT false NOT NULL,
	`served_at` integer DEFAULT 0 NOT NULL,
	`lease_until` integer,
	`fence` integer DEFAULT 0 NOT NULL,
	`failures` integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `one_turn_per_company_and_job` ON `turns` (`company_id`,`realm_id`,`job`);--> statement-breakpoint
CREATE INDEX `due_turns` ON `turns` (`due_at`);--> statement-breakpoint
DROP INDEX `due_operations`;--> statement-breakpoint
CREATE INDEX `due_operations_by_age` ON `operations` (`company_id`,`realm_id`,`sent_at`,`kind`) WHERE next_at is not null;--> statement-breakpoint
CREATE INDEX `due_operations` ON `operations` (`company_id`,`realm_id`,`next_at`,`kind`) WHERE next_at is not null;--> statement-breakpoint
CREATE INDEX `tickets_of_company` ON `connect_tickets` (`company_id`,`expires_at`);--> statement-breakpoint
INSERT INTO `turns` (`company_id`, `realm_id`, `job`, `due_at`)
SELECT `company_id`, `realm_id`, CASE `kind` WHEN 'deal_note' THEN 'pipedrive' ELSE 'quickbooks' END AS `owed`, min(`next_at`)
FROM `operations` WHERE `next_at` IS NOT NULL GROUP BY `company_id`, `realm_id`, `owed`;
--> statement-breakpoint
INSERT INTO `turns` (`company_id`, `realm_id`, `job`, `due_at`)
SELECT `company_id`, '', 'consents', 0 FROM `connect_tickets` GROUP BY `company_id`;
