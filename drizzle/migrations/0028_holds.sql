CREATE TABLE "item_hold" (
	"company_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"item_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"person_name" text NOT NULL,
	"until_kind" text NOT NULL,
	"until_at" timestamp with time zone,
	"note" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"ended_at" timestamp with time zone,
	"ended_by" text,
	"end_reason" text,
	CONSTRAINT "item_hold_company_id_id_pk" PRIMARY KEY("company_id","id")
);
--> statement-breakpoint
ALTER TABLE "item_hold" ADD CONSTRAINT "item_hold_company_id_item_id_item_company_id_id_fk" FOREIGN KEY ("company_id","item_id") REFERENCES "public"."item"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "item_hold_open" ON "item_hold" USING btree ("company_id","item_id") WHERE ended_at is null;--> statement-breakpoint
ALTER TABLE "item" ADD COLUMN "is_on_hold" boolean DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX "item_on_hold" ON "item" USING btree ("company_id","state","sent_at" DESC NULLS LAST,"id" DESC NULLS LAST) WHERE is_on_hold;--> statement-breakpoint
CREATE INDEX "batch_item_item" ON "batch_item" USING btree ("company_id","item_id");--> statement-breakpoint
ALTER TABLE "item_counter" DROP CONSTRAINT "item_counter_company_id_state_lane_is_returned_record_type_pk";--> statement-breakpoint
ALTER TABLE "item_counter" ADD COLUMN "is_on_hold" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "item_counter" ADD CONSTRAINT "item_counter_pk" PRIMARY KEY("company_id","state","lane","is_returned","is_on_hold","record_type");
--> statement-breakpoint
CREATE OR REPLACE FUNCTION count_items() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO item_counter AS c (company_id, state, lane, is_returned, is_on_hold, record_type, count, amount)
      SELECT company_id, state, lane, is_returned, is_on_hold, record_type, count(*), sum(amount) FROM new_rows GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 1, 2, 3, 4, 5, 6
      ON CONFLICT (company_id, state, lane, is_returned, is_on_hold, record_type)
      DO UPDATE SET count = c.count + excluded.count, amount = c.amount + excluded.amount;
  ELSE
    INSERT INTO item_counter AS c (company_id, state, lane, is_returned, is_on_hold, record_type, count, amount)
      SELECT company_id, state, lane, is_returned, is_on_hold, record_type, sum(n), sum(n * amount) FROM (
        SELECT company_id, state, lane, is_returned, is_on_hold, record_type, 1 AS n, amount FROM new_rows
        UNION ALL SELECT company_id, state, lane, is_returned, is_on_hold, record_type, -1, amount FROM old_rows) d
      GROUP BY 1, 2, 3, 4, 5, 6 HAVING sum(n) <> 0 OR sum(n * amount) <> 0 ORDER BY 1, 2, 3, 4, 5, 6
      ON CONFLICT (company_id, state, lane, is_returned, is_on_hold, record_type)
      DO UPDATE SET count = c.count + excluded.count, amount = c.amount + excluded.amount;
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
ALTER TABLE item_hold ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE item_hold FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY tenant ON item_hold TO countersign_app USING (company_id = current_company()) WITH CHECK (company_id = current_company());
--> statement-breakpoint
DO $$
BEGIN
  EXECUTE format('CREATE POLICY owner ON item_hold TO %I USING (true) WITH CHECK (true)', current_user);
  EXECUTE 'CREATE TRIGGER mark_insert AFTER INSERT ON item_hold REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION mark_write()';
  EXECUTE 'CREATE TRIGGER mark_update AFTER UPDATE ON item_hold REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION mark_write()';
END $$;
--> statement-breakpoint
GRANT SELECT, INSERT ON item_hold TO countersign_app;
--> statement-breakpoint
GRANT UPDATE (ended_at, ended_by, end_reason) ON item_hold TO countersign_app;
--> statement-breakpoint
-- Companies with a hold that may be over: its time has come, or it waits for an event that is looked for.
CREATE FUNCTION due_holds() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT DISTINCT h.company_id FROM item_hold h WHERE h.ended_at IS NULL
    AND (h.until_kind IN ('link', 'parent', 'period') OR (h.until_kind = 'time' AND h.until_at <= clock_timestamp()))
$$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION due_holds() FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION due_holds() TO countersign_app;
