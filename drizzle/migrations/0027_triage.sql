CREATE TABLE "saved_view" (
	"company_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"person_id" uuid NOT NULL,
	"name" text NOT NULL,
	"is_shared" boolean DEFAULT false NOT NULL,
	"body" jsonb NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "saved_view_company_id_id_pk" PRIMARY KEY("company_id","id")
);
--> statement-breakpoint
CREATE TABLE "person_preference" (
	"company_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"columns" jsonb,
	"density" text,
	"keys" jsonb DEFAULT '{}'::jsonb NOT NULL,
	CONSTRAINT "person_preference_company_id_person_id_pk" PRIMARY KEY("company_id","person_id")
);
--> statement-breakpoint
ALTER TABLE "item" ADD COLUMN "assignee_id" uuid;
--> statement-breakpoint
ALTER TABLE "item" ADD CONSTRAINT "item_company_id_assignee_id_membership_company_id_person_id_fk" FOREIGN KEY ("company_id","assignee_id") REFERENCES "public"."membership"("company_id","person_id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "saved_view" ADD CONSTRAINT "saved_view_company_id_person_id_membership_company_id_person_id" FOREIGN KEY ("company_id","person_id") REFERENCES "public"."membership"("company_id","person_id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "person_preference" ADD CONSTRAINT "person_preference_company_id_person_id_membership_company_id_pe" FOREIGN KEY ("company_id","person_id") REFERENCES "public"."membership"("company_id","person_id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
-- One name for one view: among the shared ones, and among those of one person.
CREATE UNIQUE INDEX "saved_view_shared_name" ON "saved_view" USING btree ("company_id",lower("name")) WHERE is_shared;
--> statement-breakpoint
CREATE UNIQUE INDEX "saved_view_own_name" ON "saved_view" USING btree ("company_id","person_id",lower("name")) WHERE not is_shared;
--> statement-breakpoint
-- Whose items they are, in every order: one walk for each state, as without a person.
CREATE INDEX "item_assigned_by_sent" ON "item" USING btree ("company_id","assignee_id","state","sent_at" DESC NULLS LAST,"id" DESC NULLS LAST) WHERE assignee_id is not null;
--> statement-breakpoint
CREATE INDEX "item_assigned_by_amount" ON "item" USING btree ("company_id","assignee_id","state","amount_key" DESC NULLS LAST,"id" DESC NULLS LAST) WHERE assignee_id is not null;
--> statement-breakpoint
CREATE INDEX "item_assigned_by_number" ON "item" USING btree ("company_id","assignee_id","state","number" DESC NULLS LAST,"id" DESC NULLS LAST) WHERE assignee_id is not null;
--> statement-breakpoint
CREATE INDEX "item_assigned_by_moved" ON "item" USING btree ("company_id","assignee_id","state","state_at" DESC NULLS LAST,"id" DESC NULLS LAST) WHERE assignee_id is not null;
--> statement-breakpoint
-- The order of the last change, for every kind of list.
CREATE INDEX "item_by_moved" ON "item" USING btree ("company_id","state","state_at" DESC NULLS LAST,"id" DESC NULLS LAST);
--> statement-breakpoint
CREATE INDEX "item_lane_by_moved" ON "item" USING btree ("company_id","lane","state_at" DESC NULLS LAST,"id" DESC NULLS LAST) WHERE state = 'ready';
--> statement-breakpoint
CREATE INDEX "item_returned_by_moved" ON "item" USING btree ("company_id","state_at" DESC NULLS LAST,"id" DESC NULLS LAST) WHERE state = 'ready' and is_returned;
--> statement-breakpoint
CREATE INDEX "item_all_by_moved" ON "item" USING btree ("company_id","state_at" DESC NULLS LAST,"id" DESC NULLS LAST) WHERE state <> 'not_sent';
--> statement-breakpoint
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['saved_view', 'person_preference']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY tenant ON %I TO countersign_app USING (company_id = current_company()) WITH CHECK (company_id = current_company())', t);
    EXECUTE format('CREATE POLICY owner ON %I TO %I USING (true) WITH CHECK (true)', t, current_user);
    EXECUTE format('CREATE TRIGGER mark_insert AFTER INSERT ON %I REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION mark_write()', t);
    EXECUTE format('CREATE TRIGGER mark_update AFTER UPDATE ON %I REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION mark_write()', t);
    EXECUTE format('CREATE TRIGGER mark_delete AFTER DELETE ON %I REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION mark_write()', t);
  END LOOP;
END $$;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON saved_view TO countersign_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON person_preference TO countersign_app;
