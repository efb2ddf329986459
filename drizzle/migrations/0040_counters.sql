-- What a project and a vendor have in items: kept by the trigger that keeps the counters of the company, so that lists of projects
-- and of vendors cost what they show, however many items are behind them.
SET LOCAL statement_timeout = 0;
--> statement-breakpoint
CREATE TABLE "project_counter" (
	"company_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"state" text NOT NULL,
	"count" bigint NOT NULL,
	"amount" numeric(18, 2) NOT NULL,
	CONSTRAINT "project_counter_pk" PRIMARY KEY("company_id","project_id","state")
);
--> statement-breakpoint
-- Items that a vendor's missing link keeps from Sage, or would: those of a project that are not decided yet.
CREATE TABLE "vendor_counter" (
	"company_id" uuid NOT NULL,
	"vendor_id" uuid NOT NULL,
	"count" bigint NOT NULL,
	"amount" numeric(18, 2) NOT NULL,
	CONSTRAINT "vendor_counter_pk" PRIMARY KEY("company_id","vendor_id")
);
--> statement-breakpoint
-- Nobody moves an item between the count and the first gesture that the new trigger sees.
LOCK TABLE item IN SHARE ROW EXCLUSIVE MODE;
--> statement-breakpoint
INSERT INTO project_counter (company_id, project_id, state, count, amount)
  SELECT company_id, project_id, state, count(*), sum(amount) FROM item WHERE project_id IS NOT NULL GROUP BY 1, 2, 3;
--> statement-breakpoint
INSERT INTO vendor_counter (company_id, vendor_id, count, amount)
  SELECT company_id, vendor_id, count(*), sum(amount) FROM item
  WHERE vendor_id IS NOT NULL AND project_id IS NOT NULL AND state IN ('ready', 'not_sent', 'rejected', 'retrieved', 'failed') GROUP BY 1, 2;
--> statement-breakpoint
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['project_counter', 'vendor_counter']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY tenant ON %I TO countersign_app USING (company_id = current_company()) WITH CHECK (company_id = current_company())', t);
    EXECUTE format('CREATE POLICY owner ON %I TO %I USING (true) WITH CHECK (true)', t, current_user);
    EXECUTE format('GRANT SELECT ON %I TO countersign_app', t);
  END LOOP;
