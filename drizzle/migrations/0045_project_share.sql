-- Links that show the status of one project to people without a sign-in; kept as a hash.
CREATE TABLE "project_share" (
	"company_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"project_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"name" text NOT NULL,
	"token_hash" text NOT NULL,
	"has_money" boolean NOT NULL,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"revoked_at" timestamp with time zone,
	"revoked_by" text,
	"opened_count" bigint DEFAULT 0 NOT NULL,
	"opened_at" timestamp with time zone,
	CONSTRAINT "project_share_company_id_id_pk" PRIMARY KEY("company_id","id"),
	CONSTRAINT "project_share_token" UNIQUE("token_hash"),
	CONSTRAINT "project_share_revoked" CHECK ((revoked_at IS NULL) = (revoked_by IS NULL)),
	CONSTRAINT "project_share_end" CHECK (expires_at <= created_at + interval '181 days')
);
--> statement-breakpoint
ALTER TABLE "project_share" ADD CONSTRAINT "project_share_company_id_company_id_fk" FOREIGN KEY ("company_id") REFERENCES "public"."company"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "project_share" ADD CONSTRAINT "project_share_project_fk" FOREIGN KEY ("company_id","project_id") REFERENCES "public"."project"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "project_share" ADD CONSTRAINT "project_share_member_fk" FOREIGN KEY ("company_id","person_id") REFERENCES "public"."membership"("company_id","person_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
-- The links of a project, newest first; those that ended long ago.
CREATE INDEX "project_share_newest" ON "project_share" ("company_id","project_id","created_at" DESC,"id" DESC);--> statement-breakpoint
CREATE INDEX "project_share_over" ON "project_share" USING btree ("company_id","expires_at");--> statement-breakpoint
ALTER TABLE "project_share" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "project_share" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY tenant ON "project_share" TO countersign_app USING (company_id = current_company()) WITH CHECK (company_id = current_company());--> statement-breakpoint
DO $$
BEGIN
  EXECUTE format('CREATE POLICY owner ON project_share TO %I USING (true) WITH CHECK (true)', current_user);
END $$;
--> statement-breakpoint
CREATE TRIGGER mark_insert AFTER INSERT ON project_share REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION mark_write();--> statement-breakpoint
CREATE TRIGGER mark_update AFTER UPDATE ON project_share REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION mark_write();--> statement-breakpoint
-- What a link shows, and how long, never changes: it is opened and revoked, and no more; it goes when it has ended.
GRANT SELECT, INSERT, DELETE, UPDATE (revoked_at, revoked_by, opened_count, opened_at) ON project_share TO countersign_app;
--> statement-breakpoint
CREATE POLICY over ON project_share AS RESTRICTIVE FOR DELETE TO countersign_app USING (expires_at < clock_timestamp());
--> statement-breakpoint
-- Whoever opens a link is known by nothing else: the company is found by the hash alone.
CREATE FUNCTION company_of_project_share(p_hash text) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT s.company_id FROM project_share s WHERE s.token_hash = p_hash
$$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION company_of_project_share(text) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION company_of_project_share(text) TO countersign_app;
