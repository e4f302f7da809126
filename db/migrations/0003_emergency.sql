CREATE TABLE `emergency_alarm_phones` (
	`id` text PRIMARY KEY NOT NULL,
	`way` text DEFAULT 'ring' NOT NULL
);
--> statement-breakpoint
CREATE TABLE `emergency_locations` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`site_id` text NOT NULL,
	`parent_id` text,
	`name` text DEFAULT '' NOT NULL,
	`street` text DEFAULT '' NOT NULL,
	`postal_code` text DEFAULT '' NOT NULL,
	`city` text DEFAULT '' NOT NULL,
	`region` text DEFAULT '' NOT NULL,
	`detail` text DEFAULT '' NOT NULL,
	`callback_number` text DEFAULT '' NOT NULL,
	`elin` text DEFAULT '' NOT NULL
);
--> statement-breakpoint
CREATE INDEX `emergency_locations_site` ON `emergency_locations` (`site_id`);--> statement-breakpoint
CREATE INDEX `emergency_locations_parent` ON `emergency_locations` (`parent_id`);--> statement-breakpoint
CREATE TABLE `emergency_settings` (
	`id` text PRIMARY KEY NOT NULL,
	`test_number` text DEFAULT '' NOT NULL,
	`limits_read_at` integer DEFAULT 0 NOT NULL
);
