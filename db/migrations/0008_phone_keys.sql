CREATE TABLE `phone_keys` (
	`id` text PRIMARY KEY NOT NULL,
	`extension_id` text NOT NULL,
	`position` integer NOT NULL,
	`kind` text NOT NULL,
	`target` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `phone_keys_extension` ON `phone_keys` (`extension_id`,`position`);