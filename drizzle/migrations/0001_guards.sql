-- Walls inside the database: tenants, the audit chain, immutable rows, counters, and the few doors across companies.

DO $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'countersign_app') THEN
    CREATE ROLE countersign_app LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS;
  END IF;
END $$;
--> statement-breakpoint
CREATE FUNCTION current_company() RETURNS uuid LANGUAGE sql STABLE AS
$$ SELECT NULLIF(current_setting('app.company_id', true), '')::uuid $$;
--> statement-breakpoint
-- Row level security on every table of a company, forced; the owner keeps a policy of its own for migrations and doors.
DO $$
DECLARE t text;
BEGIN
  FOR t IN
    SELECT c.table_name FROM information_schema.columns c JOIN information_schema.tables b USING (table_schema, table_name)
    WHERE c.table_schema = 'public' AND c.column_name = 'company_id' AND b.table_type = 'BASE TABLE' AND c.table_name <> 'session'
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY tenant ON %I TO countersign_app USING (company_id = current_company()) WITH CHECK (company_id = current_company())', t);
    EXECUTE format('CREATE POLICY owner ON %I TO %I USING (true) WITH CHECK (true)', t, current_user);
  END LOOP;
END $$;
--> statement-breakpoint
ALTER TABLE company ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE company FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY tenant ON company TO countersign_app USING (id = current_company()) WITH CHECK (id = current_company());
--> statement-breakpoint
DO $$ BEGIN EXECUTE format('CREATE POLICY owner ON company TO %I USING (true) WITH CHECK (true)', current_user); END $$;
--> statement-breakpoint
GRANT USAGE ON SCHEMA public TO countersign_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA public TO countersign_app;
--> statement-breakpoint
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO countersign_app;
--> statement-breakpoint
GRANT DELETE ON sign_in_failure, finding, project_member, push_grant, vendor_link, project_link TO countersign_app;
--> statement-breakpoint
REVOKE UPDATE ON audit_event, item_revision, export_document, decision FROM countersign_app;
--> statement-breakpoint
GRANT UPDATE (voided_at) ON decision TO countersign_app;
--> statement-breakpoint
REVOKE INSERT, UPDATE ON audit_head FROM countersign_app;
--> statement-breakpoint
REVOKE INSERT ON company FROM countersign_app;
--> statement-breakpoint

CREATE FUNCTION audit_hash(prev text, seq bigint, at timestamptz, actor jsonb, kind text, item_id uuid, data jsonb) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
  SELECT encode(sha256(convert_to(concat_ws(E'\n', prev, seq::text, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    actor::text, kind, coalesce(item_id::text, '-'), data::text), 'UTF8')), 'hex')
$$;
--> statement-breakpoint
CREATE FUNCTION audit_append() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE head audit_head%ROWTYPE;
BEGIN
  INSERT INTO audit_head (company_id, seq, hash) VALUES (NEW.company_id, 0, repeat('0', 64)) ON CONFLICT DO NOTHING;
  SELECT * INTO head FROM audit_head WHERE company_id = NEW.company_id FOR UPDATE;
  NEW.seq := head.seq + 1;
  NEW.prev_hash := head.hash;
  NEW.hash := audit_hash(NEW.prev_hash, NEW.seq, NEW.at, NEW.actor, NEW.kind, NEW.item_id, NEW.data);
  UPDATE audit_head SET seq = NEW.seq, hash = NEW.hash WHERE company_id = NEW.company_id;
  PERFORM set_config('app.audited', '1', true);
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER audit_append BEFORE INSERT ON audit_event FOR EACH ROW EXECUTE FUNCTION audit_append();
--> statement-breakpoint
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% rows are never changed or removed', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;
--> statement-breakpoint
CREATE TRIGGER audit_immutable BEFORE UPDATE OR DELETE ON audit_event FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON audit_event FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER revision_immutable BEFORE UPDATE OR DELETE ON item_revision FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER document_immutable BEFORE UPDATE OR DELETE ON export_document FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint

-- Second wall against deciding on one's own item, whatever code inserts the decision.
CREATE FUNCTION refuse_own_decision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM item WHERE company_id = NEW.company_id AND id = NEW.item_id AND NEW.person_id = ANY (own_person_ids)) THEN
    RAISE EXCEPTION 'nobody decides on an item that they sent or last edited' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER decision_not_own BEFORE INSERT ON decision FOR EACH ROW EXECUTE FUNCTION refuse_own_decision();
--> statement-breakpoint

