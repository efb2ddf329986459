-- Tokens with which programs ask in a person's name, and how often each did of late.
CREATE TABLE "api_token" (
	"company_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"person_id" uuid NOT NULL,
	"name" text NOT NULL,
	"prefix" text NOT NULL,
	"token_hash" text NOT NULL,
	"rights" text[] NOT NULL,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"expires_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	"revoked_by" text,
	CONSTRAINT "api_token_company_id_id_pk" PRIMARY KEY("company_id","id"),
	CONSTRAINT "api_token_hash" UNIQUE("token_hash"),
	CONSTRAINT "api_token_revoked" CHECK ((revoked_at IS NULL) = (revoked_by IS NULL)),
	CONSTRAINT "api_token_rights" CHECK (cardinality(rights) > 0)
);
--> statement-breakpoint
CREATE TABLE "api_token_use" (
	"company_id" uuid NOT NULL,
	"token_id" uuid NOT NULL,
	"window_at" timestamp with time zone NOT NULL,
	"count" integer NOT NULL,
	"last_used_at" timestamp with time zone NOT NULL,
	CONSTRAINT "api_token_use_company_id_token_id_pk" PRIMARY KEY("company_id","token_id")
);
--> statement-breakpoint
ALTER TABLE "api_token" ADD CONSTRAINT "api_token_company_id_company_id_fk" FOREIGN KEY ("company_id") REFERENCES "public"."company"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "api_token" ADD CONSTRAINT "api_token_member_fk" FOREIGN KEY ("company_id","person_id") REFERENCES "public"."membership"("company_id","person_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "api_token_use" ADD CONSTRAINT "api_token_use_token_fk" FOREIGN KEY ("company_id","token_id") REFERENCES "public"."api_token"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
-- A name is one living token of its person.
CREATE UNIQUE INDEX "api_token_name" ON "api_token" ("company_id","person_id",lower("name")) WHERE revoked_at IS NULL;--> statement-breakpoint
-- The list of everybody and the list of one person, newest first.
CREATE INDEX "api_token_newest" ON "api_token" ("company_id","created_at" DESC,"id" DESC);--> statement-breakpoint
CREATE INDEX "api_token_person" ON "api_token" ("company_id","person_id","created_at" DESC,"id" DESC);--> statement-breakpoint
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['api_token', 'api_token_use']
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
-- What a token is and may do never changes: it can be revoked, and no more.
GRANT SELECT, INSERT, UPDATE (revoked_at, revoked_by) ON api_token TO countersign_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON api_token_use TO countersign_app;
--> statement-breakpoint
-- Whoever shows a token is known by nothing else yet: the company is found by the hash alone.
CREATE FUNCTION company_of_api_token(p_hash text) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT t.company_id FROM api_token t WHERE t.token_hash = p_hash
$$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION company_of_api_token(text) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION company_of_api_token(text) TO countersign_app;
