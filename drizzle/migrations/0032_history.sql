-- The record by time, and the check of its chain slice by slice.
CREATE TABLE "chain_check" (
	"company_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"asked_by" text NOT NULL,
	"asked_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"event_count" bigint NOT NULL,
	"done" bigint DEFAULT 0 NOT NULL,
	"last_hash" text NOT NULL,
	"first_break" bigint,
	"finished_at" timestamp with time zone,
	CONSTRAINT "chain_check_company_id_id_pk" PRIMARY KEY("company_id","id")
);
--> statement-breakpoint
ALTER TABLE "chain_check" ADD CONSTRAINT "chain_check_company_id_company_id_fk" FOREIGN KEY ("company_id") REFERENCES "public"."company"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
-- One check at a time.
CREATE UNIQUE INDEX "chain_check_open" ON "chain_check" ("company_id") WHERE finished_at IS NULL;--> statement-breakpoint
CREATE INDEX "chain_check_newest" ON "chain_check" ("company_id","asked_at" DESC);--> statement-breakpoint
-- Days of the filter.
CREATE INDEX audit_at ON audit_event (company_id, at);
--> statement-breakpoint
ALTER TABLE chain_check ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE chain_check FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY tenant ON chain_check TO countersign_app USING (company_id = current_company()) WITH CHECK (company_id = current_company());
--> statement-breakpoint
DO $$ BEGIN EXECUTE format('CREATE POLICY owner ON chain_check TO %I USING (true) WITH CHECK (true)', current_user); END $$;
--> statement-breakpoint
CREATE TRIGGER mark_insert AFTER INSERT ON chain_check REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION mark_write();
--> statement-breakpoint
CREATE TRIGGER mark_update AFTER UPDATE ON chain_check REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION mark_write();
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON chain_check TO countersign_app;
--> statement-breakpoint
-- A check goes on when its bell was lost.
CREATE FUNCTION due_chain_checks() RETURNS TABLE (company_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT c.company_id FROM chain_check c WHERE c.finished_at IS NULL LIMIT 500
$$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION due_chain_checks() FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION due_chain_checks() TO countersign_app;
