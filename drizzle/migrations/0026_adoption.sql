-- Documents of a project that was in progress before the connection: linked to what Sage has, never sent.
ALTER TABLE "export" ADD COLUMN "is_look_only" boolean DEFAULT false NOT NULL;
--> statement-breakpoint
ALTER TABLE "export" ADD CONSTRAINT "export_look_only" CHECK (NOT is_look_only OR (lease_mode IS DISTINCT FROM 'deliver' AND status IN ('unknown', 'held', 'proved', 'unlinked')));
--> statement-breakpoint
CREATE TABLE "document_refusal" (
	"company_id" uuid NOT NULL,
	"item_id" uuid NOT NULL,
	"erp_id" text NOT NULL,
	"refused_by" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "document_refusal_company_id_item_id_erp_id_pk" PRIMARY KEY("company_id","item_id","erp_id")
);
--> statement-breakpoint
ALTER TABLE "document_refusal" ADD CONSTRAINT "document_refusal_company_id_item_id_item_company_id_id_fk" FOREIGN KEY ("company_id","item_id") REFERENCES "public"."item"("company_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE document_refusal ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE document_refusal FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY tenant ON document_refusal TO countersign_app USING (company_id = current_company()) WITH CHECK (company_id = current_company());
--> statement-breakpoint
DO $$
BEGIN
  EXECUTE format('CREATE POLICY owner ON document_refusal TO %I USING (true) WITH CHECK (true)', current_user);
END $$;
--> statement-breakpoint
CREATE TRIGGER mark_insert AFTER INSERT ON document_refusal REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION mark_write();
--> statement-breakpoint
CREATE TRIGGER mark_delete AFTER DELETE ON document_refusal REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION mark_write();
--> statement-breakpoint
GRANT SELECT, INSERT, DELETE ON document_refusal TO countersign_app;
