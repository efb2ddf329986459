CREATE TABLE "accept_rules" (
	"company_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"rules" jsonb NOT NULL,
	"status" text NOT NULL,
	"note" text NOT NULL,
	"made_by" uuid NOT NULL,
	"made_by_name" text NOT NULL,
	"settled_by" uuid,
	"settled_by_name" text,
	"settled_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "accept_rules_company_id_version_pk" PRIMARY KEY("company_id","version")
);
--> statement-breakpoint
CREATE TABLE "delegation" (
	"company_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"from_person_id" uuid NOT NULL,
	"to_person_id" uuid NOT NULL,
	"first_day" date NOT NULL,
	"last_day" date NOT NULL,
	"note" text NOT NULL,
	"made_by" uuid NOT NULL,
	"ended_at" timestamp with time zone,
	"ended_by" uuid,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "delegation_company_id_id_pk" PRIMARY KEY("company_id","id")
);
--> statement-breakpoint
ALTER TABLE "item" ADD COLUMN "signature_id" uuid;--> statement-breakpoint
ALTER TABLE "decision" ADD COLUMN "signature_id" uuid;--> statement-breakpoint
ALTER TABLE "decision" ADD COLUMN "on_behalf_of" uuid;--> statement-breakpoint
ALTER TABLE "accept_rules" ADD CONSTRAINT "accept_rules_company_id_company_id_fk" FOREIGN KEY ("company_id") REFERENCES "public"."company"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "delegation" ADD CONSTRAINT "delegation_company_id_from_person_id_membership_company_id_person_id_fk" FOREIGN KEY ("company_id","from_person_id") REFERENCES "public"."membership"("company_id","person_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "delegation" ADD CONSTRAINT "delegation_company_id_to_person_id_membership_company_id_person_id_fk" FOREIGN KEY ("company_id","to_person_id") REFERENCES "public"."membership"("company_id","person_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "item" ADD CONSTRAINT "item_company_id_signature_id_decision_company_id_id_fk" FOREIGN KEY ("company_id","signature_id") REFERENCES "public"."decision"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "decision" ADD CONSTRAINT "decision_company_id_signature_id_decision_company_id_id_fk" FOREIGN KEY ("company_id","signature_id") REFERENCES "public"."decision"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "accept_rules_one_proposal" ON "accept_rules" USING btree ("company_id") WHERE status = 'proposed';--> statement-breakpoint
CREATE UNIQUE INDEX "accept_rules_one_in_force" ON "accept_rules" USING btree ("company_id") WHERE status = 'in_force';--> statement-breakpoint
CREATE INDEX "delegation_to" ON "delegation" USING btree ("company_id","to_person_id","last_day");--> statement-breakpoint
CREATE INDEX "delegation_from" ON "delegation" USING btree ("company_id","from_person_id","last_day");--> statement-breakpoint
ALTER TABLE accept_rules ADD CONSTRAINT accept_rules_status CHECK (status IN ('proposed', 'in_force', 'replaced', 'refused', 'withdrawn'));
--> statement-breakpoint
ALTER TABLE delegation ADD CONSTRAINT delegation_days CHECK (last_day >= first_day);
--> statement-breakpoint
ALTER TABLE delegation ADD CONSTRAINT delegation_to_another CHECK (from_person_id <> to_person_id);
--> statement-breakpoint
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['accept_rules', 'delegation']
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
-- A version of the rules is written once; only what became of it is added. The same for a delegation and its end.
GRANT SELECT, INSERT, UPDATE (status, settled_by, settled_by_name, settled_at) ON accept_rules TO countersign_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE (ended_at, ended_by) ON delegation TO countersign_app;
--> statement-breakpoint
-- Second wall: whoever sent the item does not decide on it through somebody who stands in for them, and one pair of hands never
-- gives both signatures, whatever code inserts the decision.
CREATE FUNCTION refuse_same_hands() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE hands uuid[] := ARRAY[NEW.person_id, coalesce(NEW.on_behalf_of, NEW.person_id)];
BEGIN
  IF NEW.on_behalf_of IS NOT NULL AND EXISTS (SELECT 1 FROM item WHERE company_id = NEW.company_id AND id = NEW.item_id AND NEW.on_behalf_of = ANY (own_person_ids)) THEN
    RAISE EXCEPTION 'nobody decides on behalf of somebody who sent or last edited the item' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF NEW.signature_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM decision d WHERE d.company_id = NEW.company_id AND d.id = NEW.signature_id
    AND d.verdict = 'sign' AND d.voided_at IS NULL AND d.item_id = NEW.item_id AND d.revision_id = NEW.revision_id AND d.seen_sha256 = NEW.seen_sha256
    AND NOT d.person_id = ANY (hands) AND NOT coalesce(d.on_behalf_of, d.person_id) = ANY (hands)) THEN
    RAISE EXCEPTION 'the second signature is of other hands, on the same version' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER decision_other_hands BEFORE INSERT ON decision FOR EACH ROW EXECUTE FUNCTION refuse_same_hands();
