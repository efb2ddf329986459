CREATE TABLE "difference" (
	"company_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"item_id" uuid NOT NULL,
	"export_id" uuid NOT NULL,
	"status" text DEFAULT 'open' NOT NULL,
	"answer" text,
	"columns" jsonb NOT NULL,
	"amount_change" numeric(18, 2) NOT NULL,
	"retainage_change" numeric(18, 2) NOT NULL,
	"is_gone" boolean DEFAULT false NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"answered_by" text,
	"answered_at" timestamp with time zone,
	"opened_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"closed_at" timestamp with time zone,
	CONSTRAINT "difference_company_id_id_pk" PRIMARY KEY("company_id","id")
);
--> statement-breakpoint
CREATE TABLE "difference_watch" (
	"company_id" uuid PRIMARY KEY NOT NULL,
	"seen_until" timestamp with time zone NOT NULL,
	"proved_until" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "reconcile_seal" (
	"company_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"project_id" uuid NOT NULL,
	"up_to" date NOT NULL,
	"sha256" text NOT NULL,
	"figures" jsonb NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"signed_by" uuid NOT NULL,
	"signed_name" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "reconcile_seal_company_id_id_pk" PRIMARY KEY("company_id","id")
);
--> statement-breakpoint
ALTER TABLE "sage_row" ADD COLUMN "job" text GENERATED ALWAYS AS ("row" ->> 'Job') STORED;--> statement-breakpoint
ALTER TABLE "difference" ADD CONSTRAINT "difference_company_id_item_id_item_company_id_id_fk" FOREIGN KEY ("company_id","item_id") REFERENCES "public"."item"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reconcile_seal" ADD CONSTRAINT "reconcile_seal_company_id_project_id_project_company_id_id_fk" FOREIGN KEY ("company_id","project_id") REFERENCES "public"."project"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "difference_live" ON "difference" USING btree ("company_id","item_id") WHERE status <> 'closed';--> statement-breakpoint
CREATE INDEX "difference_item" ON "difference" USING btree ("company_id","item_id","opened_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "reconcile_seal_newest" ON "reconcile_seal" USING btree ("company_id","project_id","up_to","created_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "export_proved" ON "export" USING btree ("company_id","finished_at") WHERE status = 'proved';--> statement-breakpoint
CREATE INDEX "sage_category_by_time" ON "sage_category" USING btree ("company_id","seen_at");--> statement-breakpoint
CREATE INDEX "sage_commitment_by_job" ON "sage_commitment" USING btree ("company_id","job");--> statement-breakpoint
CREATE INDEX "sage_commitment_by_time" ON "sage_commitment" USING btree ("company_id","seen_at");--> statement-breakpoint
CREATE INDEX "sage_commitment_co_by_time" ON "sage_commitment_co" USING btree ("company_id","seen_at");--> statement-breakpoint
CREATE INDEX "sage_commitment_item_by_time" ON "sage_commitment_item" USING btree ("company_id","seen_at");--> statement-breakpoint
CREATE INDEX "sage_row_by_job" ON "sage_row" USING btree ("company_id","table_name","job") WHERE job is not null;--> statement-breakpoint
CREATE INDEX "sage_row_by_time" ON "sage_row" USING btree ("company_id","seen_at");--> statement-breakpoint
CREATE INDEX "sage_category_by_end" ON "sage_category" USING btree ("company_id","gone_at") WHERE gone_at is not null;--> statement-breakpoint
CREATE INDEX "sage_commitment_by_end" ON "sage_commitment" USING btree ("company_id","gone_at") WHERE gone_at is not null;--> statement-breakpoint
CREATE INDEX "sage_commitment_item_by_end" ON "sage_commitment_item" USING btree ("company_id","gone_at") WHERE gone_at is not null;--> statement-breakpoint
CREATE INDEX "sage_commitment_co_by_end" ON "sage_commitment_co" USING btree ("company_id","gone_at") WHERE gone_at is not null;--> statement-breakpoint
CREATE INDEX "sage_row_by_end" ON "sage_row" USING btree ("company_id","gone_at") WHERE gone_at is not null;--> statement-breakpoint
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['difference', 'difference_watch', 'reconcile_seal']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY tenant ON %I TO countersign_app USING (company_id = current_company()) WITH CHECK (company_id = current_company())', t);
    EXECUTE format('CREATE POLICY owner ON %I TO %I USING (true) WITH CHECK (true)', t, current_user);
  END LOOP;
  -- Both are answers of people: a command that writes them without an audit event does not commit.
  FOREACH t IN ARRAY ARRAY['difference', 'reconcile_seal']
  LOOP
    EXECUTE format('CREATE TRIGGER mark_insert AFTER INSERT ON %I REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION mark_write()', t);
    EXECUTE format('CREATE TRIGGER mark_update AFTER UPDATE ON %I REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION mark_write()', t);
  END LOOP;
END $$;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON difference, difference_watch TO countersign_app;
--> statement-breakpoint
GRANT SELECT, INSERT ON reconcile_seal TO countersign_app;
--> statement-breakpoint
CREATE TRIGGER seal_immutable BEFORE UPDATE OR DELETE ON reconcile_seal FOR EACH ROW EXECUTE FUNCTION refuse_change();
