ALTER TABLE "person_preference" ADD COLUMN "time_zone" text;
--> statement-breakpoint
ALTER TABLE "person_preference" ADD COLUMN "date_format" text;
--> statement-breakpoint
ALTER TABLE "person_preference" ADD CONSTRAINT "person_preference_date_format" CHECK (date_format IN ('words', 'iso'));
--> statement-breakpoint
-- Where somebody's day, in the own time zone or else the company's, has come to the hour of the summary, and it was not looked at today.
CREATE OR REPLACE FUNCTION due_summaries() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT DISTINCT m.company_id FROM membership m JOIN company c ON c.id = m.company_id JOIN person p ON p.id = m.person_id
    LEFT JOIN person_preference o ON o.company_id = m.company_id AND o.person_id = m.person_id
    LEFT JOIN notice_setting s ON s.company_id = m.company_id AND s.person_id = m.person_id
    LEFT JOIN notice_summary d ON d.company_id = m.company_id AND d.person_id = m.person_id
  WHERE NOT m.is_disabled AND NOT p.is_disabled AND coalesce(s.has_summary, true)
    AND extract(hour FROM clock_timestamp() AT TIME ZONE coalesce(o.time_zone, c.time_zone)) >= coalesce(s.summary_hour, 7)
    AND (d.day IS NULL OR d.day < (clock_timestamp() AT TIME ZONE coalesce(o.time_zone, c.time_zone))::date)
$$;
