CREATE TABLE `former_phones` (
	`id` text PRIMARY KEY NOT NULL,
	`mac` text NOT NULL,
	`vendor` text NOT NULL,
	`model` text NOT NULL,
	`label` text DEFAULT '' NOT NULL,
	`end` text NOT NULL,
	`by_id` text,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `phone_claims` (
	`id` text PRIMARY KEY NOT NULL,
	`secret` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `phone_lines` (
	`id` text PRIMARY KEY NOT NULL,
	`phone_id` text NOT NULL,
	`position` integer NOT NULL,
	`identity_id` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `phone_lines_phone` ON `phone_lines` (`phone_id`);--> statement-breakpoint
CREATE INDEX `phone_lines_identity` ON `phone_lines` (`identity_id`);