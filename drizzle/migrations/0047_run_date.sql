-- One accounting date for a run of acceptances: decided with it, given by its parts.
ALTER TABLE "accept_run" ADD COLUMN "booked_day" date;--> statement-breakpoint
ALTER TABLE "accept_run" ADD COLUMN "date_reason" text;--> statement-breakpoint
ALTER TABLE "accept_run" ADD COLUMN "dated" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE accept_run ADD CONSTRAINT accept_run_date CHECK ((booked_day IS NULL) = (date_reason IS NULL));
--> statement-breakpoint
GRANT UPDATE (dated) ON accept_run TO countersign_app;
