-- A list narrowed to who sent it, in its usual order, and the names of all senders by one step each.
SET LOCAL statement_timeout = 0;
--> statement-breakpoint
CREATE INDEX "item_by_sender" ON "item" ("company_id", "sent_by", "state", "sent_at" DESC NULLS LAST, "id" DESC);
