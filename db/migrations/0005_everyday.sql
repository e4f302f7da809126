CREATE TABLE `parking` (
	`id` text PRIMARY KEY NOT NULL,
	`number` text NOT NULL,
	`places` integer DEFAULT 10 NOT NULL,
	`seconds` integer DEFAULT 90 NOT NULL
);
--> statement-breakpoint
CREATE TABLE `paging_groups` (
	`id` text PRIMARY KEY NOT NULL,
	`number` text NOT NULL,
	`name` text NOT NULL,
	`mode` text DEFAULT 'one-way' NOT NULL
);
--> statement-breakpoint
CREATE TABLE `paging_members` (
	`id` text PRIMARY KEY NOT NULL,
	`group_id` text NOT NULL,
	`extension_id` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `paging_members_group` ON `paging_members` (`group_id`);--> statement-breakpoint
CREATE INDEX `paging_members_extension` ON `paging_members` (`extension_id`);--> statement-breakpoint
CREATE TABLE `conference_rooms` (
	`id` text PRIMARY KEY NOT NULL,
	`number` text NOT NULL,
	`name` text NOT NULL,
	`pin` text DEFAULT '' NOT NULL,
	`leader_pin` text DEFAULT '' NOT NULL,
	`join_sound` text DEFAULT 'tone' NOT NULL,
	`most` integer DEFAULT 0 NOT NULL,
	`waits_for_leader` integer DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE TABLE `speed_dials` (
	`id` text PRIMARY KEY NOT NULL,
	`extension_id` text DEFAULT '' NOT NULL,
	`place` text NOT NULL,
	`name` text NOT NULL,
	`number` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `speed_dials_extension` ON `speed_dials` (`extension_id`,`place`);