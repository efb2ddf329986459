CREATE TABLE "sage_payment" (
	"company_id" uuid NOT NULL,
	"item_id" uuid NOT NULL,
	"paid" numeric(18, 2) NOT NULL,
	"paid_on" date,
	"told" numeric(18, 2),
	"told_at" timestamp with time zone,
	"state" text NOT NULL,
	"note" text,
	"due_at" timestamp with time zone NOT NULL,
	CONSTRAINT "sage_payment_company_id_item_id_pk" PRIMARY KEY("company_id","item_id")
);
--> statement-breakpoint
ALTER TABLE "sage_payment" ADD CONSTRAINT "sage_payment_company_id_item_id_item_company_id_id_fk" FOREIGN KEY ("company_id","item_id") REFERENCES "public"."item"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "sage_payment_due" ON "sage_payment" USING btree ("due_at") WHERE state = 'due';--> statement-breakpoint
ALTER TABLE sage_payment ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE sage_payment FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY tenant ON sage_payment TO countersign_app USING (company_id = current_company()) WITH CHECK (company_id = current_company());
--> statement-breakpoint
DO $$ BEGIN EXECUTE format('CREATE POLICY owner ON sage_payment TO %I USING (true) WITH CHECK (true)', current_user); END $$;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON sage_payment TO countersign_app;
--> statement-breakpoint
CREATE FUNCTION due_sage_payments() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT DISTINCT p.company_id FROM sage_payment p WHERE p.state = 'due' AND p.due_at <= clock_timestamp()
$$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION due_sage_payments() FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION due_sage_payments() TO countersign_app;
--> statement-breakpoint
-- Invoices that were paid before anybody asked for it.
UPDATE mirror_read SET cursor = '0' WHERE table_name = 'APM_MASTER__INVOICE';
