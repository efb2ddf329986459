-- Search by trigrams within one company. A LIKE is not leakproof, so row level security keeps the application from using the
-- index itself: it asks through a door that answers ids of its own company only.
CREATE EXTENSION IF NOT EXISTS btree_gin;
--> statement-breakpoint
DROP INDEX item_search;
--> statement-breakpoint
CREATE INDEX item_search ON item USING gin (company_id, search_all gin_trgm_ops);
--> statement-breakpoint
CREATE FUNCTION find_items(p_patterns text[]) RETURNS SETOF uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 100 SET search_path = public AS $$
DECLARE
  conditions text := '';
  pattern text;
BEGIN
  FOREACH pattern IN ARRAY p_patterns LOOP conditions := conditions || format(' AND search_all LIKE %L', pattern); END LOOP;
  -- Planned with the words in it: a rare one and a common one want different ways.
  RETURN QUERY EXECUTE format('SELECT id FROM item WHERE company_id = %L::uuid', current_company()) || conditions;
END $$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION find_items(text[]) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION find_items(text[]) TO countersign_app;
