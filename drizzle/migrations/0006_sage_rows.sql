CREATE TABLE "sage_row" (
	"company_id" uuid NOT NULL,
	"table_name" text NOT NULL,
	"row_key" text NOT NULL,
	"group_key" text NOT NULL,
	"row" jsonb NOT NULL,
	"seen_at" timestamp with time zone NOT NULL,
	CONSTRAINT "sage_row_company_id_table_name_row_key_pk" PRIMARY KEY("company_id","table_name","row_key")
);
--> statement-breakpoint
ALTER TABLE "sage_category" ADD COLUMN "approved_estimate_changes" numeric(18, 2) DEFAULT '0' NOT NULL;--> statement-breakpoint
CREATE INDEX "sage_row_by_group" ON "sage_row" USING btree ("company_id","table_name","group_key");--> statement-breakpoint
ALTER TABLE sage_row ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE sage_row FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY tenant ON sage_row TO countersign_app USING (company_id = current_company()) WITH CHECK (company_id = current_company());
--> statement-breakpoint
DO $$ BEGIN EXECUTE format('CREATE POLICY owner ON sage_row TO %I USING (true) WITH CHECK (true)', current_user); END $$;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON sage_row TO countersign_app;
--> statement-breakpoint
-- Approved changes of combinations that were read before there was a column for them.
UPDATE mirror_read SET cursor = '0' WHERE table_name = 'JCM_MASTER__CATEGORY';
