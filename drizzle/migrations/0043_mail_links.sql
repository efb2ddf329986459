-- Links in mails with which one person accepts one item of low risk as they were shown it; kept as a hash.
CREATE TABLE "mail_link" (
	"company_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"token_hash" text NOT NULL,
	"mail_key" text NOT NULL,
	"person_id" uuid NOT NULL,
	"item_id" uuid NOT NULL,
	"revision_id" uuid NOT NULL,
	"item_version" integer NOT NULL,
	"document_sha256" text NOT NULL,
	"decision_id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	"release_at" timestamp with time zone,
	CONSTRAINT "mail_link_company_id_id_pk" PRIMARY KEY("company_id","id"),
	CONSTRAINT "mail_link_token" UNIQUE("token_hash"),
	CONSTRAINT "mail_link_used" CHECK ((used_at IS NULL) = (release_at IS NULL))
);
--> statement-breakpoint
ALTER TABLE "mail_link" ADD CONSTRAINT "mail_link_company_id_company_id_fk" FOREIGN KEY ("company_id") REFERENCES "public"."company"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mail_link" ADD CONSTRAINT "mail_link_member_fk" FOREIGN KEY ("company_id","person_id") REFERENCES "public"."membership"("company_id","person_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mail_link" ADD CONSTRAINT "mail_link_item_fk" FOREIGN KEY ("company_id","item_id") REFERENCES "public"."item"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
-- The links of the mail that is being sent; those that ended long ago.
CREATE INDEX "mail_link_of_mail" ON "mail_link" USING btree ("company_id","mail_key");--> statement-breakpoint
CREATE INDEX "mail_link_over" ON "mail_link" USING btree ("company_id","expires_at");--> statement-breakpoint
ALTER TABLE "mail_link" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "mail_link" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY tenant ON "mail_link" TO countersign_app USING (company_id = current_company()) WITH CHECK (company_id = current_company());--> statement-breakpoint
DO $$
BEGIN
  EXECUTE format('CREATE POLICY owner ON mail_link TO %I USING (true) WITH CHECK (true)', current_user);
END $$;
--> statement-breakpoint
CREATE TRIGGER mark_insert AFTER INSERT ON mail_link REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION mark_write();--> statement-breakpoint
CREATE TRIGGER mark_update AFTER UPDATE ON mail_link REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION mark_write();--> statement-breakpoint
-- What a link is for never changes: it is used, and no more; it goes when it has ended.
GRANT SELECT, INSERT, DELETE, UPDATE (used_at, release_at) ON mail_link TO countersign_app;
--> statement-breakpoint
CREATE POLICY over ON mail_link AS RESTRICTIVE FOR DELETE TO countersign_app USING (expires_at < clock_timestamp());
--> statement-breakpoint
-- Whoever shows a link is known by nothing else yet: the company is found by the hash alone.
CREATE FUNCTION company_of_mail_link(p_hash text) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT l.company_id FROM mail_link l WHERE l.token_hash = p_hash
$$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION company_of_mail_link(text) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION company_of_mail_link(text) TO countersign_app;
--> statement-breakpoint
-- What a webhook is told in: our own signed JSON, or a message as Slack or Microsoft Teams take it.
ALTER TABLE "webhook" ADD COLUMN "form" text DEFAULT 'countersign' NOT NULL;--> statement-breakpoint
ALTER TABLE "webhook" ADD CONSTRAINT "webhook_form" CHECK (form IN ('countersign', 'slack', 'teams'));
