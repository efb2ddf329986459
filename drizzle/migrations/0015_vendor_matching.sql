CREATE TABLE "link_fact" (
	"company_id" uuid NOT NULL,
	"side" text NOT NULL,
	"party" text NOT NULL,
	"fact" text NOT NULL,
	CONSTRAINT "link_fact_company_id_side_party_fact_pk" PRIMARY KEY("company_id","side","party","fact")
);
--> statement-breakpoint
CREATE TABLE "link_name" (
	"company_id" uuid NOT NULL,
	"side" text NOT NULL,
	"party" text NOT NULL,
	"key" text NOT NULL,
	CONSTRAINT "link_name_company_id_side_party_key_pk" PRIMARY KEY("company_id","side","party","key")
);
--> statement-breakpoint
CREATE TABLE "link_party" (
	"company_id" uuid NOT NULL,
	"side" text NOT NULL,
	"party" text NOT NULL,
	"name" text NOT NULL,
	"state" text DEFAULT 'new' NOT NULL,
	"lane" text,
	"archived_at" timestamp with time zone,
	"archived_by" text,
	CONSTRAINT "link_party_company_id_side_party_pk" PRIMARY KEY("company_id","side","party")
);
--> statement-breakpoint
CREATE TABLE "link_proposal" (
	"company_id" uuid NOT NULL,
	"side" text NOT NULL,
	"vendor_id" uuid NOT NULL,
	"sage_vendor" text NOT NULL,
	"score" integer NOT NULL,
	"is_certain" boolean NOT NULL,
	CONSTRAINT "link_proposal_company_id_side_vendor_id_sage_vendor_pk" PRIMARY KEY("company_id","side","vendor_id","sage_vendor")
);
--> statement-breakpoint
CREATE TABLE "link_word" (
	"company_id" uuid NOT NULL,
	"word" text NOT NULL,
	"count" integer NOT NULL,
	CONSTRAINT "link_word_company_id_word_pk" PRIMARY KEY("company_id","word")
);
--> statement-breakpoint
CREATE TABLE "vendor_alias" (
	"company_id" uuid NOT NULL,
	"sage_vendor" text NOT NULL,
	"name" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "vendor_alias_company_id_sage_vendor_name_pk" PRIMARY KEY("company_id","sage_vendor","name")
);
--> statement-breakpoint
CREATE TABLE "vendor_refusal" (
	"company_id" uuid NOT NULL,
	"vendor_id" uuid NOT NULL,
	"sage_vendor" text NOT NULL,
	"refused_by" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "vendor_refusal_company_id_vendor_id_sage_vendor_pk" PRIMARY KEY("company_id","vendor_id","sage_vendor")
);
--> statement-breakpoint
ALTER TABLE "vendor" ADD COLUMN "address" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "vendor" ADD COLUMN "state" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "vendor" ADD COLUMN "zip" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "vendor" ADD COLUMN "email" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "vendor" ADD COLUMN "tax_id" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "vendor_link" ADD COLUMN "vendor_name" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "vendor_link" ADD COLUMN "sage_name" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "link_fact" ADD CONSTRAINT "link_fact_company_id_side_party_link_party_company_id_side_party_fk" FOREIGN KEY ("company_id","side","party") REFERENCES "public"."link_party"("company_id","side","party") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "link_name" ADD CONSTRAINT "link_name_company_id_side_party_link_party_company_id_side_party_fk" FOREIGN KEY ("company_id","side","party") REFERENCES "public"."link_party"("company_id","side","party") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "link_proposal" ADD CONSTRAINT "link_proposal_company_id_vendor_id_vendor_company_id_id_fk" FOREIGN KEY ("company_id","vendor_id") REFERENCES "public"."vendor"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "vendor_refusal" ADD CONSTRAINT "vendor_refusal_company_id_vendor_id_vendor_company_id_id_fk" FOREIGN KEY ("company_id","vendor_id") REFERENCES "public"."vendor"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "link_fact_by_fact" ON "link_fact" USING btree ("company_id","side","fact");--> statement-breakpoint
CREATE INDEX "link_party_lane" ON "link_party" USING btree ("company_id","side","lane","name","party");--> statement-breakpoint
CREATE INDEX "link_party_to_do" ON "link_party" USING btree ("company_id","state","side","party");--> statement-breakpoint
CREATE INDEX "link_proposal_by_sage" ON "link_proposal" USING btree ("company_id","sage_vendor");--> statement-breakpoint
CREATE INDEX "item_waiting_by_vendor" ON "item" USING btree ("company_id","vendor_id","amount") WHERE project_id is not null and state in ('ready', 'not_sent', 'rejected', 'retrieved', 'failed');
--> statement-breakpoint
-- The names of one side, by trigrams and within one company.
CREATE INDEX link_name_search ON link_name USING gin (company_id, side, key gin_trgm_ops);
--> statement-breakpoint
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['link_party', 'link_name', 'link_fact', 'link_word', 'link_proposal', 'vendor_refusal', 'vendor_alias'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY tenant ON %I TO countersign_app USING (company_id = current_company()) WITH CHECK (company_id = current_company())', t);
    EXECUTE format('CREATE POLICY owner ON %I TO %I USING (true) WITH CHECK (true)', t, current_user);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO countersign_app', t);
  END LOOP;
  FOREACH t IN ARRAY ARRAY['vendor_refusal', 'vendor_alias'] LOOP
    EXECUTE format('CREATE TRIGGER mark_insert AFTER INSERT ON %I REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION mark_write()', t);
    EXECUTE format('CREATE TRIGGER mark_update AFTER UPDATE ON %I REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION mark_write()', t);
    EXECUTE format('CREATE TRIGGER mark_delete AFTER DELETE ON %I REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION mark_write()', t);
  END LOOP;
END $$;
--> statement-breakpoint
-- The likest parties of one side for each key. A likeness is not leakproof, so row level security keeps the application from
-- using the index itself: it asks through a door that answers for its own company only.
CREATE FUNCTION link_candidates(p_side text, p_keys text[], p_limit integer) RETURNS TABLE (n integer, party text, likeness real)
LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 300 SET search_path = public SET pg_trgm.similarity_threshold = 0.3 AS $$
DECLARE k integer;
BEGIN
  FOR k IN 1 .. coalesce(array_length(p_keys, 1), 0) LOOP
    RETURN QUERY EXECUTE format('SELECT %s, x.party, max(similarity(x.key, %L)) AS likeness FROM link_name x
      WHERE x.company_id = %L::uuid AND x.side = %L AND x.key %% %L GROUP BY x.party ORDER BY 3 DESC, 2 LIMIT %s',
      k, p_keys[k], current_company(), p_side, p_keys[k], p_limit);
  END LOOP;
END $$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION link_candidates(text, text[], integer) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION link_candidates(text, text[], integer) TO countersign_app;
--> statement-breakpoint
-- Whatever writes a company of the directory or a Sage vendor: what is compared and changed is compared anew.
CREATE FUNCTION follow_companies() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO link_party (company_id, side, party, name) SELECT company_id, 'company', id::text, name FROM changed ORDER BY company_id, id::text
    ON CONFLICT (company_id, side, party) DO UPDATE SET name = excluded.name, state = 'new';
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE FUNCTION follow_changed_companies() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE link_party p SET name = n.name, state = 'new' FROM changed n JOIN before o ON o.company_id = n.company_id AND o.id = n.id
    WHERE p.company_id = n.company_id AND p.side = 'company' AND p.party = n.id::text
      AND (o.name, o.is_active, o.address, o.city, o.state, o.zip, o.phone, o.email, o.tax_id)
        IS DISTINCT FROM (n.name, n.is_active, n.address, n.city, n.state, n.zip, n.phone, n.email, n.tax_id);
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE FUNCTION follow_sage_vendors() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO link_party (company_id, side, party, name) SELECT company_id, 'sage', vendor, name FROM changed ORDER BY company_id, vendor
    ON CONFLICT (company_id, side, party) DO UPDATE SET name = excluded.name, state = 'new';
  -- A tie that was made before Sage was read.
  UPDATE vendor_link k SET sage_name = n.name FROM changed n WHERE k.company_id = n.company_id AND k.sage_vendor = n.vendor AND k.sage_name = '';
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE FUNCTION follow_changed_sage_vendors() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE link_party p SET name = n.name, state = 'new' FROM changed n JOIN before o ON o.company_id = n.company_id AND o.vendor = n.vendor
    WHERE p.company_id = n.company_id AND p.side = 'sage' AND p.party = n.vendor
      AND (o.name, o.status, o.address_1, o.city, o.state, o.zip, o.phone, o.email, o.tax_id, o.is_gone)
        IS DISTINCT FROM (n.name, n.status, n.address_1, n.city, n.state, n.zip, n.phone, n.email, n.tax_id, n.is_gone);
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE FUNCTION forget_sage_vendors() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE link_party p SET state = 'named' FROM before o, link_proposal m WHERE m.company_id = o.company_id AND m.sage_vendor = o.vendor
    AND p.company_id = o.company_id AND p.side = 'company' AND p.party = m.vendor_id::text AND p.state = 'done';
  DELETE FROM link_proposal m USING before o WHERE m.company_id = o.company_id AND m.sage_vendor = o.vendor;
  DELETE FROM link_party p USING before o WHERE p.company_id = o.company_id AND p.side = 'sage' AND p.party = o.vendor;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER follow_insert AFTER INSERT ON vendor REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION follow_companies();
--> statement-breakpoint
CREATE TRIGGER follow_update AFTER UPDATE ON vendor REFERENCING NEW TABLE AS changed OLD TABLE AS before FOR EACH STATEMENT EXECUTE FUNCTION follow_changed_companies();
--> statement-breakpoint
CREATE TRIGGER follow_insert AFTER INSERT ON sage_vendor REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION follow_sage_vendors();
--> statement-breakpoint
CREATE TRIGGER follow_update AFTER UPDATE ON sage_vendor REFERENCING NEW TABLE AS changed OLD TABLE AS before FOR EACH STATEMENT EXECUTE FUNCTION follow_changed_sage_vendors();
--> statement-breakpoint
CREATE TRIGGER follow_delete AFTER DELETE ON sage_vendor REFERENCING OLD TABLE AS before FOR EACH STATEMENT EXECUTE FUNCTION forget_sage_vendors();
--> statement-breakpoint
-- A tie keeps the names that both had, whoever makes it; afterwards the names may drift.
CREATE FUNCTION name_vendor_link() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.vendor_name = '' THEN
    NEW.vendor_name := coalesce((SELECT name FROM vendor WHERE company_id = NEW.company_id AND id = NEW.vendor_id), '');
  END IF;
  IF NEW.sage_name = '' THEN
    NEW.sage_name := coalesce((SELECT name FROM sage_vendor WHERE company_id = NEW.company_id AND vendor = NEW.sage_vendor), '');
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER name_vendor_link BEFORE INSERT ON vendor_link FOR EACH ROW EXECUTE FUNCTION name_vendor_link();
--> statement-breakpoint
-- Both ends of a tie that was made or severed, and all that they were proposed to, are looked at anew.
CREATE FUNCTION follow_vendor_links() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE link_party p SET state = 'named' WHERE p.state = 'done' AND (p.company_id, p.side, p.party) IN (
    SELECT company_id, 'company', vendor_id::text FROM changed UNION SELECT company_id, 'sage', sage_vendor FROM changed
    UNION SELECT m.company_id, 'company', m.vendor_id::text FROM changed c JOIN link_proposal m ON m.company_id = c.company_id AND m.sage_vendor = c.sage_vendor
    UNION SELECT m.company_id, 'sage', m.sage_vendor FROM changed c JOIN link_proposal m ON m.company_id = c.company_id AND m.vendor_id = c.vendor_id);
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER follow_insert AFTER INSERT ON vendor_link REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION follow_vendor_links();
--> statement-breakpoint
CREATE TRIGGER follow_delete AFTER DELETE ON vendor_link REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION follow_vendor_links();
--> statement-breakpoint
UPDATE vendor_link k SET vendor_name = v.name FROM vendor v WHERE v.company_id = k.company_id AND v.id = k.vendor_id;
--> statement-breakpoint
UPDATE vendor_link k SET sage_name = s.name FROM sage_vendor s WHERE s.company_id = k.company_id AND s.vendor = k.sage_vendor;
--> statement-breakpoint
INSERT INTO link_party (company_id, side, party, name) SELECT company_id, 'company', id::text, name FROM vendor;
--> statement-breakpoint
INSERT INTO link_party (company_id, side, party, name) SELECT company_id, 'sage', vendor, name FROM sage_vendor;
--> statement-breakpoint
-- Fields of the directory that were not kept before are read once more.
DELETE FROM source_cursor WHERE list = 'vendor';
