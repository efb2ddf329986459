CREATE TABLE "sage_commitment_co" (
	"company_id" uuid NOT NULL,
	"commitment" text NOT NULL,
	"commitment_co" text NOT NULL,
	"description" text NOT NULL,
	"amount" numeric(18, 2) NOT NULL,
	"seen_at" timestamp with time zone NOT NULL,
	CONSTRAINT "sage_commitment_co_company_id_commitment_commitment_co_pk" PRIMARY KEY("company_id","commitment","commitment_co")
);
--> statement-breakpoint
ALTER TABLE "item" ADD COLUMN "parent_source_id" text;--> statement-breakpoint
ALTER TABLE "sage_commitment_item" ADD COLUMN "unit_cost" numeric DEFAULT '0' NOT NULL;--> statement-breakpoint
CREATE INDEX "item_by_parent" ON "item" USING btree ("company_id","parent_source_id") WHERE parent_source_id is not null;
--> statement-breakpoint
ALTER TABLE sage_commitment_co ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE sage_commitment_co FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY tenant ON sage_commitment_co TO countersign_app USING (company_id = current_company()) WITH CHECK (company_id = current_company());
--> statement-breakpoint
DO $$ BEGIN EXECUTE format('CREATE POLICY owner ON sage_commitment_co TO %I USING (true) WITH CHECK (true)', current_user); END $$;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON sage_commitment_co TO countersign_app;
--> statement-breakpoint
-- Unit costs of items that were read before there was a column for them.
UPDATE mirror_read SET cursor = '0' WHERE table_name = 'JCM_MASTER__COMMITMENT_ITEM';
