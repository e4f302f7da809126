CREATE TABLE `no_answers` (
	`id` text PRIMARY KEY NOT NULL,
	`note` integer DEFAULT false NOT NULL,
	`addresses` text DEFAULT '' NOT NULL
);
