CREATE TABLE `practice_phones` (
	`id` text PRIMARY KEY NOT NULL,
	`mac` text NOT NULL,
	`vendor` text NOT NULL,
	`model` text NOT NULL,
	`added_at` integer NOT NULL
);
