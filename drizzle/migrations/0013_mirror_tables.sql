CREATE TABLE "mirror_sweep_key" (
	"company_id" uuid NOT NULL,
	"table_name" text NOT NULL,
	"row_key" text NOT NULL,
	CONSTRAINT "mirror_sweep_key_company_id_table_name_row_key_pk" PRIMARY KEY("company_id","table_name","row_key")
);
--> statement-breakpoint
CREATE TABLE "sage_cost_transaction" (
	"company_id" uuid NOT NULL,
	"run" bigint NOT NULL,
	"sequence" bigint NOT NULL,
	"job" text DEFAULT '' NOT NULL,
	"extra" text DEFAULT '' NOT NULL,
	"cost_code" text DEFAULT '' NOT NULL,
	"category" text DEFAULT '' NOT NULL,
	"transaction_type" text DEFAULT '' NOT NULL,
	"transaction_date" date,
	"accounting_date" date,
	"description" text DEFAULT '' NOT NULL,
	"units" numeric DEFAULT '0' NOT NULL,
	"unit_cost" numeric DEFAULT '0' NOT NULL,
	"amount" numeric(18, 2) DEFAULT '0' NOT NULL,
	"application_of_origin" text DEFAULT '' NOT NULL,
	"vendor" text DEFAULT '' NOT NULL,
	"invoice" text DEFAULT '' NOT NULL,
	"commitment" text DEFAULT '' NOT NULL,
	"commitment_co" text DEFAULT '' NOT NULL,
	"batch" text DEFAULT '' NOT NULL,
	"transaction_status" text DEFAULT '' NOT NULL,
	"seen_at" timestamp with time zone NOT NULL,
	"is_gone" boolean DEFAULT false NOT NULL,
	"gone_at" timestamp with time zone,
	CONSTRAINT "sage_cost_transaction_company_id_run_sequence_pk" PRIMARY KEY("company_id","run","sequence")
);
--> statement-breakpoint
CREATE TABLE "sage_refresh" (
	"company_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"asked_by" uuid,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"finished_at" timestamp with time zone,
	CONSTRAINT "sage_refresh_company_id_id_pk" PRIMARY KEY("company_id","id")
);
--> statement-breakpoint
CREATE TABLE "sage_refresh_leg" (
	"company_id" uuid NOT NULL,
	"refresh_id" uuid NOT NULL,
	"leg" text NOT NULL,
	"position" integer NOT NULL,
	"waiting_tables" text[] DEFAULT '{}' NOT NULL,
	"started_at" timestamp with time zone,
	"finished_at" timestamp with time zone,
	"row_count" integer DEFAULT 0 NOT NULL,
	"problem" text,
	CONSTRAINT "sage_refresh_leg_company_id_refresh_id_leg_pk" PRIMARY KEY("company_id","refresh_id","leg")
);
--> statement-breakpoint
CREATE TABLE "sage_row_history" (
	"company_id" uuid NOT NULL,
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "sage_row_history_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"table_name" text NOT NULL,
	"row_key" text NOT NULL,
	"row" jsonb NOT NULL,
	"seen_at" timestamp with time zone NOT NULL,
	"replaced_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "sage_row_history_company_id_id_pk" PRIMARY KEY("company_id","id")
);
--> statement-breakpoint
ALTER TABLE "mirror_read" ADD COLUMN "columns" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "mirror_read" ADD COLUMN "missing_columns" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "mirror_read" ADD COLUMN "asked_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "mirror_read" ADD COLUMN "counted_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "mirror_read" ADD COLUMN "sweep_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "mirror_read" ADD COLUMN "sweep_after" jsonb;--> statement-breakpoint
ALTER TABLE "mirror_read" ADD COLUMN "swept_keys" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "mirror_read" ADD COLUMN "sage_rows" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "mirror_read" ADD COLUMN "strange_keys" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "sage_category" ADD COLUMN "original_estimate_units" numeric DEFAULT '0' NOT NULL;--> statement-breakpoint
ALTER TABLE "sage_category" ADD COLUMN "approved_estimate_units" numeric DEFAULT '0' NOT NULL;--> statement-breakpoint
ALTER TABLE "sage_category" ADD COLUMN "pending_estimate_changes" numeric(18, 2) DEFAULT '0' NOT NULL;--> statement-breakpoint
ALTER TABLE "sage_category" ADD COLUMN "total_estimate" numeric(18, 2) DEFAULT '0' NOT NULL;--> statement-breakpoint
ALTER TABLE "sage_category" ADD COLUMN "original_commitment" numeric(18, 2) DEFAULT '0' NOT NULL;--> statement-breakpoint
ALTER TABLE "sage_category" ADD COLUMN "approved_commitment_changes" numeric(18, 2) DEFAULT '0' NOT NULL;--> statement-breakpoint
ALTER TABLE "sage_category" ADD COLUMN "commitment_invoiced" numeric(18, 2) DEFAULT '0' NOT NULL;--> statement-breakpoint
ALTER TABLE "sage_category" ADD COLUMN "jtd_paid" numeric(18, 2) DEFAULT '0' NOT NULL;--> statement-breakpoint
ALTER TABLE "sage_category" ADD COLUMN "mtd_cost" numeric(18, 2) DEFAULT '0' NOT NULL;--> statement-breakpoint
ALTER TABLE "sage_category" ADD COLUMN "unit_description" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "sage_category" ADD COLUMN "is_gone" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "sage_category" ADD COLUMN "gone_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "sage_commitment" ADD COLUMN "approved_changes" numeric(18, 2) DEFAULT '0' NOT NULL;--> statement-breakpoint
ALTER TABLE "sage_commitment" ADD COLUMN "retainage_percent" numeric DEFAULT '0' NOT NULL;--> statement-breakpoint
ALTER TABLE "sage_commitment" ADD COLUMN "commitment_date" date;--> statement-breakpoint
ALTER TABLE "sage_commitment" ADD COLUMN "gone_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "sage_commitment_co" ADD COLUMN "status" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "sage_commitment_co" ADD COLUMN "change_date" date;--> statement-breakpoint
ALTER TABLE "sage_commitment_co" ADD COLUMN "is_gone" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "sage_commitment_co" ADD COLUMN "gone_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "sage_commitment_item" ADD COLUMN "units" numeric DEFAULT '0' NOT NULL;--> statement-breakpoint
ALTER TABLE "sage_commitment_item" ADD COLUMN "unit_description" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "sage_commitment_item" ADD COLUMN "amount_invoiced" numeric(18, 2) DEFAULT '0' NOT NULL;--> statement-breakpoint
ALTER TABLE "sage_commitment_item" ADD COLUMN "approved_changes" numeric(18, 2) DEFAULT '0' NOT NULL;--> statement-breakpoint
ALTER TABLE "sage_commitment_item" ADD COLUMN "is_gone" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "sage_commitment_item" ADD COLUMN "gone_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "sage_cost_code" ADD COLUMN "is_gone" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "sage_cost_code" ADD COLUMN "gone_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "sage_extra" ADD COLUMN "is_gone" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "sage_extra" ADD COLUMN "gone_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "sage_job" ADD COLUMN "address_1" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "sage_job" ADD COLUMN "address_2" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "sage_job" ADD COLUMN "city" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "sage_job" ADD COLUMN "state" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "sage_job" ADD COLUMN "zip" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "sage_job" ADD COLUMN "ar_customer" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "sage_job" ADD COLUMN "tax_group" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "sage_job" ADD COLUMN "owner_contract_id" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "sage_job" ADD COLUMN "contract_date" date;--> statement-breakpoint
ALTER TABLE "sage_job" ADD COLUMN "contract_retainage_percent" numeric DEFAULT '0' NOT NULL;--> statement-breakpoint
ALTER TABLE "sage_job" ADD COLUMN "original_contract_amount" numeric(18, 2) DEFAULT '0' NOT NULL;--> statement-breakpoint
ALTER TABLE "sage_job" ADD COLUMN "revised_contract_amount" numeric(18, 2) DEFAULT '0' NOT NULL;--> statement-breakpoint
ALTER TABLE "sage_job" ADD COLUMN "original_estimate" numeric(18, 2) DEFAULT '0' NOT NULL;--> statement-breakpoint
ALTER TABLE "sage_job" ADD COLUMN "total_estimate" numeric(18, 2) DEFAULT '0' NOT NULL;--> statement-breakpoint
ALTER TABLE "sage_job" ADD COLUMN "revised_commitment" numeric(18, 2) DEFAULT '0' NOT NULL;--> statement-breakpoint
ALTER TABLE "sage_job" ADD COLUMN "commitment_invoiced" numeric(18, 2) DEFAULT '0' NOT NULL;--> statement-breakpoint
ALTER TABLE "sage_job" ADD COLUMN "jtd_cost" numeric(18, 2) DEFAULT '0' NOT NULL;--> statement-breakpoint
ALTER TABLE "sage_job" ADD COLUMN "is_gone" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "sage_job" ADD COLUMN "gone_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "sage_row" ADD COLUMN "is_gone" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "sage_row" ADD COLUMN "gone_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "sage_standard_category" ADD COLUMN "accumulate_as" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "sage_standard_category" ADD COLUMN "is_gone" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "sage_standard_category" ADD COLUMN "gone_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "sage_standard_cost_code" ADD COLUMN "categories" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "sage_standard_cost_code" ADD COLUMN "is_gone" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "sage_standard_cost_code" ADD COLUMN "gone_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "sage_vendor" ADD COLUMN "address_1" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "sage_vendor" ADD COLUMN "address_2" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "sage_vendor" ADD COLUMN "state" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "sage_vendor" ADD COLUMN "zip" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "sage_vendor" ADD COLUMN "fax" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "sage_vendor" ADD COLUMN "email" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "sage_vendor" ADD COLUMN "tax_id" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "sage_vendor" ADD COLUMN "insurance" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "sage_vendor" ADD COLUMN "is_gone" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "sage_vendor" ADD COLUMN "gone_at" timestamp with time zone;--> statement-breakpoint
CREATE INDEX "sage_cost_transaction_by_job" ON "sage_cost_transaction" USING btree ("company_id","job","extra","cost_code","category");--> statement-breakpoint
CREATE INDEX "sage_refresh_newest" ON "sage_refresh" USING btree ("company_id","created_at");--> statement-breakpoint
CREATE INDEX "sage_row_history_by_key" ON "sage_row_history" USING btree ("company_id","table_name","row_key");--> statement-breakpoint
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['sage_cost_transaction', 'sage_row_history', 'mirror_sweep_key', 'sage_refresh', 'sage_refresh_leg'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY tenant ON %I TO countersign_app USING (company_id = current_company()) WITH CHECK (company_id = current_company())', name);
    EXECUTE format('CREATE POLICY owner ON %I TO %I USING (true) WITH CHECK (true)', name, current_user);
  END LOOP;
END $$;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON sage_cost_transaction, sage_refresh, sage_refresh_leg TO countersign_app;
--> statement-breakpoint
GRANT SELECT, INSERT, DELETE ON sage_row_history, mirror_sweep_key TO countersign_app;
--> statement-breakpoint
-- What a row was before it changed, for whole statements at once: the mirror writes thousands of rows in one.
CREATE FUNCTION keep_sage_rows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- Arguments: Sage's name of the table, then our key columns. Rows of tables that are mirrored whole name their table and key.
  INSERT INTO sage_row_history (company_id, table_name, row_key, row, seen_at)
    SELECT o.company_id, coalesce(o.r ->> 'table_name', tg_argv[0]),
      coalesce(o.r ->> 'row_key', array_to_string(ARRAY(SELECT coalesce(o.r ->> k, '') FROM unnest(tg_argv[1:]) WITH ORDINALITY a(k, n) ORDER BY n), '|')),
      o.r - 'company_id' - 'seen_at' - 'table_name' - 'row_key' - 'group_key', o.seen_at
    FROM (SELECT company_id, seen_at, to_jsonb(old_rows) AS r FROM old_rows) o;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER keep_rows AFTER UPDATE ON sage_job REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION keep_sage_rows('JCM_MASTER__JOB', 'job');
--> statement-breakpoint
CREATE TRIGGER keep_rows AFTER UPDATE ON sage_extra REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION keep_sage_rows('JCM_MASTER__EXTRA', 'job', 'extra');
--> statement-breakpoint
CREATE TRIGGER keep_rows AFTER UPDATE ON sage_cost_code REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION keep_sage_rows('JCM_MASTER__COST_CODE', 'job', 'extra', 'cost_code');
--> statement-breakpoint
CREATE TRIGGER keep_rows AFTER UPDATE ON sage_category REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION keep_sage_rows('JCM_MASTER__CATEGORY', 'job', 'extra', 'cost_code', 'category');
--> statement-breakpoint
CREATE TRIGGER keep_rows AFTER UPDATE ON sage_standard_cost_code REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION keep_sage_rows('JCM_MASTER__STANDARD_COST_CODE', 'cost_code');
--> statement-breakpoint
CREATE TRIGGER keep_rows AFTER UPDATE ON sage_standard_category REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION keep_sage_rows('JCM_MASTER__STANDARD_CATEGORY', 'category');
--> statement-breakpoint
CREATE TRIGGER keep_rows AFTER UPDATE ON sage_vendor REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION keep_sage_rows('APM_MASTER__VENDOR', 'vendor');
--> statement-breakpoint
CREATE TRIGGER keep_rows AFTER UPDATE ON sage_commitment REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION keep_sage_rows('JCM_MASTER__COMMITMENT', 'commitment');
--> statement-breakpoint
CREATE TRIGGER keep_rows AFTER UPDATE ON sage_commitment_item REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION keep_sage_rows('JCM_MASTER__COMMITMENT_ITEM', 'commitment', 'item_number');
--> statement-breakpoint
CREATE TRIGGER keep_rows AFTER UPDATE ON sage_commitment_co REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION keep_sage_rows('JCM_MASTER__COMMITMENT_CO', 'commitment', 'commitment_co');
--> statement-breakpoint
CREATE TRIGGER keep_rows AFTER UPDATE ON sage_cost_transaction REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION keep_sage_rows('JCT_CURRENT__TRANSACTION', 'run', 'sequence');
--> statement-breakpoint
CREATE TRIGGER keep_rows AFTER UPDATE ON sage_row REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION keep_sage_rows();
