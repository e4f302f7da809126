CREATE TABLE `outbound_passcodes` (
	`id` text PRIMARY KEY NOT NULL,
	`passcode` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `outbound_patterns` (
	`id` text PRIMARY KEY NOT NULL,
	`rule_id` text NOT NULL,
	`position` integer NOT NULL,
	`kind` text NOT NULL,
	`text` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `outbound_patterns_rule` ON `outbound_patterns` (`rule_id`);--> statement-breakpoint
CREATE TABLE `outbound_people` (
	`id` text PRIMARY KEY NOT NULL,
	`rule_id` text NOT NULL,
	`extension_id` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `outbound_people_rule` ON `outbound_people` (`rule_id`);--> statement-breakpoint
CREATE INDEX `outbound_people_extension` ON `outbound_people` (`extension_id`);--> statement-breakpoint
CREATE TABLE `outbound_rules` (
	`id` text PRIMARY KEY NOT NULL,
	`position` integer NOT NULL,
	`name` text NOT NULL,
	`enabled` integer DEFAULT true NOT NULL,
	`action` text DEFAULT 'dial' NOT NULL,
	`who` text DEFAULT 'everybody' NOT NULL,
	`plans` text DEFAULT '' NOT NULL,
	`strip` integer DEFAULT 0 NOT NULL,
	`add_digits` text DEFAULT '' NOT NULL,
	`passcode_from` text DEFAULT 'none' NOT NULL,
	`passcode` text DEFAULT '' NOT NULL,
	`schedule_id` text,
	`schedule_side` text DEFAULT 'open' NOT NULL
);
--> statement-breakpoint
CREATE TABLE `outbound_sites` (
	`id` text PRIMARY KEY NOT NULL,
	`line` text DEFAULT '' NOT NULL,
	`line_needed` integer DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE TABLE `outbound_trunks` (
	`id` text PRIMARY KEY NOT NULL,
	`rule_id` text NOT NULL,
	`trunk_id` text NOT NULL,
	`position` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `outbound_trunks_rule` ON `outbound_trunks` (`rule_id`);--> statement-breakpoint
CREATE INDEX `outbound_trunks_trunk` ON `outbound_trunks` (`trunk_id`);--> statement-breakpoint
CREATE TABLE `caller_id_choices` (
	`id` text PRIMARY KEY NOT NULL,
	`extension_id` text NOT NULL,
	`number_id` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `caller_id_choices_extension` ON `caller_id_choices` (`extension_id`);--> statement-breakpoint
CREATE INDEX `caller_id_choices_number` ON `caller_id_choices` (`number_id`);--> statement-breakpoint
CREATE TABLE `caller_id_requests` (
	`id` text PRIMARY KEY NOT NULL,
	`extension_id` text NOT NULL,
	`number` text NOT NULL,
	`reason` text DEFAULT '' NOT NULL,
	`status` text DEFAULT 'pending' NOT NULL,
	`answer` text DEFAULT '' NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `caller_id_requests_extension` ON `caller_id_requests` (`extension_id`);--> statement-breakpoint
CREATE TABLE `caller_ids` (
	`id` text PRIMARY KEY NOT NULL,
	`mode` text DEFAULT 'main' NOT NULL,
	`number` text DEFAULT '' NOT NULL,
	`hidden` integer DEFAULT false NOT NULL,
	`forward_shows` text DEFAULT 'own' NOT NULL,
	`mobile` text DEFAULT '' NOT NULL,
	`internal_number` text DEFAULT '' NOT NULL,
	`internal_name` text DEFAULT '' NOT NULL
);
--> statement-breakpoint
CREATE TABLE `trunk_rates` (
	`id` text PRIMARY KEY NOT NULL,
	`trunk_id` text NOT NULL,
	`prefix` text NOT NULL,
	`name` text DEFAULT '' NOT NULL,
	`per_minute` integer NOT NULL,
	`per_call` integer DEFAULT 0 NOT NULL,
	`first_step` integer DEFAULT 60 NOT NULL,
	`next_step` integer DEFAULT 60 NOT NULL
);
--> statement-breakpoint
CREATE INDEX `trunk_rates_trunk` ON `trunk_rates` (`trunk_id`);--> statement-breakpoint
CREATE TABLE `usage_limits` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text DEFAULT 'none' NOT NULL,
	`amount` integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE `unavailable` (
	`id` text PRIMARY KEY NOT NULL,
	`enabled` integer DEFAULT false NOT NULL,
	`when` text DEFAULT 'outside' NOT NULL,
	`schedule_id` text DEFAULT '' NOT NULL,
	`action` text DEFAULT 'voicemail' NOT NULL,
	`destination` text DEFAULT '' NOT NULL
);
--> statement-breakpoint
CREATE INDEX `unavailable_schedule` ON `unavailable` (`schedule_id`);