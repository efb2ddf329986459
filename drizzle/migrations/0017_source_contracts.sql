CREATE TABLE "source_contract" (
	"company_id" uuid NOT NULL,
	"source_id" text NOT NULL,
	"project_source_id" text NOT NULL,
	"number" text NOT NULL,
	"title" text NOT NULL,
	"status" text NOT NULL,
	"origin_id" text,
	"seen_at" timestamp with time zone NOT NULL,
	CONSTRAINT "source_contract_company_id_source_id_pk" PRIMARY KEY("company_id","source_id")
);
--> statement-breakpoint
CREATE INDEX "source_contract_origin" ON "source_contract" USING btree ("company_id","origin_id") WHERE origin_id is not null;--> statement-breakpoint
CREATE INDEX "source_contract_project" ON "source_contract" USING btree ("company_id","project_source_id","number");--> statement-breakpoint
ALTER TABLE source_contract ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE source_contract FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY tenant ON source_contract TO countersign_app USING (company_id = current_company()) WITH CHECK (company_id = current_company());
--> statement-breakpoint
DO $$ BEGIN
  EXECUTE format('CREATE POLICY owner ON source_contract TO %I USING (true) WITH CHECK (true)', current_user);
END $$;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON source_contract TO countersign_app;
