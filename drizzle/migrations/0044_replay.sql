-- How each replay of the record into a test Sage ended; rows are written once.
CREATE TABLE "replay_run" (
	"company_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"ended_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"outcome" text NOT NULL,
	"words" text NOT NULL,
	"up_to" timestamp with time zone NOT NULL,
	"only_job" text,
	"count" integer NOT NULL,
	"replayed" integer NOT NULL,
	"by_hand" integer NOT NULL,
	"gone" integer NOT NULL,
	"not_replayed" integer NOT NULL,
	"totals" integer NOT NULL,
	"differences" jsonb NOT NULL,
	CONSTRAINT "replay_run_company_id_id_pk" PRIMARY KEY("company_id","id"),
	CONSTRAINT "replay_run_outcome" CHECK (outcome in ('equal', 'differs', 'failed', 'waits', 'refused'))
);
--> statement-breakpoint
ALTER TABLE "replay_run" ADD CONSTRAINT "replay_run_company_id_company_id_fk" FOREIGN KEY ("company_id") REFERENCES "public"."company"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "replay_run_newest" ON "replay_run" ("company_id","ended_at" DESC);--> statement-breakpoint
ALTER TABLE replay_run ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE replay_run FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY tenant ON replay_run TO countersign_app USING (company_id = current_company()) WITH CHECK (company_id = current_company());
--> statement-breakpoint
DO $$ BEGIN EXECUTE format('CREATE POLICY owner ON replay_run TO %I USING (true) WITH CHECK (true)', current_user); END $$;
--> statement-breakpoint
CREATE TRIGGER mark_insert AFTER INSERT ON replay_run REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION mark_write();
--> statement-breakpoint
-- The command runs as the owner; the web only reads.
GRANT SELECT ON replay_run TO countersign_app;
