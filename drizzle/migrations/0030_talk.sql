CREATE TABLE "comment" (
	"company_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"item_id" uuid NOT NULL,
	"line_key" text,
	"line_label" text,
	"person_id" uuid NOT NULL,
	"person_name" text NOT NULL,
	"text" text NOT NULL,
	"mentions" uuid[] NOT NULL,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"edited_at" timestamp with time zone,
	"removed_at" timestamp with time zone,
	CONSTRAINT "comment_company_id_id_pk" PRIMARY KEY("company_id","id")
);
--> statement-breakpoint
CREATE TABLE "follow" (
	"company_id" uuid NOT NULL,
	"item_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"is_on" boolean NOT NULL,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "follow_company_id_item_id_person_id_pk" PRIMARY KEY("company_id","item_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "mail" (
	"company_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"position" bigint GENERATED ALWAYS AS IDENTITY (sequence name "mail_position_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"key" text NOT NULL,
	"person_id" uuid NOT NULL,
	"address" text NOT NULL,
	"kind" text NOT NULL,
	"subject" text NOT NULL,
	"text" text NOT NULL,
	"html" text NOT NULL,
	"state" text NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"due_at" timestamp with time zone,
	"is_doubtful" boolean DEFAULT false NOT NULL,
	"note" text,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"sent_at" timestamp with time zone,
	CONSTRAINT "mail_company_id_id_pk" PRIMARY KEY("company_id","id"),
	CONSTRAINT "mail_once" UNIQUE("company_id","key")
);
--> statement-breakpoint
CREATE TABLE "notice" (
	"company_id" uuid NOT NULL,
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "notice_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"person_id" uuid NOT NULL,
	"key" text NOT NULL,
	"kind" text NOT NULL,
	"item_id" uuid NOT NULL,
	"who" text NOT NULL,
	"words" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"read_at" timestamp with time zone,
	"is_for_summary" boolean DEFAULT false NOT NULL,
	CONSTRAINT "notice_company_id_id_pk" PRIMARY KEY("company_id","id"),
	CONSTRAINT "notice_once" UNIQUE("company_id","person_id","key")
);
--> statement-breakpoint
CREATE TABLE "notice_cursor" (
	"company_id" uuid PRIMARY KEY NOT NULL,
	"seq" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "notice_setting" (
	"company_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"channels" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"has_summary" boolean DEFAULT true NOT NULL,
	"summary_hour" integer DEFAULT 7 NOT NULL,
	CONSTRAINT "notice_setting_company_id_person_id_pk" PRIMARY KEY("company_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "notice_summary" (
	"company_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"day" date NOT NULL,
	CONSTRAINT "notice_summary_company_id_person_id_pk" PRIMARY KEY("company_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "webhook" (
	"company_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"url" text NOT NULL,
	"events" text[] NOT NULL,
	"is_on" boolean DEFAULT true NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "webhook_company_id_id_pk" PRIMARY KEY("company_id","id")
);
--> statement-breakpoint
CREATE TABLE "webhook_delivery" (
	"company_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"position" bigint GENERATED ALWAYS AS IDENTITY (sequence name "webhook_delivery_position_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"webhook_id" uuid NOT NULL,
	"key" text NOT NULL,
	"event" text NOT NULL,
	"body" text NOT NULL,
	"state" text NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"due_at" timestamp with time zone,
	"status" integer,
	"note" text,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"done_at" timestamp with time zone,
	CONSTRAINT "webhook_delivery_company_id_id_pk" PRIMARY KEY("company_id","id"),
	CONSTRAINT "webhook_delivery_once" UNIQUE("company_id","webhook_id","key")
);
--> statement-breakpoint
ALTER TABLE "comment" ADD CONSTRAINT "comment_company_id_item_id_item_company_id_id_fk" FOREIGN KEY ("company_id","item_id") REFERENCES "public"."item"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "follow" ADD CONSTRAINT "follow_company_id_item_id_item_company_id_id_fk" FOREIGN KEY ("company_id","item_id") REFERENCES "public"."item"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notice" ADD CONSTRAINT "notice_company_id_item_id_item_company_id_id_fk" FOREIGN KEY ("company_id","item_id") REFERENCES "public"."item"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notice_cursor" ADD CONSTRAINT "notice_cursor_company_id_company_id_fk" FOREIGN KEY ("company_id") REFERENCES "public"."company"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook_delivery" ADD CONSTRAINT "webhook_delivery_company_id_webhook_id_webhook_company_id_id_fk" FOREIGN KEY ("company_id","webhook_id") REFERENCES "public"."webhook"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "comment_of_item" ON "comment" USING btree ("company_id","item_id","created_at");--> statement-breakpoint
CREATE INDEX "mail_by_position" ON "mail" USING btree ("company_id","position");--> statement-breakpoint
CREATE INDEX "mail_due" ON "mail" USING btree ("due_at") WHERE due_at is not null;--> statement-breakpoint
CREATE INDEX "notice_of_person" ON "notice" USING btree ("company_id","person_id","id");--> statement-breakpoint
CREATE INDEX "notice_unread" ON "notice" USING btree ("company_id","person_id") WHERE read_at is null;--> statement-breakpoint
CREATE INDEX "webhook_delivery_by_position" ON "webhook_delivery" USING btree ("company_id","position");--> statement-breakpoint
CREATE INDEX "webhook_delivery_due" ON "webhook_delivery" USING btree ("due_at") WHERE due_at is not null;--> statement-breakpoint
ALTER TABLE comment ADD CONSTRAINT comment_text CHECK (length(text) <= 4000 AND (text <> '' OR removed_at IS NOT NULL));
--> statement-breakpoint
ALTER TABLE mail ADD CONSTRAINT mail_state CHECK (state IN ('due', 'sending', 'sent', 'kept', 'failed') AND (due_at IS NOT NULL) = (state IN ('due', 'sending')));
--> statement-breakpoint
ALTER TABLE webhook_delivery ADD CONSTRAINT webhook_delivery_state CHECK (state IN ('due', 'sent', 'failed') AND (due_at IS NOT NULL) = (state = 'due'));
--> statement-breakpoint
ALTER TABLE notice_setting ADD CONSTRAINT notice_setting_hour CHECK (summary_hour BETWEEN 0 AND 23);
--> statement-breakpoint
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['comment', 'follow', 'notice_cursor', 'notice', 'notice_setting', 'notice_summary', 'mail', 'webhook', 'webhook_delivery']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY tenant ON %I TO countersign_app USING (company_id = current_company()) WITH CHECK (company_id = current_company())', t);
    EXECUTE format('CREATE POLICY owner ON %I TO %I USING (true) WITH CHECK (true)', t, current_user);
  END LOOP;
  -- What people write is in the record as well; what they have read, and what machines do about telling them, is not.
  FOREACH t IN ARRAY ARRAY['comment', 'follow', 'notice_setting', 'webhook']
  LOOP
    EXECUTE format('CREATE TRIGGER mark_insert AFTER INSERT ON %I REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION mark_write()', t);
    EXECUTE format('CREATE TRIGGER mark_update AFTER UPDATE ON %I REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION mark_write()', t);
  END LOOP;
END $$;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON comment, follow, notice, notice_setting, notice_summary, mail, webhook, webhook_delivery TO countersign_app;
--> statement-breakpoint
GRANT SELECT, UPDATE ON notice_cursor TO countersign_app;
--> statement-breakpoint
-- Nobody is told what happened before there was a way to tell; a company that comes later is told from its first event on.
INSERT INTO notice_cursor (company_id, seq) SELECT c.id, coalesce(h.seq, 0) FROM company c LEFT JOIN audit_head h ON h.company_id = c.id;
--> statement-breakpoint
CREATE FUNCTION begin_notices() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  INSERT INTO notice_cursor (company_id, seq) VALUES (NEW.id, 0);
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER company_notices AFTER INSERT ON company FOR EACH ROW EXECUTE FUNCTION begin_notices();
--> statement-breakpoint
CREATE FUNCTION due_notices() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT c.company_id FROM notice_cursor c JOIN audit_head h ON h.company_id = c.company_id WHERE h.seq > c.seq
$$;
--> statement-breakpoint
CREATE FUNCTION due_mails() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$ SELECT DISTINCT company_id FROM mail WHERE due_at <= clock_timestamp() $$;
--> statement-breakpoint
CREATE FUNCTION due_webhooks() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$ SELECT DISTINCT company_id FROM webhook_delivery WHERE due_at <= clock_timestamp() $$;
--> statement-breakpoint
-- Where somebody's day, in the company's time zone, has come to the hour of the summary, and it was not looked at today.
CREATE FUNCTION due_summaries() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT DISTINCT m.company_id FROM membership m JOIN company c ON c.id = m.company_id JOIN person p ON p.id = m.person_id
    LEFT JOIN notice_setting s ON s.company_id = m.company_id AND s.person_id = m.person_id
    LEFT JOIN notice_summary d ON d.company_id = m.company_id AND d.person_id = m.person_id
  WHERE NOT m.is_disabled AND NOT p.is_disabled AND coalesce(s.has_summary, true)
    AND extract(hour FROM clock_timestamp() AT TIME ZONE c.time_zone) >= coalesce(s.summary_hour, 7)
    AND (d.day IS NULL OR d.day < (clock_timestamp() AT TIME ZONE c.time_zone)::date)
$$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION due_notices(), due_mails(), due_webhooks(), due_summaries() FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION due_notices(), due_mails(), due_webhooks(), due_summaries() TO countersign_app;
