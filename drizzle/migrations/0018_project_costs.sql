ALTER TABLE "project" ADD COLUMN "imports_costs" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "project" ADD COLUMN "imports_costs_at" timestamp with time zone;--> statement-breakpoint
CREATE INDEX "sage_cost_transaction_by_time" ON "sage_cost_transaction" USING btree ("company_id","seen_at");--> statement-breakpoint
CREATE INDEX "sage_cost_transaction_by_end" ON "sage_cost_transaction" USING btree ("company_id","gone_at") WHERE gone_at is not null;--> statement-breakpoint
CREATE INDEX "sage_cost_transaction_by_vendor" ON "sage_cost_transaction" USING btree ("company_id","vendor") WHERE vendor <> '';--> statement-breakpoint
CREATE INDEX "staged_record_by_job" ON "staged_record" USING btree ("company_id","type","job","state") WHERE job <> '';