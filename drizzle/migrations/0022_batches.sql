CREATE TABLE "batch" (
	"company_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"number" integer NOT NULL,
	"person_id" uuid NOT NULL,
	"person_name" text NOT NULL,
	"item_count" integer NOT NULL,
	"amount" numeric(18, 2) NOT NULL,
	"currency" text NOT NULL,
	"refused" jsonb NOT NULL,
	"hash_total" text NOT NULL,
	"release_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "batch_company_id_id_pk" PRIMARY KEY("company_id","id"),
	CONSTRAINT "batch_number" UNIQUE("company_id","number")
);
--> statement-breakpoint
CREATE TABLE "batch_item" (
	"company_id" uuid NOT NULL,
	"batch_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"item_id" uuid NOT NULL,
	"revision_id" uuid NOT NULL,
	"decision_id" uuid NOT NULL,
	"document_sha256" text NOT NULL,
	"erp_id" text NOT NULL,
	"number" text NOT NULL,
	"title" text NOT NULL,
	"amount" numeric(18, 2) NOT NULL,
	CONSTRAINT "batch_item_company_id_batch_id_position_pk" PRIMARY KEY("company_id","batch_id","position")
);
--> statement-breakpoint
ALTER TABLE "batch_item" ADD CONSTRAINT "batch_item_company_id_batch_id_batch_company_id_id_fk" FOREIGN KEY ("company_id","batch_id") REFERENCES "public"."batch"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "batch_item" ADD CONSTRAINT "batch_item_company_id_item_id_item_company_id_id_fk" FOREIGN KEY ("company_id","item_id") REFERENCES "public"."item"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "batch_item" ADD CONSTRAINT "batch_item_company_id_decision_id_decision_company_id_id_fk" FOREIGN KEY ("company_id","decision_id") REFERENCES "public"."decision"("company_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['batch', 'batch_item']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY tenant ON %I TO countersign_app USING (company_id = current_company()) WITH CHECK (company_id = current_company())', t);
    EXECUTE format('CREATE POLICY owner ON %I TO %I USING (true) WITH CHECK (true)', t, current_user);
    -- A proof of what was accepted is written once, with its audit event.
    EXECUTE format('CREATE TRIGGER mark_insert AFTER INSERT ON %I REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION mark_write()', t);
    EXECUTE format('CREATE TRIGGER batch_immutable BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_change()', t);
  END LOOP;
END $$;
--> statement-breakpoint
GRANT SELECT, INSERT ON batch, batch_item TO countersign_app;
