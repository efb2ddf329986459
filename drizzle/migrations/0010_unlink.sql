DROP INDEX "export_erp_key";--> statement-breakpoint
DROP INDEX "export_open";--> statement-breakpoint
ALTER TABLE "export" ADD COLUMN "gone_fence" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "sage_commitment" ADD COLUMN "is_gone" boolean DEFAULT false NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX "export_erp_key" ON "export" USING btree ("company_id","erp_key") WHERE status not in ('taken_back', 'failed', 'unlinked');--> statement-breakpoint
CREATE INDEX "export_open" ON "export" USING btree ("company_id","position" DESC NULLS FIRST) WHERE status not in ('proved', 'failed', 'taken_back', 'unlinked');
--> statement-breakpoint
-- What a person deleted in Sage leaves the mirror when its item is unlinked.
GRANT DELETE ON sage_row, sage_extra, sage_job, sage_vendor TO countersign_app;
