CREATE TABLE `invitations` (
	`id` text PRIMARY KEY NOT NULL,
	`identity_id` text NOT NULL,
	`app` text NOT NULL,
	`token` text NOT NULL,
	`typed_code` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`ended_at` integer,
	`ended` text
);
--> statement-breakpoint
CREATE INDEX `invitations_identity` ON `invitations` (`identity_id`);--> statement-breakpoint
CREATE TABLE `softphone_settings` (
	`id` text PRIMARY KEY NOT NULL,
	`wifi` text DEFAULT '' NOT NULL
);
