CREATE TABLE `install_states` (
	`state_hash` text PRIMARY KEY NOT NULL,
	`expires_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `install_states_by_expiry` ON `install_states` (`expires_at`);