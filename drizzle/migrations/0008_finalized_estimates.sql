ALTER TABLE "sage_job" ADD COLUMN "is_estimate_finalized" boolean DEFAULT false NOT NULL;
--> statement-breakpoint
-- Jobs that were read before there was a column for it.
UPDATE mirror_read SET cursor = '0' WHERE table_name = 'JCM_MASTER__JOB';
