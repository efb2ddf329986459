import { sql } from "drizzle-orm";
import { z } from "zod";
import type { RecordType } from "#lib/core/record-type.ts";
import { paidKind } from "#lib/core/sage-payments.ts";
import { appendAudit } from "#lib/db/audit.ts";
import { row, rows, type Tx, withCompany } from "#lib/db/database.ts";
import { lockItems } from "#lib/db/items.ts";
import { linkProject, unlinkProject } from "#lib/db/project-links.ts";
import { notePaidOf } from "#lib/db/sage-payments.ts";
import { tieVendor, untieVendor } from "#lib/db/vendor-links.ts";
import { defineJob } from "#lib/jobs/define-job.ts";
import { recordTypeOfKind } from "#lib/records/registry.ts";

type Due = {
  id: string;
  item_id: string;
  source_kind: string;
  source_id: string;
  project: string | null;
  erp_id: string;
  /** False after Unlink: then the source is told that there is none. */
  is_proved: boolean;
  /** The id that was unlinked last; null when none ever was. */
  unlinked_id: string | null;
};
const written = "export.written_back" as const;
const removed = "export.origin_removed" as const;
const worker = { kind: "worker" as const, name: "Worker" };

/** What else became true with the proof, or is no longer true after Unlink; doing it again changes nothing. */
async function follow(tx: Tx, companyId: string, due: Due, type: RecordType): Promise<void> {
  const item = (await lockItems(tx, companyId, [due.item_id])).get(due.item_id);
  if (!item) return;
  const erpId = due.is_proved ? due.erp_id : (due.unlinked_id ?? due.erp_id);
  const after = type.afterProof?.(item.body, erpId);
  if (after?.kind === "link_vendor") await (due.is_proved ? tieVendor : untieVendor)(tx, companyId, worker, after);
  if (after?.kind === "link_project" && item.projectId !== null)
    await (due.is_proved ? linkProject : unlinkProject)(tx, companyId, worker, {
      projectId: item.projectId,
      job: after.job,
    });
}

/** True where the source has no place for a Sage id; the id is kept here alone. */
function hasNoOrigin({ sourceKinds }: RecordType, sourceKind: string): boolean {
  return sourceKinds.some(({ kind, hasNoOrigin: none }) => kind === sourceKind && none === true);
}

/** Tells the source which Sage id its document has, only after proof, and that it has none after Unlink; a transient failure is tried again later. */
export const writeBack = defineJob({
  name: "export.write_back",
  payload: z.object({ companyId: z.uuid() }),
  async run({ db, source, log }, { companyId }) {
    const port = await source(companyId);
    if (!port) return;
    for (;;) {
      // The claim is a time: whoever takes an export pushes its next turn back, so that two workers do not write at once.
      const due = await withCompany(db, companyId, (tx) =>
        row<Due>(
          tx,
          sql`update export e set write_back_at = clock_timestamp() + interval '60 seconds' from item i left join project p on p.company_id = i.company_id and p.id = i.project_id
          where e.company_id = ${companyId} and e.id = (select id from export x where company_id = ${companyId} and write_back = 'due' and write_back_at <= clock_timestamp()
                and not exists (select 1 from export o where o.company_id = x.company_id and o.item_id = x.item_id and o.position < x.position and o.write_back = 'due')
              order by write_back_at limit 1 for update skip locked)
            and i.company_id = e.company_id and i.id = e.item_id
          returning e.id, e.item_id, i.source_kind, i.source_id, p.source_id as project, e.erp_id, e.status in ('proved', 'unlinking') as is_proved,
            (select a.data ->> 'erpId' from audit_event a where a.company_id = e.company_id and a.item_id = e.item_id and a.kind = 'item.unlinked'
              order by a.seq desc limit 1) as unlinked_id`,
        ),
      );
      if (!due) return;
      const type = recordTypeOfKind(due.source_kind);
      if (type.afterProof) await withCompany(db, companyId, (tx) => follow(tx, companyId, due, type));
      if (due.is_proved && due.source_kind === paidKind)
        await withCompany(db, companyId, (tx) => notePaidOf(tx, companyId, due.item_id));
      if (hasNoOrigin(type, due.source_kind)) {
        await withCompany(db, companyId, (tx) =>
          tx.execute(sql`update export set write_back = 'none' where company_id = ${companyId} and id = ${due.id}`),
        );
        continue;
      }
      const id = due.is_proved ? due.erp_id : null;
      const answer = await port.writeOrigin(due.source_kind, due.project, due.source_id, {
        ...{ id, code: id, data: null },
        ...(due.unlinked_id === null ? {} : { was: due.unlinked_id }),
      });
      await withCompany(db, companyId, async (tx) => {
        if (answer.kind === "later") {
          await tx.execute(sql`update export set write_back_at = clock_timestamp() + make_interval(secs => ${Math.ceil(answer.retryAfterMs / 1000)}), write_back_note = ${answer.words}
            where company_id = ${companyId} and id = ${due.id}`);
          return;
        }
        const state = answer.kind === "refused" ? "refused" : due.is_proved ? "written" : "not_yet";
        const note = answer.kind === "refused" ? answer.words : null;
        const changed = await rows(
          tx,
          sql`update export set write_back = ${state}, write_back_note = ${note}, write_back_at = clock_timestamp()
          where company_id = ${companyId} and id = ${due.id} and write_back = 'due' and (status in ('proved', 'unlinking')) = ${due.is_proved} returning id`,
        );
        if (changed.length === 0) return;
        const event =
          answer.kind === "written"
            ? { kind: due.is_proved ? written : removed, originId: id ?? due.unlinked_id ?? "" }
            : { kind: "export.write_back_refused" as const, words: answer.words };
        await appendAudit(tx, companyId, worker, [{ itemId: due.item_id, event }]);
      });
      if (answer.kind === "later") log.warn({ companyId, words: answer.words }, "write-back postponed");
    }
  },
});