CREATE FUNCTION count_items() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO item_counter AS c (company_id, state, lane, is_returned, record_type, count, amount)
      SELECT company_id, state, lane, is_returned, record_type, count(*), sum(amount) FROM new_rows GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5
      ON CONFLICT (company_id, state, lane, is_returned, record_type)
      DO UPDATE SET count = c.count + excluded.count, amount = c.amount + excluded.amount;
  ELSE
    INSERT INTO item_counter AS c (company_id, state, lane, is_returned, record_type, count, amount)
      SELECT company_id, state, lane, is_returned, record_type, sum(n), sum(n * amount) FROM (
        SELECT company_id, state, lane, is_returned, record_type, 1 AS n, amount FROM new_rows
        UNION ALL SELECT company_id, state, lane, is_returned, record_type, -1, amount FROM old_rows) d
      GROUP BY 1, 2, 3, 4, 5 HAVING sum(n) <> 0 OR sum(n * amount) <> 0 ORDER BY 1, 2, 3, 4, 5
      ON CONFLICT (company_id, state, lane, is_returned, record_type)
      DO UPDATE SET count = c.count + excluded.count, amount = c.amount + excluded.amount;
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER item_counted_insert AFTER INSERT ON item REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION count_items();
--> statement-breakpoint
CREATE TRIGGER item_counted_update AFTER UPDATE ON item REFERENCING NEW TABLE AS new_rows OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION count_items();
--> statement-breakpoint

-- Search over number, title, vendor, project and Sage id: trigrams, scoped to the company.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
--> statement-breakpoint
CREATE INDEX item_search ON item USING gin (search gin_trgm_ops);
--> statement-breakpoint

-- The doorbell: rings the queue for one export. Losing every bell is repaired by the sweep.
CREATE FUNCTION ring_exports(p_company uuid, p_exports uuid[], p_at timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  PERFORM graphile_worker.add_job('export.drive', json_build_object('companyId', p_company, 'exportId', e), run_at := p_at,
    job_key := e::text || ':' || floor(extract(epoch FROM p_at))::text, max_attempts := 25)
  FROM unnest(p_exports) AS e;
END $$;
--> statement-breakpoint
CREATE FUNCTION ring(p_task text, p_company uuid, p_key text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  PERFORM graphile_worker.add_job(p_task, json_build_object('companyId', p_company), job_key := p_task || ':' || p_company || ':' || p_key);
END $$;
--> statement-breakpoint

-- Doors across companies: what machines must know before they know the company.
CREATE FUNCTION companies_of(p_person uuid) RETURNS TABLE (company_id uuid, name text, roles text[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT c.id, c.name, m.roles FROM membership m JOIN company c ON c.id = m.company_id WHERE m.person_id = p_person AND NOT m.is_disabled ORDER BY c.name
$$;
--> statement-breakpoint
CREATE FUNCTION all_companies() RETURNS TABLE (company_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$ SELECT id FROM company ORDER BY id $$;
--> statement-breakpoint
CREATE FUNCTION due_exports(p_limit integer) RETURNS TABLE (company_id uuid, export_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT e.company_id, e.id FROM export e WHERE e.next_check_at <= clock_timestamp() ORDER BY e.next_check_at LIMIT p_limit
$$;
--> statement-breakpoint
CREATE FUNCTION due_write_backs(p_limit integer) RETURNS TABLE (company_id uuid, export_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT e.company_id, e.id FROM export e WHERE e.write_back = 'due' AND e.write_back_at <= clock_timestamp() ORDER BY e.write_back_at LIMIT p_limit
$$;
--> statement-breakpoint
CREATE FUNCTION company_of_sync_client(p_client uuid) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$ SELECT c.company_id FROM sync_client c WHERE c.id = p_client $$;
--> statement-breakpoint
CREATE FUNCTION company_of_enrolment_code(p_hash text) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT c.company_id FROM enrolment_code c WHERE c.code_hash = p_hash AND c.used_at IS NULL AND c.expires_at > clock_timestamp()
$$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION ring_exports(uuid, uuid[], timestamptz), ring(text, uuid, text), companies_of(uuid), all_companies(), due_exports(integer),
  due_write_backs(integer), company_of_sync_client(uuid), company_of_enrolment_code(text) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION ring_exports(uuid, uuid[], timestamptz), ring(text, uuid, text), companies_of(uuid), all_companies(), due_exports(integer),
  due_write_backs(integer), company_of_sync_client(uuid), company_of_enrolment_code(text) TO countersign_app;
--> statement-breakpoint

-- A command that changed rows must have appended to the chain: the command wrapper reads both marks before it commits.
CREATE FUNCTION mark_write() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM changed) THEN PERFORM set_config('app.wrote', TG_TABLE_NAME, true); END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['company', 'procore_connection', 'membership', 'push_grant', 'project', 'project_member', 'vendor', 'project_link', 'vendor_link',
    'item', 'item_revision', 'decision', 'export', 'sync_client', 'enrolment_code']
  LOOP
    EXECUTE format('CREATE TRIGGER mark_insert AFTER INSERT ON %I REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION mark_write()', t);
    EXECUTE format('CREATE TRIGGER mark_update AFTER UPDATE ON %I REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION mark_write()', t);
    EXECUTE format('CREATE TRIGGER mark_delete AFTER DELETE ON %I REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION mark_write()', t);
  END LOOP;
END $$;
--> statement-breakpoint
CREATE FUNCTION schema_version() RETURNS bigint LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
$$ SELECT max(created_at) FROM drizzle.__drizzle_migrations $$;
--> statement-breakpoint
-- The gateway's signing key, sealed; sync clients pin its public half.
CREATE TABLE installation (id integer PRIMARY KEY DEFAULT 1 CHECK (id = 1), sealed_gateway_key text NOT NULL);
--> statement-breakpoint
GRANT SELECT, INSERT ON installation TO countersign_app;
