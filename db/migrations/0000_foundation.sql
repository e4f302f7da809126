CREATE TABLE `sites` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`street` text DEFAULT '' NOT NULL,
	`postal_code` text DEFAULT '' NOT NULL,
	`city` text DEFAULT '' NOT NULL,
	`region` text DEFAULT '' NOT NULL,
	`country` text NOT NULL,
	`time_zone` text NOT NULL,
	`language` text DEFAULT 'en' NOT NULL
);
--> statement-breakpoint
CREATE TABLE `network` (
	`id` text PRIMARY KEY NOT NULL,
	`interface` text DEFAULT '' NOT NULL,
	`fixed_address` text DEFAULT '' NOT NULL,
	`sip_port` integer DEFAULT 5060 NOT NULL,
	`http_port` integer DEFAULT 8480 NOT NULL,
	`plug_and_play` integer DEFAULT true NOT NULL
);
--> statement-breakpoint
CREATE TABLE `users` (
	`id` text PRIMARY KEY NOT NULL,
	`first_name` text NOT NULL,
	`last_name` text DEFAULT '' NOT NULL,
	`email` text DEFAULT '' NOT NULL,
	`department` text DEFAULT '' NOT NULL,
	`job_title` text DEFAULT '' NOT NULL,
	`language` text DEFAULT 'en' NOT NULL,
	`role` text DEFAULT 'user' NOT NULL,
	`plan` text DEFAULT 'plus' NOT NULL,
	`identity_slots` integer DEFAULT 2 NOT NULL
);
--> statement-breakpoint
CREATE TABLE `extensions` (
	`id` text PRIMARY KEY NOT NULL,
	`number` text NOT NULL,
	`label` text DEFAULT '' NOT NULL,
	`type` text DEFAULT 'normal' NOT NULL,
	`site_id` text NOT NULL,
	`user_id` text,
	`ring_seconds` integer DEFAULT 18 NOT NULL,
	`call_waiting` integer DEFAULT true NOT NULL,
	`do_not_disturb` integer DEFAULT false NOT NULL,
	`local_server_address` text DEFAULT '' NOT NULL
);
--> statement-breakpoint
CREATE INDEX `extensions_user` ON `extensions` (`user_id`);--> statement-breakpoint
CREATE INDEX `extensions_number` ON `extensions` (`number`);--> statement-breakpoint
CREATE TABLE `identities` (
	`id` text PRIMARY KEY NOT NULL,
	`extension_id` text NOT NULL,
	`slot` integer NOT NULL,
	`label` text NOT NULL,
	`type` text DEFAULT 'deskphone' NOT NULL,
	`transport` text DEFAULT 'udp' NOT NULL,
	`secret` text NOT NULL,
	`rings_on_incoming` integer DEFAULT true NOT NULL
);
--> statement-breakpoint
CREATE INDEX `identities_extension` ON `identities` (`extension_id`);--> statement-breakpoint
CREATE INDEX `identities_label` ON `identities` (`label`);--> statement-breakpoint
CREATE TABLE `forward_targets` (
	`id` text PRIMARY KEY NOT NULL,
	`extension_id` text NOT NULL,
	`target_extension_id` text NOT NULL,
	`position` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `forward_targets_extension` ON `forward_targets` (`extension_id`);--> statement-breakpoint
CREATE INDEX `forward_targets_target` ON `forward_targets` (`target_extension_id`);--> statement-breakpoint
CREATE TABLE `forwards` (
	`id` text PRIMARY KEY NOT NULL,
	`extension_id` text NOT NULL,
	`kind` text NOT NULL,
	`enabled` integer DEFAULT false NOT NULL,
	`number` text DEFAULT '' NOT NULL
);
--> statement-breakpoint
CREATE INDEX `forwards_extension` ON `forwards` (`extension_id`);--> statement-breakpoint
CREATE INDEX `forwards_number` ON `forwards` (`number`);--> statement-breakpoint
CREATE TABLE `vip_callers` (
	`id` text PRIMARY KEY NOT NULL,
	`extension_id` text NOT NULL,
	`number` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `vip_callers_extension` ON `vip_callers` (`extension_id`);--> statement-breakpoint
CREATE TABLE `mailboxes` (
	`id` text PRIMARY KEY NOT NULL,
	`enabled` integer DEFAULT false NOT NULL,
	`pin` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `ring_group_members` (
	`id` text PRIMARY KEY NOT NULL,
	`group_id` text NOT NULL,
	`identity_id` text NOT NULL,
	`position` integer NOT NULL,
	`start_delay` integer DEFAULT 0 NOT NULL,
	`ring_seconds` integer DEFAULT 20 NOT NULL,
	`signed_out` integer DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE INDEX `ring_group_members_group` ON `ring_group_members` (`group_id`);--> statement-breakpoint
CREATE INDEX `ring_group_members_identity` ON `ring_group_members` (`identity_id`);--> statement-breakpoint
CREATE TABLE `ring_groups` (
	`id` text PRIMARY KEY NOT NULL,
	`number` text NOT NULL,
	`name` text NOT NULL,
	`strategy` text DEFAULT 'all-at-once' NOT NULL,
	`ring_seconds` integer DEFAULT 20 NOT NULL,
	`skip_busy` integer DEFAULT false NOT NULL,
	`show_name` integer DEFAULT true NOT NULL,
	`overflow_kind` text DEFAULT 'end' NOT NULL,
	`overflow_id` text
);
--> statement-breakpoint
CREATE INDEX `ring_groups_number` ON `ring_groups` (`number`);--> statement-breakpoint
CREATE INDEX `ring_groups_overflow` ON `ring_groups` (`overflow_id`);--> statement-breakpoint
CREATE TABLE `feature_codes` (
	`id` text PRIMARY KEY NOT NULL,
	`code` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `phones` (
	`id` text PRIMARY KEY NOT NULL,
	`mac` text NOT NULL,
	`vendor` text NOT NULL,
	`model` text NOT NULL,
	`label` text DEFAULT '' NOT NULL,
	`site_id` text NOT NULL,
	`identity_id` text,
	`provisioning_token` text NOT NULL,
	`admin_password` text NOT NULL,
	`adopted_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `phones_identity` ON `phones` (`identity_id`);