-- Files at comments, and an end for what was told: notices, mails and deliveries do not stay for ever.
CREATE TABLE "comment_file" (
	"company_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"item_id" uuid NOT NULL,
	"comment_id" uuid,
	"person_id" uuid NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"size" integer NOT NULL,
	"sha256" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"removed_at" timestamp with time zone,
	CONSTRAINT "comment_file_company_id_id_pk" PRIMARY KEY("company_id","id")
);
--> statement-breakpoint
CREATE TABLE "comment_file_part" (
	"company_id" uuid NOT NULL,
	"file_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"bytes" "bytea" NOT NULL,
	CONSTRAINT "comment_file_part_company_id_file_id_position_pk" PRIMARY KEY("company_id","file_id","position")
);
--> statement-breakpoint
ALTER TABLE "comment_file" ADD CONSTRAINT "comment_file_company_id_item_id_item_company_id_id_fk" FOREIGN KEY ("company_id","item_id") REFERENCES "public"."item"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "comment_file" ADD CONSTRAINT "comment_file_company_id_comment_id_comment_company_id_id_fk" FOREIGN KEY ("company_id","comment_id") REFERENCES "public"."comment"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "comment_file_part" ADD CONSTRAINT "comment_file_part_of_file" FOREIGN KEY ("company_id","file_id") REFERENCES "public"."comment_file"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "comment_file_of_comment" ON "comment_file" USING btree ("company_id","comment_id","created_at") WHERE comment_id is not null;--> statement-breakpoint
CREATE INDEX "comment_file_unsent" ON "comment_file" USING btree ("company_id","person_id","created_at") WHERE comment_id is null;--> statement-breakpoint
CREATE INDEX "notice_read" ON "notice" USING btree ("company_id","read_at") WHERE read_at is not null;--> statement-breakpoint
CREATE INDEX "mail_over" ON "mail" USING btree ("company_id","created_at") WHERE due_at is null;--> statement-breakpoint
CREATE INDEX "webhook_delivery_over" ON "webhook_delivery" USING btree ("company_id","created_at") WHERE due_at is null;--> statement-breakpoint
ALTER TABLE comment_file ADD CONSTRAINT comment_file_kind CHECK (kind IN ('pdf', 'png', 'jpeg', 'text', 'csv', 'xlsx') AND size > 0 AND (removed_at IS NULL OR comment_id IS NOT NULL));
--> statement-breakpoint
-- What people attach is compressed already.
ALTER TABLE comment_file_part ALTER bytes SET STORAGE EXTERNAL;
--> statement-breakpoint
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['comment_file', 'comment_file_part']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY tenant ON %I TO countersign_app USING (company_id = current_company()) WITH CHECK (company_id = current_company())', t);
    EXECUTE format('CREATE POLICY owner ON %I TO %I USING (true) WITH CHECK (true)', t, current_user);
  END LOOP;
END $$;
--> statement-breakpoint
-- A file that was not sent yet is its person's own business; from the comment on it is in the record.
CREATE TRIGGER mark_update AFTER UPDATE ON comment_file REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION mark_write();
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON comment_file TO countersign_app;
--> statement-breakpoint
GRANT SELECT, INSERT, DELETE ON comment_file_part TO countersign_app;
--> statement-breakpoint
GRANT DELETE ON notice, mail, webhook_delivery TO countersign_app;
--> statement-breakpoint
-- Whatever the code forgets: nothing goes that was said, or that still waits to be sent.
CREATE POLICY unsent ON comment_file AS RESTRICTIVE FOR DELETE TO countersign_app USING (comment_id IS NULL);
--> statement-breakpoint
CREATE POLICY over ON mail AS RESTRICTIVE FOR DELETE TO countersign_app USING (due_at IS NULL);
--> statement-breakpoint
CREATE POLICY over ON webhook_delivery AS RESTRICTIVE FOR DELETE TO countersign_app USING (due_at IS NULL);
