ALTER TABLE `network` ADD `https` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `network` ADD `https_port` integer DEFAULT 8481 NOT NULL;--> statement-breakpoint
ALTER TABLE `network` ADD `tftp` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `network` ADD `clock` integer DEFAULT true NOT NULL;