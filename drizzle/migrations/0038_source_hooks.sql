-- Whether the source tells us what happens there: asked for, registered for what, and when it last rang.
ALTER TABLE "procore_connection" ADD COLUMN "hook_asked_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "procore_connection" ADD COLUMN "hook_url" text;--> statement-breakpoint
ALTER TABLE "procore_connection" ADD COLUMN "hook_resources" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "procore_connection" ADD COLUMN "hook_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "procore_connection" ADD COLUMN "hook_problem" text;--> statement-breakpoint
ALTER TABLE "procore_connection" ADD COLUMN "hook_rang_at" timestamp with time zone;--> statement-breakpoint
-- Lists of a large company: what failed, newest acceptance first; deliveries of one address, and
-- those of it that did not arrive.
CREATE INDEX "export_failed" ON "export" ("company_id","position" DESC) WHERE status = 'failed';--> statement-breakpoint
CREATE INDEX "webhook_delivery_of_hook" ON "webhook_delivery" ("company_id","webhook_id","position" DESC);--> statement-breakpoint
CREATE INDEX "webhook_delivery_open" ON "webhook_delivery" ("company_id","webhook_id","state") WHERE state <> 'sent';--> statement-breakpoint
-- What was asked for is done when its bell was lost.
CREATE FUNCTION due_source_hooks() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT c.company_id FROM procore_connection c WHERE c.hook_asked_at IS NOT NULL LIMIT 500
$$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION due_source_hooks() FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION due_source_hooks() TO countersign_app;
