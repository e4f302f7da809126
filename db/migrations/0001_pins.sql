CREATE TABLE `pins` (
	`id` text PRIMARY KEY NOT NULL,
	`default_pin` text NOT NULL,
	`custom_hash` text DEFAULT '' NOT NULL,
	`locked` integer DEFAULT false NOT NULL,
	`resets` integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE `trunks` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`kind` text NOT NULL,
	`enabled` integer DEFAULT true NOT NULL,
	`position` integer DEFAULT 0 NOT NULL,
	`site_id` text NOT NULL,
	`host` text DEFAULT '' NOT NULL,
	`port` integer DEFAULT 0 NOT NULL,
	`transport` text DEFAULT 'udp' NOT NULL,
	`encrypts_media` integer DEFAULT false NOT NULL,
	`username` text DEFAULT '' NOT NULL,
	`password` text DEFAULT '' NOT NULL,
	`auth_user` text DEFAULT '' NOT NULL,
	`from_user` text DEFAULT '' NOT NULL,
	`from_domain` text DEFAULT '' NOT NULL,
	`outbound_proxy` text DEFAULT '' NOT NULL,
	`addresses` text DEFAULT '' NOT NULL,
	`registers_here` integer DEFAULT false NOT NULL,
	`expiry` integer DEFAULT 300 NOT NULL,
	`codecs` text DEFAULT 'alaw,ulaw' NOT NULL,
	`dtmf` text DEFAULT 'rfc4733' NOT NULL,
	`t38` integer DEFAULT true NOT NULL,
	`nat` text DEFAULT 'automatic' NOT NULL,
	`max_calls` integer DEFAULT 0 NOT NULL,
	`number_format` text DEFAULT 'plus' NOT NULL,
	`caller_header` text DEFAULT 'both' NOT NULL,
	`destination` text DEFAULT '' NOT NULL
);
--> statement-breakpoint
CREATE TABLE `public_numbers` (
	`id` text PRIMARY KEY NOT NULL,
	`number` text NOT NULL,
	`site_id` text NOT NULL,
	`trunk_id` text,
	`destination` text DEFAULT '' NOT NULL,
	`status` text DEFAULT 'active' NOT NULL,
	`name1` text DEFAULT '' NOT NULL,
	`name2` text DEFAULT '' NOT NULL
);
--> statement-breakpoint
CREATE INDEX `public_numbers_number` ON `public_numbers` (`number`);--> statement-breakpoint
CREATE INDEX `public_numbers_site` ON `public_numbers` (`site_id`);--> statement-breakpoint
CREATE INDEX `public_numbers_trunk` ON `public_numbers` (`trunk_id`);--> statement-breakpoint
CREATE TABLE `mail` (
	`id` text PRIMARY KEY NOT NULL,
	`host` text DEFAULT '' NOT NULL,
	`port` integer DEFAULT 587 NOT NULL,
	`security` text DEFAULT 'starttls' NOT NULL,
	`user` text DEFAULT '' NOT NULL,
	`password` text DEFAULT '' NOT NULL,
	`from_address` text DEFAULT '' NOT NULL,
	`from_name` text DEFAULT '' NOT NULL,
	`authority` text DEFAULT '' NOT NULL,
	`alert_recipients` text DEFAULT '' NOT NULL
);
--> statement-breakpoint
CREATE TABLE `schedule_exceptions` (
	`id` text PRIMARY KEY NOT NULL,
	`schedule_id` text NOT NULL,
	`name` text NOT NULL,
	`holiday` text DEFAULT '' NOT NULL,
	`first_day` text DEFAULT '' NOT NULL,
	`last_day` text DEFAULT '' NOT NULL,
	`hours` text DEFAULT '' NOT NULL
);
--> statement-breakpoint
CREATE INDEX `schedule_exceptions_schedule` ON `schedule_exceptions` (`schedule_id`);--> statement-breakpoint
CREATE TABLE `schedules` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`number` text DEFAULT '' NOT NULL,
	`site_id` text NOT NULL,
	`time_zone` text DEFAULT '' NOT NULL,
	`monday` text DEFAULT '' NOT NULL,
	`tuesday` text DEFAULT '' NOT NULL,
	`wednesday` text DEFAULT '' NOT NULL,
	`thursday` text DEFAULT '' NOT NULL,
	`friday` text DEFAULT '' NOT NULL,
	`saturday` text DEFAULT '' NOT NULL,
	`sunday` text DEFAULT '' NOT NULL,
	`override` text DEFAULT '' NOT NULL,
	`override_until` integer,
	`phone_lasts` text DEFAULT 'next-change' NOT NULL
);
--> statement-breakpoint
CREATE INDEX `schedules_site` ON `schedules` (`site_id`);--> statement-breakpoint
CREATE TABLE `working_hours` (
	`id` text PRIMARY KEY NOT NULL,
	`schedule_id` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `working_hours_schedule` ON `working_hours` (`schedule_id`);--> statement-breakpoint
ALTER TABLE `sites` ADD `main_number_id` text;--> statement-breakpoint
INSERT INTO `pins` (`id`, `default_pin`) SELECT `id`, `pin` FROM `mailboxes`;--> statement-breakpoint
ALTER TABLE `mailboxes` DROP COLUMN `pin`;