END $$;
--> statement-breakpoint
-- One pass over what a statement did to items, by how much it moved each counter; a statement that moved none writes nothing.
CREATE OR REPLACE FUNCTION count_items() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE h timestamptz := date_trunc('hour', tx_instant(), 'UTC');
BEGIN
  IF TG_OP = 'INSERT' THEN
    WITH d AS MATERIALIZED (SELECT company_id, state, lane, is_returned, is_on_hold, record_type, count(*) AS n, sum(amount) AS amount
        FROM new_rows GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 1, 2, 3, 4, 5, 6),
      kept AS (INSERT INTO item_counter_hour AS c (company_id, hour, state, lane, is_returned, is_on_hold, record_type, count, amount)
        SELECT company_id, h, state, lane, is_returned, is_on_hold, record_type, n, amount FROM d
        ON CONFLICT ON CONSTRAINT item_counter_hour_pk DO UPDATE SET count = c.count + excluded.count, amount = c.amount + excluded.amount),
      projects AS (INSERT INTO project_counter AS c (company_id, project_id, state, count, amount)
        SELECT company_id, project_id, state, count(*), sum(amount) FROM new_rows WHERE project_id IS NOT NULL GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
        ON CONFLICT ON CONSTRAINT project_counter_pk DO UPDATE SET count = c.count + excluded.count, amount = c.amount + excluded.amount),
      vendors AS (INSERT INTO vendor_counter AS c (company_id, vendor_id, count, amount)
        SELECT company_id, vendor_id, count(*), sum(amount) FROM new_rows
          WHERE vendor_id IS NOT NULL AND project_id IS NOT NULL AND state IN ('ready', 'not_sent', 'rejected', 'retrieved', 'failed') GROUP BY 1, 2 ORDER BY 1, 2
        ON CONFLICT ON CONSTRAINT vendor_counter_pk DO UPDATE SET count = c.count + excluded.count, amount = c.amount + excluded.amount)
    INSERT INTO item_counter AS c (company_id, state, lane, is_returned, is_on_hold, record_type, count, amount) SELECT * FROM d
      ON CONFLICT (company_id, state, lane, is_returned, is_on_hold, record_type)
      DO UPDATE SET count = c.count + excluded.count, amount = c.amount + excluded.amount;
  ELSE
    WITH x AS MATERIALIZED (
        SELECT company_id, state, lane, is_returned, is_on_hold, record_type, project_id, vendor_id, 1 AS n, amount FROM new_rows
        UNION ALL SELECT company_id, state, lane, is_returned, is_on_hold, record_type, project_id, vendor_id, -1, amount FROM old_rows),
      d AS MATERIALIZED (SELECT company_id, state, lane, is_returned, is_on_hold, record_type, sum(n) AS n, sum(n * amount) AS amount FROM x
        GROUP BY 1, 2, 3, 4, 5, 6 HAVING sum(n) <> 0 OR sum(n * amount) <> 0 ORDER BY 1, 2, 3, 4, 5, 6),
      kept AS (INSERT INTO item_counter_hour AS c (company_id, hour, state, lane, is_returned, is_on_hold, record_type, count, amount)
        SELECT company_id, h, state, lane, is_returned, is_on_hold, record_type, n, amount FROM d
        ON CONFLICT ON CONSTRAINT item_counter_hour_pk DO UPDATE SET count = c.count + excluded.count, amount = c.amount + excluded.amount),
      projects AS (INSERT INTO project_counter AS c (company_id, project_id, state, count, amount)
        SELECT company_id, project_id, state, sum(n), sum(n * amount) FROM x WHERE project_id IS NOT NULL
          GROUP BY 1, 2, 3 HAVING sum(n) <> 0 OR sum(n * amount) <> 0 ORDER BY 1, 2, 3
        ON CONFLICT ON CONSTRAINT project_counter_pk DO UPDATE SET count = c.count + excluded.count, amount = c.amount + excluded.amount),
      vendors AS (INSERT INTO vendor_counter AS c (company_id, vendor_id, count, amount)
        SELECT company_id, vendor_id, sum(n), sum(n * amount) FROM x
          WHERE vendor_id IS NOT NULL AND project_id IS NOT NULL AND state IN ('ready', 'not_sent', 'rejected', 'retrieved', 'failed')
          GROUP BY 1, 2 HAVING sum(n) <> 0 OR sum(n * amount) <> 0 ORDER BY 1, 2
        ON CONFLICT ON CONSTRAINT vendor_counter_pk DO UPDATE SET count = c.count + excluded.count, amount = c.amount + excluded.amount)
    INSERT INTO item_counter AS c (company_id, state, lane, is_returned, is_on_hold, record_type, count, amount) SELECT * FROM d
      ON CONFLICT (company_id, state, lane, is_returned, is_on_hold, record_type)
      DO UPDATE SET count = c.count + excluded.count, amount = c.amount + excluded.amount;
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
-- Whether two findings say the same, small enough for an index.
ALTER TABLE "finding" ADD COLUMN "sentence_key" uuid GENERATED ALWAYS AS (md5(sentence)::uuid) STORED;
--> statement-breakpoint
-- The same indexes with what sums over them need, so that these never look at the rows.
DROP INDEX "finding_deciding";--> statement-breakpoint
CREATE INDEX "finding_deciding" ON "finding" USING btree ("company_id","item_id","position") INCLUDE ("severity","code","sentence_key") WHERE severity = 'blocks' or code like '%.not\_proved' or code like '%.period\_closed';--> statement-breakpoint
DROP INDEX "item_by_project";--> statement-breakpoint
CREATE INDEX "item_by_project" ON "item" USING btree ("company_id","project_id","state","sent_at" DESC NULLS LAST,"id" DESC NULLS LAST) INCLUDE ("record_type","latest_revision_id","is_gone","erp_id");--> statement-breakpoint
DROP INDEX "item_by_moved";--> statement-breakpoint
CREATE INDEX "item_by_moved" ON "item" USING btree ("company_id","state","state_at" DESC NULLS LAST,"id" DESC NULLS LAST) INCLUDE ("amount","is_approved","is_gone");--> statement-breakpoint
DROP INDEX "export_failed";--> statement-breakpoint
CREATE INDEX "export_failed" ON "export" USING btree ("company_id","position" DESC) INCLUDE ("item_id","revision_id") WHERE status = 'failed';--> statement-breakpoint
-- What blocks or failed, and what is proved of an item.
CREATE INDEX "item_held_up" ON "item" USING btree ("company_id","state","id") INCLUDE ("lane","blocks","amount","state_at","revision_id") WHERE state = 'failed' or (state = 'ready' and lane = 'blocked');--> statement-breakpoint
CREATE INDEX "export_proved_item" ON "export" USING btree ("company_id","item_id","position" DESC) INCLUDE ("id","erp_id","revision_id","decision_id","finished_at","created_at") WHERE status in ('proved', 'unlinking');--> statement-breakpoint
-- The counter of vendors stands in for it.
DROP INDEX "item_waiting_by_vendor";
