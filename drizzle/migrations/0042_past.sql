-- Settings, accounting periods, people and their rights as they were, from now on; the past inbox in every order, and the past
-- of a project and of a person's list by an index.
SET LOCAL statement_timeout = 0;
--> statement-breakpoint
ALTER TABLE "item_version" ADD COLUMN "amount_key" bigint GENERATED ALWAYS AS ((amount * 100)::bigint) STORED NOT NULL;--> statement-breakpoint
CREATE INDEX "item_version_by_amount" ON "item_version" USING btree ("company_id","state","amount_key" DESC NULLS LAST,"item_id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "item_version_by_number" ON "item_version" USING btree ("company_id","state","number" DESC NULLS LAST,"item_id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "item_version_by_moved" ON "item_version" USING btree ("company_id","state","state_at" DESC NULLS LAST,"item_id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "item_version_of_project" ON "item_version" USING btree ("company_id","project_id","state","span","valid_from");--> statement-breakpoint
CREATE INDEX "item_version_of_assignee" ON "item_version" USING btree ("company_id","assignee_id","state","span","valid_from") WHERE assignee_id IS NOT NULL;
--> statement-breakpoint
-- The rules and delegations of an instant are told by their own rows: these begin and end with their events.
ALTER TABLE accept_rules ALTER COLUMN created_at SET DEFAULT tx_instant();
--> statement-breakpoint
ALTER TABLE delegation ALTER COLUMN created_at SET DEFAULT tx_instant();
--> statement-breakpoint
CREATE FUNCTION company_value(p_company uuid) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object('name', name, 'timeZone', time_zone, 'currency', currency, 'profile', profile) FROM company WHERE id = p_company
$$;
--> statement-breakpoint
CREATE FUNCTION periods_value(p_company uuid) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT coalesce(jsonb_agg(jsonb_build_object('name', name, 'firstDay', first_day, 'lastDay', last_day, 'isApOpen', is_ap_open, 'isJcOpen', is_jc_open)
    ORDER BY first_day), '[]') FROM accounting_period WHERE company_id = p_company
$$;
--> statement-breakpoint
-- What a person is and may do in a company; null when they do not belong to it.
CREATE FUNCTION member_value(p_company uuid, p_person uuid) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object('name', p.name, 'email', p.email, 'roles', (SELECT coalesce(jsonb_agg(r ORDER BY r), '[]') FROM unnest(m.roles) r),
    'procoreUserId', m.procore_user_id, 'isDisabled', m.is_disabled OR p.is_disabled,
    'grants', (SELECT coalesce(jsonb_agg(record_type ORDER BY record_type), '[]') FROM push_grant WHERE company_id = p_company AND person_id = p_person),
    'projects', (SELECT coalesce(jsonb_agg(project_id ORDER BY project_id), '[]') FROM project_member WHERE company_id = p_company AND person_id = p_person))
  FROM membership m JOIN person p ON p.id = m.person_id WHERE m.company_id = p_company AND m.person_id = p_person
$$;
--> statement-breakpoint
-- At the end of a transaction, so that what it wrote piece by piece is one version. One at a time in a company: who waited sees
-- what the one before has written, and no version leaves out what another transaction did.
CREATE FUNCTION keep_state(p_company uuid, p_kind text, p_subject uuid) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('name_version'), hashtext(p_company::text));
  PERFORM keep_name(p_company, p_kind, p_subject, CASE p_kind WHEN 'company' THEN company_value(p_company)
    WHEN 'periods' THEN periods_value(p_company) ELSE member_value(p_company, p_subject) END);
END $$;
--> statement-breakpoint
CREATE FUNCTION keep_company() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  PERFORM keep_state(NEW.id, 'company', NEW.id);
  -- A company without periods has none, which is known from its beginning on.
  IF TG_OP = 'INSERT' THEN PERFORM keep_state(NEW.id, 'periods', NEW.id); END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE FUNCTION keep_periods() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE of_company uuid := CASE TG_OP WHEN 'DELETE' THEN OLD.company_id ELSE NEW.company_id END;
BEGIN
  PERFORM keep_state(of_company, 'periods', of_company);
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE FUNCTION keep_member() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN PERFORM keep_state(OLD.company_id, 'member', OLD.person_id);
  ELSE PERFORM keep_state(NEW.company_id, 'member', NEW.person_id); END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE FUNCTION keep_person() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE of_company uuid;
BEGIN
  FOR of_company IN SELECT company_id FROM membership WHERE person_id = NEW.id ORDER BY company_id LOOP
    PERFORM keep_state(of_company, 'member', NEW.id);
  END LOOP;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER state_kept_insert AFTER INSERT ON company DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION keep_company();
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER state_kept_update AFTER UPDATE ON company DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (ROW(OLD.name, OLD.time_zone, OLD.currency, OLD.profile) IS DISTINCT FROM ROW(NEW.name, NEW.time_zone, NEW.currency, NEW.profile)) EXECUTE FUNCTION keep_company();
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER state_kept AFTER INSERT OR UPDATE OR DELETE ON accounting_period DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION keep_periods();
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER state_kept AFTER INSERT OR UPDATE OR DELETE ON membership DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION keep_member();
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER state_kept AFTER INSERT OR UPDATE OR DELETE ON push_grant DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION keep_member();
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER state_kept AFTER INSERT OR UPDATE OR DELETE ON project_member DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION keep_member();
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER state_kept AFTER UPDATE ON person DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (ROW(OLD.name, OLD.email, OLD.is_disabled) IS DISTINCT FROM ROW(NEW.name, NEW.email, NEW.is_disabled)) EXECUTE FUNCTION keep_person();
--> statement-breakpoint
INSERT INTO name_version (company_id, kind, subject_id, valid_from, value)
  SELECT id, 'company', id, tx_instant(), company_value(id) FROM company
  UNION ALL SELECT id, 'periods', id, tx_instant(), periods_value(id) FROM company
  UNION ALL SELECT company_id, 'member', person_id, tx_instant(), member_value(company_id, person_id) FROM membership;
