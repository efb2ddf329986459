-- What every item showed at any past instant: one row for each change, written by triggers and by nothing else. A transaction
-- has one instant, that of its first event or change, so that an event and what it did to an item are found at the same time.
SET LOCAL statement_timeout = 0;
--> statement-breakpoint
CREATE TABLE "item_version" (
	"company_id" uuid NOT NULL,
	"item_id" uuid NOT NULL,
	"valid_from" timestamp with time zone NOT NULL,
	"valid_to" timestamp with time zone,
	"made_at" timestamp with time zone NOT NULL,
	"record_type" text NOT NULL,
	"source_kind" text NOT NULL,
	"project_id" uuid,
	"vendor_id" uuid,
	"parent_source_id" text,
	"number" text NOT NULL,
	"title" text NOT NULL,
	"amount" numeric(18, 2) NOT NULL,
	"source_status" text NOT NULL,
	"state" text NOT NULL,
	"version" integer NOT NULL,
	"lane" text NOT NULL,
	"blocks" integer NOT NULL,
	"warns" integer NOT NULL,
	"note" text,
	"is_returned" boolean NOT NULL,
	"is_on_hold" boolean NOT NULL,
	"revision_id" uuid NOT NULL,
	"latest_revision_id" uuid NOT NULL,
	"fields" jsonb NOT NULL,
	"erp_id" text NOT NULL,
	"document_sha256" text,
	"document_problem" text,
	"sent_at" timestamp with time zone,
	"sent_by" text,
	"assignee_id" uuid,
	"signature_id" uuid,
	"state_at" timestamp with time zone NOT NULL,
	"state_by" text NOT NULL,
	"checked_at" timestamp with time zone,
	"findings" jsonb NOT NULL,
	"span" smallint GENERATED ALWAYS AS (ceil(ln(extract(epoch from (valid_to - valid_from))::float8 + 1) / ln(2::float8))::smallint) STORED,
	CONSTRAINT "item_version_company_id_item_id_valid_from_pk" PRIMARY KEY("company_id","item_id","valid_from")
);
--> statement-breakpoint
CREATE TABLE "item_counter_hour" (
	"company_id" uuid NOT NULL,
	"hour" timestamp with time zone NOT NULL,
	"state" text NOT NULL,
	"lane" text NOT NULL,
	"is_returned" boolean NOT NULL,
	"is_on_hold" boolean NOT NULL,
	"record_type" text NOT NULL,
	"count" bigint NOT NULL,
	"amount" numeric(18, 2) NOT NULL,
	CONSTRAINT "item_counter_hour_pk" PRIMARY KEY("company_id","hour","state","lane","is_returned","is_on_hold","record_type")
);
--> statement-breakpoint
CREATE TABLE "name_version" (
	"company_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"valid_from" timestamp with time zone NOT NULL,
	"value" jsonb,
	CONSTRAINT "name_version_company_id_kind_subject_id_valid_from_pk" PRIMARY KEY("company_id","kind","subject_id","valid_from")
);
--> statement-breakpoint
CREATE FUNCTION tx_instant() RETURNS timestamptz LANGUAGE plpgsql AS $$
DECLARE known timestamptz := nullif(current_setting('app.instant', true), '')::timestamptz;
BEGIN
  -- Never before the transaction began, whoever set it: nothing is dated back.
  IF known IS NULL OR known < now() OR known > clock_timestamp() THEN
    known := clock_timestamp();
    PERFORM set_config('app.instant', known::text, true);
  END IF;
  RETURN known;
