-- More than one decision holds: a run accepts what was in view when it was decided, slice by slice.
CREATE TABLE "accept_run" (
	"company_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"number" integer NOT NULL,
	"person_id" uuid NOT NULL,
	"person_name" text NOT NULL,
	"item_count" integer NOT NULL,
	"left_out" integer NOT NULL,
	"amount" numeric(18, 2) NOT NULL,
	"currency" text NOT NULL,
	"hash_total" text,
	"release_at" timestamp with time zone,
	"status" text DEFAULT 'running' NOT NULL,
	"accepted" integer DEFAULT 0 NOT NULL,
	"signed" integer DEFAULT 0 NOT NULL,
	"refused" integer DEFAULT 0 NOT NULL,
	"ended_by" text,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"finished_at" timestamp with time zone,
	CONSTRAINT "accept_run_company_id_id_pk" PRIMARY KEY("company_id","id"),
	CONSTRAINT "accept_run_number" UNIQUE("company_id","number")
);
--> statement-breakpoint
CREATE TABLE "accept_run_item" (
	"company_id" uuid NOT NULL,
	"run_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"item_id" uuid NOT NULL,
	"decision_id" uuid NOT NULL,
	"seen_version" integer NOT NULL,
	"seen_revision_id" uuid NOT NULL,
	"seen_sha256" text,
	"number" text NOT NULL,
	"title" text NOT NULL,
	"outcome" text,
	"why" text,
	CONSTRAINT "accept_run_item_company_id_run_id_position_pk" PRIMARY KEY("company_id","run_id","position")
);
--> statement-breakpoint
ALTER TABLE "batch" ADD COLUMN "run_id" uuid;--> statement-breakpoint
ALTER TABLE "accept_run" ADD CONSTRAINT "accept_run_company_id_company_id_fk" FOREIGN KEY ("company_id") REFERENCES "public"."company"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "accept_run_item" ADD CONSTRAINT "accept_run_item_company_id_run_id_accept_run_company_id_id_fk" FOREIGN KEY ("company_id","run_id") REFERENCES "public"."accept_run"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "accept_run_item" ADD CONSTRAINT "accept_run_item_company_id_item_id_item_company_id_id_fk" FOREIGN KEY ("company_id","item_id") REFERENCES "public"."item"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "batch" ADD CONSTRAINT "batch_company_id_run_id_accept_run_company_id_id_fk" FOREIGN KEY ("company_id","run_id") REFERENCES "public"."accept_run"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
-- One run at a time.
CREATE UNIQUE INDEX "accept_run_open" ON "accept_run" USING btree ("company_id") WHERE finished_at IS NULL;--> statement-breakpoint
-- What a run has still to do.
CREATE INDEX "accept_run_item_open" ON "accept_run_item" USING btree ("company_id","run_id","position") WHERE outcome IS NULL;--> statement-breakpoint
CREATE INDEX "accept_run_item_out" ON "accept_run_item" USING btree ("company_id","run_id","position") WHERE outcome IN ('refused', 'left_out');--> statement-breakpoint
CREATE INDEX "batch_run" ON "batch" USING btree ("company_id","run_id","number") WHERE run_id IS NOT NULL;--> statement-breakpoint
ALTER TABLE accept_run ADD CONSTRAINT accept_run_status CHECK (status IN ('running', 'stopping', 'stopped', 'done') AND (status IN ('stopped', 'done')) = (finished_at IS NOT NULL));
--> statement-breakpoint
ALTER TABLE accept_run_item ADD CONSTRAINT accept_run_item_outcome CHECK (outcome IN ('accepted', 'signed', 'refused', 'left_out'));
--> statement-breakpoint
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['accept_run', 'accept_run_item']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY tenant ON %I TO countersign_app USING (company_id = current_company()) WITH CHECK (company_id = current_company())', t);
    EXECUTE format('CREATE POLICY owner ON %I TO %I USING (true) WITH CHECK (true)', t, current_user);
    EXECUTE format('CREATE TRIGGER mark_insert AFTER INSERT ON %I REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION mark_write()', t);
    EXECUTE format('CREATE TRIGGER mark_update AFTER UPDATE ON %I REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION mark_write()', t);
  END LOOP;
END $$;
--> statement-breakpoint
-- What was decided is written once; only what becomes of it is added.
GRANT SELECT, INSERT, UPDATE (status, accepted, signed, refused, ended_by, finished_at) ON accept_run TO countersign_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE (outcome, why) ON accept_run_item TO countersign_app;
--> statement-breakpoint
-- A run goes on when its bell was lost.
CREATE FUNCTION due_accept_runs() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT r.company_id FROM accept_run r WHERE r.finished_at IS NULL LIMIT 500
$$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION due_accept_runs() FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION due_accept_runs() TO countersign_app;
--> statement-breakpoint
-- Items that wait for the second of two signatures, in the orders of the inbox.
CREATE INDEX "item_signed_by_sent" ON "item" USING btree ("company_id","state","sent_at" DESC NULLS LAST,"id" DESC NULLS LAST) WHERE signature_id IS NOT NULL;--> statement-breakpoint
CREATE INDEX "item_signed_by_amount" ON "item" USING btree ("company_id","state","amount_key" DESC NULLS LAST,"id" DESC NULLS LAST) WHERE signature_id IS NOT NULL;--> statement-breakpoint
CREATE INDEX "item_signed_by_number" ON "item" USING btree ("company_id","state","number" DESC NULLS LAST,"id" DESC NULLS LAST) WHERE signature_id IS NOT NULL;--> statement-breakpoint
CREATE INDEX "item_signed_by_moved" ON "item" USING btree ("company_id","state","state_at" DESC NULLS LAST,"id" DESC NULLS LAST) WHERE signature_id IS NOT NULL;
