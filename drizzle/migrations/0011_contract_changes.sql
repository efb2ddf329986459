ALTER TABLE "sage_job" ADD COLUMN "approved_contract_changes" numeric(18, 2) DEFAULT '0' NOT NULL;
--> statement-breakpoint
-- Jobs that were read before there was a column for it.
UPDATE mirror_read SET cursor = '0' WHERE table_name = 'JCM_MASTER__JOB';