END $$;
--> statement-breakpoint
ALTER TABLE audit_event ALTER COLUMN at SET DEFAULT tx_instant();
--> statement-breakpoint
ALTER TABLE decision ALTER COLUMN created_at SET DEFAULT tx_instant();
--> statement-breakpoint
ALTER TABLE item_hold ALTER COLUMN created_at SET DEFAULT tx_instant();
--> statement-breakpoint
ALTER TABLE export ALTER COLUMN created_at SET DEFAULT tx_instant();
--> statement-breakpoint
ALTER TABLE export_attempt ALTER COLUMN leased_at SET DEFAULT tx_instant();
--> statement-breakpoint
-- Without the time of the reading, which moves when nothing else does.
CREATE FUNCTION findings_of(p_company uuid, p_item uuid) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT coalesce(jsonb_agg(jsonb_build_object('code', code, 'severity', severity, 'sentence', sentence, 'field', field, 'fixer', fixer, 'fix', fix) ORDER BY position), '[]')
  FROM finding WHERE company_id = p_company AND item_id = p_item
$$;
--> statement-breakpoint
INSERT INTO item_version (company_id, item_id, valid_from, made_at, checked_at, findings,
      record_type, source_kind, project_id, vendor_id, parent_source_id, number, title, amount, source_status, state, version,
      lane, blocks, warns, note, is_returned, is_on_hold, revision_id, latest_revision_id, fields, erp_id, document_sha256,
      document_problem, sent_at, sent_by, assignee_id, signature_id, state_at, state_by)
  SELECT company_id, id, t, t, checked_at, findings_of(company_id, id),
      record_type, source_kind, project_id, vendor_id, parent_source_id, number, title, amount, source_status, state, version,
      lane, blocks, warns, note, is_returned, is_on_hold, revision_id, latest_revision_id, fields, erp_id, document_sha256,
      document_problem, sent_at, sent_by, assignee_id, signature_id, state_at, state_by FROM item, tx_instant() t;
--> statement-breakpoint
INSERT INTO item_counter_hour (company_id, hour, state, lane, is_returned, is_on_hold, record_type, count, amount)
  SELECT company_id, date_trunc('hour', tx_instant(), 'UTC'), state, lane, is_returned, is_on_hold, record_type, count, amount FROM item_counter WHERE count <> 0;
--> statement-breakpoint
INSERT INTO name_version (company_id, kind, subject_id, valid_from, value)
  SELECT company_id, 'vendor', id, tx_instant(), jsonb_build_object('name', name) FROM vendor
  UNION ALL SELECT company_id, 'project', id, tx_instant(), jsonb_build_object('number', number, 'name', name) FROM project
  UNION ALL SELECT company_id, 'vendor_link', vendor_id, tx_instant(), jsonb_build_object('sageVendor', sage_vendor) FROM vendor_link
  UNION ALL SELECT company_id, 'project_link', project_id, tx_instant(), jsonb_build_object('job', job) FROM project_link;
