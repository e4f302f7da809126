CREATE TABLE `queue_agents` (
	`id` text PRIMARY KEY NOT NULL,
	`queue_id` text NOT NULL,
	`extension_id` text NOT NULL,
	`identity_id` text,
	`position` integer NOT NULL,
	`signed_in` integer DEFAULT true NOT NULL
);
--> statement-breakpoint
CREATE INDEX `queue_agents_queue` ON `queue_agents` (`queue_id`);--> statement-breakpoint
CREATE INDEX `queue_agents_extension` ON `queue_agents` (`extension_id`);--> statement-breakpoint
CREATE INDEX `queue_agents_identity` ON `queue_agents` (`identity_id`);--> statement-breakpoint
CREATE TABLE `queues` (
	`id` text PRIMARY KEY NOT NULL,
	`number` text NOT NULL,
	`name` text NOT NULL,
	`strategy` text DEFAULT 'ring-all' NOT NULL,
	`ring_seconds` integer DEFAULT 20 NOT NULL,
	`wrap_up_seconds` integer DEFAULT 0 NOT NULL,
	`max_waiting` integer DEFAULT 0 NOT NULL,
	`max_wait_seconds` integer DEFAULT 300 NOT NULL,
	`hold` text DEFAULT 'music' NOT NULL,
	`say_position` integer DEFAULT true NOT NULL,
	`say_wait` integer DEFAULT false NOT NULL,
	`say_every` integer DEFAULT 45 NOT NULL,
	`when_empty` text DEFAULT 'leave' NOT NULL,
	`show_name` integer DEFAULT true NOT NULL,
	`when_full_to` text DEFAULT 'end:busy' NOT NULL,
	`when_late_to` text DEFAULT 'end:no-answer' NOT NULL,
	`when_empty_to` text DEFAULT 'end:unreachable' NOT NULL
);
--> statement-breakpoint
CREATE INDEX `queues_number` ON `queues` (`number`);--> statement-breakpoint
CREATE TABLE `call_flows` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`number` text,
	`entry` text DEFAULT '' NOT NULL
);
--> statement-breakpoint
CREATE INDEX `call_flows_number` ON `call_flows` (`number`);--> statement-breakpoint
CREATE TABLE `flow_exits` (
	`id` text PRIMARY KEY NOT NULL,
	`step_id` text NOT NULL,
	`exit` text NOT NULL,
	`destination` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `flow_exits_step` ON `flow_exits` (`step_id`);--> statement-breakpoint
CREATE INDEX `flow_exits_destination` ON `flow_exits` (`destination`);--> statement-breakpoint
CREATE TABLE `flow_steps` (
	`id` text PRIMARY KEY NOT NULL,
	`flow_id` text NOT NULL,
	`type` text NOT NULL,
	`name` text DEFAULT '' NOT NULL,
	`target` text DEFAULT '' NOT NULL,
	`sound` text DEFAULT '' NOT NULL,
	`settings` text DEFAULT '{}' NOT NULL,
	`x` integer DEFAULT 0 NOT NULL,
	`y` integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE INDEX `flow_steps_flow` ON `flow_steps` (`flow_id`);--> statement-breakpoint
CREATE INDEX `flow_steps_target` ON `flow_steps` (`target`);--> statement-breakpoint
CREATE INDEX `flow_steps_sound` ON `flow_steps` (`sound`);--> statement-breakpoint
CREATE TABLE `sounds` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`file` text NOT NULL,
	`milliseconds` integer NOT NULL,
	`origin` text DEFAULT 'upload' NOT NULL
);
--> statement-breakpoint
CREATE INDEX `sounds_file` ON `sounds` (`file`);--> statement-breakpoint
ALTER TABLE `trunks` ADD `arrival` text DEFAULT 'automatic' NOT NULL;