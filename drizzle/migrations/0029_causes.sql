CREATE TABLE "cause_episode" (
	"company_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"key" text NOT NULL,
	"words" text NOT NULL,
	"items" integer NOT NULL,
	"amount" numeric(18, 2) NOT NULL,
	"peak_items" integer NOT NULL,
	"opened_at" timestamp with time zone NOT NULL,
	"closed_at" timestamp with time zone,
	CONSTRAINT "cause_episode_company_id_id_pk" PRIMARY KEY("company_id","id")
);
--> statement-breakpoint
CREATE TABLE "cause_mark" (
	"company_id" uuid NOT NULL,
	"key" text NOT NULL,
	"owner_id" uuid,
	"muted_until" timestamp with time zone,
	"mute_note" text DEFAULT '' NOT NULL,
	"muted_by" text DEFAULT '' NOT NULL,
	CONSTRAINT "cause_mark_company_id_key_pk" PRIMARY KEY("company_id","key")
);
--> statement-breakpoint
ALTER TABLE "cause_mark" ADD CONSTRAINT "cause_mark_company_id_owner_id_membership_company_id_person_id_fk" FOREIGN KEY ("company_id","owner_id") REFERENCES "public"."membership"("company_id","person_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "cause_episode_open" ON "cause_episode" USING btree ("company_id","key") WHERE closed_at is null;--> statement-breakpoint
CREATE INDEX "cause_episode_history" ON "cause_episode" USING btree ("company_id","key","opened_at" DESC);--> statement-breakpoint
CREATE INDEX "cause_episode_closed" ON "cause_episode" USING btree ("company_id","closed_at") WHERE closed_at is not null;--> statement-breakpoint
CREATE INDEX "export_attempt_newest" ON "export_attempt" USING btree ("company_id","leased_at" DESC,"export_id","fence") WHERE mode <> 'watch';
--> statement-breakpoint
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['cause_episode', 'cause_mark']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY tenant ON %I TO countersign_app USING (company_id = current_company()) WITH CHECK (company_id = current_company())', t);
    EXECUTE format('CREATE POLICY owner ON %I TO %I USING (true) WITH CHECK (true)', t, current_user);
  END LOOP;
  -- Marks are a person's: a command that writes them without an audit event does not commit. Episodes are derived.
  EXECUTE 'CREATE TRIGGER mark_insert AFTER INSERT ON cause_mark REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION mark_write()';
  EXECUTE 'CREATE TRIGGER mark_update AFTER UPDATE ON cause_mark REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION mark_write()';
END $$;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON cause_episode TO countersign_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON cause_mark TO countersign_app;
