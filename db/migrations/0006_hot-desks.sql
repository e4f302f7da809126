CREATE TABLE `display_names` (
	`id` text PRIMARY KEY NOT NULL,
	`name1` text DEFAULT '' NOT NULL,
	`name2` text DEFAULT '' NOT NULL
);
--> statement-breakpoint
CREATE TABLE `handsets` (
	`id` text PRIMARY KEY NOT NULL,
	`phone_id` text NOT NULL,
	`log_out_at` text DEFAULT '' NOT NULL
);
--> statement-breakpoint
CREATE TABLE `hot_desks` (
	`id` text PRIMARY KEY NOT NULL,
	`identity_id` text NOT NULL,
	`extension_id` text NOT NULL,
	`since` integer NOT NULL,
	`until` integer
);
--> statement-breakpoint
CREATE INDEX `hot_desks_extension` ON `hot_desks` (`extension_id`);--> statement-breakpoint
CREATE INDEX `hot_desks_identity` ON `hot_desks` (`identity_id`);--> statement-breakpoint
ALTER TABLE `mailboxes` ADD `email` text DEFAULT '' NOT NULL;