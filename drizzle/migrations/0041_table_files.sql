-- Tables as files that the worker makes: they are fetched by whoever asked for them, until their days are over.
CREATE TABLE "table_file" (
	"company_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"position" bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
	"person_id" uuid NOT NULL,
	"person_name" text NOT NULL,
	"table_name" text NOT NULL,
	"format" text NOT NULL,
	"input" jsonb NOT NULL,
	"state" text DEFAULT 'waiting' NOT NULL,
	"name" text,
	"about" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"own_projects" jsonb,
	"rows_read" integer DEFAULT 0 NOT NULL,
	"row_count" integer,
	"size" bigint DEFAULT 0 NOT NULL,
	"sha256" text,
	"note" text,
	"tries" integer DEFAULT 0 NOT NULL,
	"held_until" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"ended_at" timestamp with time zone,
	CONSTRAINT "table_file_company_id_id_pk" PRIMARY KEY("company_id","id")
);
--> statement-breakpoint
CREATE TABLE "table_file_part" (
	"company_id" uuid NOT NULL,
	"file_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"bytes" "bytea" NOT NULL,
	CONSTRAINT "table_file_part_company_id_file_id_position_pk" PRIMARY KEY("company_id","file_id","position")
);
--> statement-breakpoint
ALTER TABLE "table_file" ADD CONSTRAINT "table_file_company_id_company_id_fk" FOREIGN KEY ("company_id") REFERENCES "public"."company"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "table_file_part" ADD CONSTRAINT "table_file_part_of_file" FOREIGN KEY ("company_id","file_id") REFERENCES "public"."table_file"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "table_file_of_person" ON "table_file" USING btree ("company_id","person_id","position" DESC);--> statement-breakpoint
CREATE INDEX "table_file_open" ON "table_file" USING btree ("company_id","position") WHERE state IN ('waiting', 'making');--> statement-breakpoint
-- One at a time for each person.
CREATE UNIQUE INDEX "table_file_making" ON "table_file" USING btree ("company_id","person_id") WHERE state = 'making';--> statement-breakpoint
CREATE INDEX "table_file_over" ON "table_file" USING btree ("company_id","ended_at") WHERE ended_at IS NOT NULL;--> statement-breakpoint
ALTER TABLE table_file ADD CONSTRAINT table_file_state CHECK (state IN ('waiting', 'making', 'ready', 'failed', 'stopped')
  AND (state IN ('waiting', 'making')) = (ended_at IS NULL) AND (state = 'making') = (held_until IS NOT NULL) AND (state = 'ready') = (sha256 IS NOT NULL)
  AND format IN ('csv', 'xlsx'));
--> statement-breakpoint
-- A workbook is compressed already, and text would be unpacked for every reading.
ALTER TABLE table_file_part ALTER bytes SET STORAGE EXTERNAL;
--> statement-breakpoint
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['table_file', 'table_file_part']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY tenant ON %I TO countersign_app USING (company_id = current_company()) WITH CHECK (company_id = current_company())', t);
    EXECUTE format('CREATE POLICY owner ON %I TO %I USING (true) WITH CHECK (true)', t, current_user);
  END LOOP;
END $$;
--> statement-breakpoint
CREATE TRIGGER mark_insert AFTER INSERT ON table_file REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION mark_write();
--> statement-breakpoint
CREATE TRIGGER mark_update AFTER UPDATE ON table_file REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION mark_write();
--> statement-breakpoint
CREATE TRIGGER mark_delete AFTER DELETE ON table_file REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION mark_write();
--> statement-breakpoint
-- What was asked for is written once; only what becomes of it is added.
GRANT SELECT, INSERT, DELETE, UPDATE (state, name, about, own_projects, rows_read, row_count, size, sha256, note, tries, held_until, ended_at) ON table_file TO countersign_app;
--> statement-breakpoint
GRANT SELECT, INSERT, DELETE ON table_file_part TO countersign_app;
--> statement-breakpoint
-- Whatever the code forgets: nothing is removed while a worker makes it.
CREATE POLICY over ON table_file AS RESTRICTIVE FOR DELETE TO countersign_app USING (ended_at IS NOT NULL);
--> statement-breakpoint
-- Files that nobody makes: their bell was lost, or their worker ended.
CREATE FUNCTION due_table_files() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT DISTINCT f.company_id FROM table_file f
  WHERE f.state IN ('waiting', 'making') AND (f.held_until IS NULL OR f.held_until < clock_timestamp()) LIMIT 500
$$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION due_table_files() FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION due_table_files() TO countersign_app;
--> statement-breakpoint
-- A person is told of a file, too, which is about no item.
ALTER TABLE "notice" ALTER COLUMN "item_id" DROP NOT NULL;
