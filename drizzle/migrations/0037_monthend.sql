-- What the dashboard counts by day: one walk over these events alone, which never looks at the record itself.
CREATE INDEX "audit_throughput" ON "audit_event" USING btree ("company_id","at") INCLUDE ("kind") WHERE kind in ('item.accepted', 'export.proved', 'item.rejected');
--> statement-breakpoint
-- What the rehearsal asks of an assessment: what blocks, what is waited for, and dates in closed periods.
CREATE INDEX "finding_deciding" ON "finding" USING btree ("company_id","item_id") WHERE severity = 'blocks' or code like '%.not\_proved' or code like '%.period\_closed';
