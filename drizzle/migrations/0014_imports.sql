CREATE TABLE "import_choice" (
	"company_id" uuid NOT NULL,
	"list" text NOT NULL,
	"source_id" text NOT NULL,
	"name" text NOT NULL,
	"seen_at" timestamp with time zone NOT NULL,
	CONSTRAINT "import_choice_company_id_list_source_id_pk" PRIMARY KEY("company_id","list","source_id")
);
--> statement-breakpoint
CREATE TABLE "import_cursor" (
	"company_id" uuid NOT NULL,
	"type" text NOT NULL,
	"staged_until" timestamp with time zone NOT NULL,
	"settings" text NOT NULL,
	CONSTRAINT "import_cursor_company_id_type_pk" PRIMARY KEY("company_id","type")
);
--> statement-breakpoint
CREATE TABLE "import_run" (
	"company_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"kind" text NOT NULL,
	"type" text NOT NULL,
	"by" text NOT NULL,
	"total" integer DEFAULT 0 NOT NULL,
	"done" integer DEFAULT 0 NOT NULL,
	"failed" integer DEFAULT 0 NOT NULL,
	"added" integer DEFAULT 0 NOT NULL,
	"changed" integer DEFAULT 0 NOT NULL,
	"gone" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"ended_at" timestamp with time zone,
	CONSTRAINT "import_run_company_id_id_pk" PRIMARY KEY("company_id","id")
);
--> statement-breakpoint
CREATE TABLE "import_write" (
	"company_id" uuid NOT NULL,
	"record_id" uuid NOT NULL,
	"step" text NOT NULL,
	"origin_id" text NOT NULL,
	"values" jsonb NOT NULL,
	"state" text NOT NULL,
	"source_id" text,
	"words" text,
	"intended_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"settled_at" timestamp with time zone,
	CONSTRAINT "import_write_company_id_record_id_step_origin_id_pk" PRIMARY KEY("company_id","record_id","step","origin_id")
);
--> statement-breakpoint
CREATE TABLE "staged_counter" (
	"company_id" uuid NOT NULL,
	"type" text NOT NULL,
	"state" text NOT NULL,
	"news" text NOT NULL,
	"count" bigint NOT NULL,
	CONSTRAINT "staged_counter_company_id_type_state_news_pk" PRIMARY KEY("company_id","type","state","news")
);
--> statement-breakpoint
CREATE TABLE "staged_record" (
	"company_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"type" text NOT NULL,
	"key" text NOT NULL,
	"state" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"job" text DEFAULT '' NOT NULL,
	"amount" numeric(18, 2),
	"row" jsonb NOT NULL,
	"here" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"row_before" jsonb,
	"row_imported" jsonb,
	"findings" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"options" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"source_id" text,
	"note" text,
	"news" text,
	"news_at" timestamp with time zone,
	"first_seen_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"changed_at" timestamp with time zone,
	"gone_at" timestamp with time zone,
	"state_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"state_by" text DEFAULT '' NOT NULL,
	"run_id" uuid,
	"attempts" integer DEFAULT 0 NOT NULL,
	"next_try_at" timestamp with time zone,
	"search" text GENERATED ALWAYS AS (lower(code || ' ' || name || ' ' || job)) STORED NOT NULL,
	CONSTRAINT "staged_record_company_id_id_pk" PRIMARY KEY("company_id","id"),
	CONSTRAINT "staged_record_key" UNIQUE("company_id","type","key")
);
--> statement-breakpoint
ALTER TABLE "import_write" ADD CONSTRAINT "import_write_company_id_record_id_staged_record_company_id_id_fk" FOREIGN KEY ("company_id","record_id") REFERENCES "public"."staged_record"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "import_run_newest" ON "import_run" USING btree ("company_id","type","kind","created_at" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "staged_record_list" ON "staged_record" USING btree ("company_id","type","state","code","id");--> statement-breakpoint
CREATE INDEX "staged_record_all" ON "staged_record" USING btree ("company_id","type","code","id");--> statement-breakpoint
CREATE INDEX "staged_record_news" ON "staged_record" USING btree ("company_id","type","code","id") WHERE news is not null;--> statement-breakpoint
CREATE INDEX "staged_record_due" ON "staged_record" USING btree ("next_try_at") WHERE next_try_at is not null;--> statement-breakpoint
CREATE INDEX "staged_record_run" ON "staged_record" USING btree ("company_id","run_id") WHERE run_id is not null;--> statement-breakpoint
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['staged_record', 'import_write', 'import_run', 'import_cursor', 'import_choice', 'staged_counter']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY tenant ON %I TO countersign_app USING (company_id = current_company()) WITH CHECK (company_id = current_company())', t);
    EXECUTE format('CREATE POLICY owner ON %I TO %I USING (true) WITH CHECK (true)', t, current_user);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE ON %I TO countersign_app', t);
  END LOOP;
END $$;
--> statement-breakpoint
-- What an undone import wrote is written anew by the next one.
GRANT DELETE ON import_write, import_cursor, import_choice TO countersign_app;
--> statement-breakpoint
CREATE FUNCTION count_staged() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO staged_counter AS c (company_id, type, state, news, count)
      SELECT company_id, type, state, coalesce(news, ''), count(*) FROM new_rows GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
      ON CONFLICT (company_id, type, state, news) DO UPDATE SET count = c.count + excluded.count;
  ELSE
    INSERT INTO staged_counter AS c (company_id, type, state, news, count)
      SELECT company_id, type, state, news, sum(n) FROM (
        SELECT company_id, type, state, coalesce(news, '') AS news, 1 AS n FROM new_rows
        UNION ALL SELECT company_id, type, state, coalesce(news, ''), -1 FROM old_rows) d
      GROUP BY 1, 2, 3, 4 HAVING sum(n) <> 0 ORDER BY 1, 2, 3, 4
      ON CONFLICT (company_id, type, state, news) DO UPDATE SET count = c.count + excluded.count;
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER staged_counted_insert AFTER INSERT ON staged_record REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION count_staged();
--> statement-breakpoint
CREATE TRIGGER staged_counted_update AFTER UPDATE ON staged_record REFERENCING NEW TABLE AS new_rows OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION count_staged();
--> statement-breakpoint
CREATE TRIGGER mark_insert AFTER INSERT ON staged_record REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION mark_write();
--> statement-breakpoint
CREATE TRIGGER mark_update AFTER UPDATE ON staged_record REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION mark_write();
--> statement-breakpoint
CREATE FUNCTION due_imports(p_limit integer) RETURNS TABLE (company_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT DISTINCT d.company_id FROM (SELECT r.company_id FROM staged_record r WHERE r.next_try_at <= clock_timestamp() ORDER BY r.next_try_at LIMIT p_limit) d
$$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION due_imports(integer) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION due_imports(integer) TO countersign_app;
--> statement-breakpoint
-- Staging asks which rows moved since its last pass; a block range index keeps the updates of totals cheap.
CREATE INDEX sage_category_seen ON sage_category USING brin (seen_at) WITH (autosummarize = on);
--> statement-breakpoint
CREATE INDEX sage_cost_code_seen ON sage_cost_code USING brin (seen_at) WITH (autosummarize = on);
