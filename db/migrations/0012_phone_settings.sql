CREATE TABLE `common_keys` (
	`id` text PRIMARY KEY NOT NULL,
	`site_id` text NOT NULL,
	`position` integer NOT NULL,
	`kind` text NOT NULL,
	`target` text NOT NULL,
	`label` text DEFAULT '' NOT NULL
);
--> statement-breakpoint
CREATE INDEX `common_keys_site` ON `common_keys` (`site_id`,`position`);--> statement-breakpoint
CREATE TABLE `phone_settings` (
	`id` text PRIMARY KEY NOT NULL,
	`codecs` text,
	`ring_tone` integer,
	`vlan` integer,
	`vlan_priority` integer DEFAULT 0 NOT NULL,
	`computer_vlan` integer DEFAULT 0 NOT NULL,
	`media_dscp` integer,
	`signaling_dscp` integer DEFAULT 24 NOT NULL,
	`pnp_after_setup` integer,
	`syslog_until` integer,
	`syslog_host` text DEFAULT '' NOT NULL,
	`syslog_port` integer DEFAULT 514 NOT NULL
);
--> statement-breakpoint
CREATE TABLE `phone_book_entries` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`company` text DEFAULT '' NOT NULL,
	`number` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `phone_book_entries_number` ON `phone_book_entries` (`number`);--> statement-breakpoint
CREATE TABLE `phone_book_hidden` (
	`id` text PRIMARY KEY NOT NULL
);
--> statement-breakpoint
CREATE TABLE `phone_book` (
	`id` text PRIMARY KEY NOT NULL,
	`is_served` integer DEFAULT true NOT NULL,
	`people` integer DEFAULT true NOT NULL,
	`groups` integer DEFAULT true NOT NULL,
	`public_numbers` integer DEFAULT true NOT NULL,
	`token` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `firmware_files` (
	`id` text PRIMARY KEY NOT NULL,
	`vendor` text NOT NULL,
	`models` text NOT NULL,
	`version` text NOT NULL,
	`file_name` text NOT NULL,
	`bytes` integer NOT NULL,
	`sha256` text NOT NULL,
	`token` text NOT NULL,
	`added_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `firmware_rollouts` (
	`id` text PRIMARY KEY NOT NULL,
	`firmware_id` text NOT NULL,
	`step` text DEFAULT 'one' NOT NULL,
	`phone_id` text NOT NULL,
	`site_id` text NOT NULL,
	`state` text DEFAULT 'running' NOT NULL,
	`step_at` integer NOT NULL,
	`problem` text DEFAULT '' NOT NULL
);
--> statement-breakpoint
CREATE INDEX `firmware_rollouts_firmware` ON `firmware_rollouts` (`firmware_id`);--> statement-breakpoint
ALTER TABLE `phone_keys` ADD `label` text DEFAULT '' NOT NULL;