--> statement-breakpoint
-- A list in its order, what stood at an instant by how long it stood, and what changed within an hour.
CREATE INDEX "item_version_by_sent" ON "item_version" USING btree ("company_id","state","sent_at" DESC NULLS LAST,"item_id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "item_version_by_span" ON "item_version" USING btree ("company_id","state","span","valid_from");--> statement-breakpoint
CREATE INDEX "item_version_by_time" ON "item_version" USING btree ("company_id","valid_from");
--> statement-breakpoint
CREATE FUNCTION keep_new_items() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE t timestamptz := tx_instant();
BEGIN
  INSERT INTO item_version (company_id, item_id, valid_from, made_at, checked_at, findings,
      record_type, source_kind, project_id, vendor_id, parent_source_id, number, title, amount, source_status, state, version,
      lane, blocks, warns, note, is_returned, is_on_hold, revision_id, latest_revision_id, fields, erp_id, document_sha256,
      document_problem, sent_at, sent_by, assignee_id, signature_id, state_at, state_by)
    SELECT company_id, id, t, t, NULL, '[]',
      record_type, source_kind, project_id, vendor_id, parent_source_id, number, title, amount, source_status, state, version,
      lane, blocks, warns, note, is_returned, is_on_hold, revision_id, latest_revision_id, fields, erp_id, document_sha256,
      document_problem, sent_at, sent_by, assignee_id, signature_id, state_at, state_by FROM new_rows;
  RETURN NULL;
END $$;
--> statement-breakpoint
-- Closes the version that stood and opens the next, where something that is shown changed. What one transaction does to an
-- item is one version: nobody else saw what was in between.
CREATE FUNCTION keep_items() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE t timestamptz := tx_instant();
BEGIN
  WITH touched AS MATERIALIZED (
    SELECT n.*, n.checked_at IS NOT NULL AND n.checked_at IS DISTINCT FROM o.checked_at AS is_checked, ROW(
      n.record_type, n.source_kind, n.project_id, n.vendor_id, n.parent_source_id, n.number, n.title, n.amount, n.source_status,
      n.state, n.version, n.lane, n.blocks, n.warns, n.note, n.is_returned, n.is_on_hold, n.revision_id, n.latest_revision_id,
      n.fields, n.erp_id, n.document_sha256, n.document_problem, n.sent_at, n.sent_by, n.assignee_id, n.signature_id, n.state_at,
      n.state_by) IS DISTINCT FROM ROW(
      o.record_type, o.source_kind, o.project_id, o.vendor_id, o.parent_source_id, o.number, o.title, o.amount, o.source_status,
      o.state, o.version, o.lane, o.blocks, o.warns, o.note, o.is_returned, o.is_on_hold, o.revision_id, o.latest_revision_id,
      o.fields, o.erp_id, o.document_sha256, o.document_problem, o.sent_at, o.sent_by, o.assignee_id, o.signature_id, o.state_at,
      o.state_by) AS is_other
    FROM new_rows n JOIN old_rows o ON o.company_id = n.company_id AND o.id = n.id
  ), moved AS MATERIALIZED (
    SELECT c.*, l.valid_from AS last_from, l.made_at = t AS is_own,
      CASE WHEN c.is_checked THEN f.findings ELSE l.findings END AS findings,
      CASE WHEN c.is_checked AND (l.checked_at IS NULL OR f.findings IS DISTINCT FROM l.findings) THEN c.checked_at ELSE l.checked_at END AS first_checked_at
    FROM touched c
      CROSS JOIN LATERAL (SELECT v.valid_from, v.made_at, v.checked_at, v.findings FROM item_version v WHERE v.company_id = c.company_id AND v.item_id = c.id ORDER BY v.valid_from DESC LIMIT 1) l
      CROSS JOIN LATERAL (SELECT CASE WHEN c.is_checked THEN findings_of(c.company_id, c.id) END AS findings) f
    WHERE c.is_other OR (c.is_checked AND (l.checked_at IS NULL OR f.findings IS DISTINCT FROM l.findings))
  ), closed AS (
    UPDATE item_version v SET valid_to = greatest(t, m.last_from + interval '1 microsecond') FROM moved m
    WHERE NOT m.is_own AND v.company_id = m.company_id AND v.item_id = m.id AND v.valid_from = m.last_from
  )
  INSERT INTO item_version (company_id, item_id, valid_from, made_at, checked_at, findings,
      record_type, source_kind, project_id, vendor_id, parent_source_id, number, title, amount, source_status, state, version,
      lane, blocks, warns, note, is_returned, is_on_hold, revision_id, latest_revision_id, fields, erp_id, document_sha256,
      document_problem, sent_at, sent_by, assignee_id, signature_id, state_at, state_by)
    SELECT company_id, id, CASE WHEN is_own THEN last_from ELSE greatest(t, last_from + interval '1 microsecond') END, t, first_checked_at, findings,
      record_type, source_kind, project_id, vendor_id, parent_source_id, number, title, amount, source_status, state, version,
      lane, blocks, warns, note, is_returned, is_on_hold, revision_id, latest_revision_id, fields, erp_id, document_sha256,
      document_problem, sent_at, sent_by, assignee_id, signature_id, state_at, state_by FROM moved
    ON CONFLICT (company_id, item_id, valid_from) DO UPDATE SET checked_at = excluded.checked_at, findings = excluded.findings,
      record_type = excluded.record_type, source_kind = excluded.source_kind, project_id = excluded.project_id, vendor_id =
      excluded.vendor_id, parent_source_id = excluded.parent_source_id, number = excluded.number, title = excluded.title, amount =
      excluded.amount, source_status = excluded.source_status, state = excluded.state, version = excluded.version, lane =
      excluded.lane, blocks = excluded.blocks, warns = excluded.warns, note = excluded.note, is_returned = excluded.is_returned,
      is_on_hold = excluded.is_on_hold, revision_id = excluded.revision_id, latest_revision_id = excluded.latest_revision_id,
      fields = excluded.fields, erp_id = excluded.erp_id, document_sha256 = excluded.document_sha256, document_problem =
      excluded.document_problem, sent_at = excluded.sent_at, sent_by = excluded.sent_by, assignee_id = excluded.assignee_id,
      signature_id = excluded.signature_id, state_at = excluded.state_at, state_by = excluded.state_by;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER item_kept_insert AFTER INSERT ON item REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION keep_new_items();
--> statement-breakpoint
CREATE TRIGGER item_kept_update AFTER UPDATE ON item REFERENCING NEW TABLE AS new_rows OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION keep_items();
--> statement-breakpoint
-- The counters of now, and by how much each hour moved them: together with the versions of one hour they say what they were.
CREATE OR REPLACE FUNCTION count_items() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE h timestamptz := date_trunc('hour', tx_instant(), 'UTC');
BEGIN
  IF TG_OP = 'INSERT' THEN
    WITH d AS MATERIALIZED (SELECT company_id, state, lane, is_returned, is_on_hold, record_type, count(*) AS n, sum(amount) AS amount
        FROM new_rows GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 1, 2, 3, 4, 5, 6),
      kept AS (INSERT INTO item_counter_hour AS c (company_id, hour, state, lane, is_returned, is_on_hold, record_type, count, amount)
        SELECT company_id, h, state, lane, is_returned, is_on_hold, record_type, n, amount FROM d
        ON CONFLICT ON CONSTRAINT item_counter_hour_pk DO UPDATE SET count = c.count + excluded.count, amount = c.amount + excluded.amount)
    INSERT INTO item_counter AS c (company_id, state, lane, is_returned, is_on_hold, record_type, count, amount) SELECT * FROM d
      ON CONFLICT (company_id, state, lane, is_returned, is_on_hold, record_type)
      DO UPDATE SET count = c.count + excluded.count, amount = c.amount + excluded.amount;
  ELSE
    WITH d AS MATERIALIZED (SELECT company_id, state, lane, is_returned, is_on_hold, record_type, sum(n) AS n, sum(n * amount) AS amount FROM (
        SELECT company_id, state, lane, is_returned, is_on_hold, record_type, 1 AS n, amount FROM new_rows
        UNION ALL SELECT company_id, state, lane, is_returned, is_on_hold, record_type, -1, amount FROM old_rows) x
      GROUP BY 1, 2, 3, 4, 5, 6 HAVING sum(n) <> 0 OR sum(n * amount) <> 0 ORDER BY 1, 2, 3, 4, 5, 6),
      kept AS (INSERT INTO item_counter_hour AS c (company_id, hour, state, lane, is_returned, is_on_hold, record_type, count, amount)
        SELECT company_id, h, state, lane, is_returned, is_on_hold, record_type, n, amount FROM d
        ON CONFLICT ON CONSTRAINT item_counter_hour_pk DO UPDATE SET count = c.count + excluded.count, amount = c.amount + excluded.amount)
    INSERT INTO item_counter AS c (company_id, state, lane, is_returned, is_on_hold, record_type, count, amount) SELECT * FROM d
      ON CONFLICT (company_id, state, lane, is_returned, is_on_hold, record_type)
      DO UPDATE SET count = c.count + excluded.count, amount = c.amount + excluded.amount;
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
-- Names and ties as they were: `value` is null where the tie was severed. Two changes of one transaction are a microsecond apart.
CREATE FUNCTION keep_name(p_company uuid, p_kind text, p_subject uuid, p_value jsonb) RETURNS void LANGUAGE sql AS $$
  INSERT INTO name_version (company_id, kind, subject_id, valid_from, value)
  SELECT p_company, p_kind, p_subject, greatest(tx_instant(), l.valid_from + interval '1 microsecond'), p_value
  FROM (SELECT 1) one LEFT JOIN LATERAL (SELECT valid_from, value FROM name_version
    WHERE company_id = p_company AND kind = p_kind AND subject_id = p_subject ORDER BY valid_from DESC LIMIT 1) l ON true
  WHERE l.value IS DISTINCT FROM p_value
$$;
--> statement-breakpoint
CREATE FUNCTION keep_vendor_name() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  PERFORM keep_name(NEW.company_id, 'vendor', NEW.id, jsonb_build_object('name', NEW.name));
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE FUNCTION keep_project_name() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  PERFORM keep_name(NEW.company_id, 'project', NEW.id, jsonb_build_object('number', NEW.number, 'name', NEW.name));
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE FUNCTION keep_vendor_link() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN PERFORM keep_name(OLD.company_id, 'vendor_link', OLD.vendor_id, NULL);
  ELSE PERFORM keep_name(NEW.company_id, 'vendor_link', NEW.vendor_id, jsonb_build_object('sageVendor', NEW.sage_vendor)); END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE FUNCTION keep_project_link() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN PERFORM keep_name(OLD.company_id, 'project_link', OLD.project_id, NULL);
  ELSE PERFORM keep_name(NEW.company_id, 'project_link', NEW.project_id, jsonb_build_object('job', NEW.job)); END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER name_kept_insert AFTER INSERT ON vendor FOR EACH ROW EXECUTE FUNCTION keep_vendor_name();
--> statement-breakpoint
CREATE TRIGGER name_kept_update AFTER UPDATE ON vendor FOR EACH ROW WHEN (OLD.name IS DISTINCT FROM NEW.name) EXECUTE FUNCTION keep_vendor_name();
--> statement-breakpoint
CREATE TRIGGER name_kept_insert AFTER INSERT ON project FOR EACH ROW EXECUTE FUNCTION keep_project_name();
--> statement-breakpoint
CREATE TRIGGER name_kept_update AFTER UPDATE ON project FOR EACH ROW
  WHEN (OLD.name IS DISTINCT FROM NEW.name OR OLD.number IS DISTINCT FROM NEW.number) EXECUTE FUNCTION keep_project_name();
--> statement-breakpoint
CREATE TRIGGER name_kept AFTER INSERT OR UPDATE OR DELETE ON vendor_link FOR EACH ROW EXECUTE FUNCTION keep_vendor_link();
--> statement-breakpoint
CREATE TRIGGER name_kept AFTER INSERT OR UPDATE OR DELETE ON project_link FOR EACH ROW EXECUTE FUNCTION keep_project_link();
--> statement-breakpoint
-- Nobody changes what was, not the owner either: only the transaction that opened a version writes it, and closing it is once.
CREATE TRIGGER version_immutable BEFORE UPDATE ON item_version FOR EACH ROW
  WHEN (OLD.valid_to IS NOT NULL OR (NEW.valid_to IS NULL AND OLD.made_at <> tx_instant())) EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER version_stays BEFORE DELETE ON item_version FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER version_no_truncate BEFORE TRUNCATE ON item_version FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER name_immutable BEFORE UPDATE OR DELETE ON name_version FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER name_no_truncate BEFORE TRUNCATE ON name_version FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['item_version', 'item_counter_hour', 'name_version']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY tenant ON %I TO countersign_app USING (company_id = current_company()) WITH CHECK (company_id = current_company())', t);
    EXECUTE format('CREATE POLICY owner ON %I TO %I USING (true) WITH CHECK (true)', t, current_user);
    EXECUTE format('GRANT SELECT ON %I TO countersign_app', t);
  END LOOP;
END $$;
