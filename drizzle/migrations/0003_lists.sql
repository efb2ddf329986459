DROP INDEX "item_by_amount";--> statement-breakpoint
DROP INDEX "item_all_by_sent";--> statement-breakpoint
ALTER TABLE "item" ADD COLUMN "search_all" text GENERATED ALWAYS AS (search || ' ' || lower(erp_id)) STORED NOT NULL;--> statement-breakpoint
ALTER TABLE "item" ADD COLUMN "amount_key" bigint GENERATED ALWAYS AS ((amount * 100)::bigint) STORED NOT NULL;--> statement-breakpoint
CREATE INDEX "item_lane_by_amount" ON "item" USING btree ("company_id","lane","amount_key" DESC NULLS LAST,"id" DESC NULLS LAST) WHERE state = 'ready';--> statement-breakpoint
CREATE INDEX "item_lane_by_number" ON "item" USING btree ("company_id","lane","number" DESC NULLS LAST,"id" DESC NULLS LAST) WHERE state = 'ready';--> statement-breakpoint
CREATE INDEX "item_returned_by_sent" ON "item" USING btree ("company_id","sent_at" DESC NULLS LAST,"id" DESC NULLS LAST) WHERE state = 'ready' and is_returned;--> statement-breakpoint
CREATE INDEX "item_returned_by_amount" ON "item" USING btree ("company_id","amount_key" DESC NULLS LAST,"id" DESC NULLS LAST) WHERE state = 'ready' and is_returned;--> statement-breakpoint
CREATE INDEX "item_returned_by_number" ON "item" USING btree ("company_id","number" DESC NULLS LAST,"id" DESC NULLS LAST) WHERE state = 'ready' and is_returned;--> statement-breakpoint
CREATE INDEX "item_all_by_amount" ON "item" USING btree ("company_id","amount_key" DESC NULLS LAST,"id" DESC NULLS LAST) WHERE state <> 'not_sent';--> statement-breakpoint
CREATE INDEX "item_all_by_number" ON "item" USING btree ("company_id","number" DESC NULLS LAST,"id" DESC NULLS LAST) WHERE state <> 'not_sent';--> statement-breakpoint
CREATE INDEX "item_by_amount" ON "item" USING btree ("company_id","state","amount_key" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "item_all_by_sent" ON "item" USING btree ("company_id","sent_at" DESC NULLS LAST,"id" DESC NULLS LAST) WHERE state <> 'not_sent';