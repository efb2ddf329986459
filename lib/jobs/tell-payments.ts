import { z } from "zod";
import type { SourceImportPort } from "#lib/connectors/port.ts";
import { isEqual, isZero, type Money } from "#lib/core/money.ts";
import { amountToTell, paymentOrigin } from "#lib/core/sage-payments.ts";
import { appendAudit } from "#lib/db/audit.ts";
import { withCompany } from "#lib/db/database.ts";
import { claimPayment, type DuePayment, settlePayment, type Telling } from "#lib/db/sage-payments.ts";
import { defineJob } from "#lib/jobs/define-job.ts";

const worker = { kind: "worker" as const, name: "Worker" };
const Held = z.object({
  requisition_id: z.union([z.string(), z.number()]).nullish(),
  amount: z.union([z.string(), z.number()]),
});

/**
 * Tells the source what Sage has paid of synced invoices (domain/procore-erp-tool.md 4.10, Sync Payments): one payment issued
 * for each invoice, told by its origin, brought up to date when Sage's figure moves. Doing it again changes nothing.
 */
export const tellPayments = defineJob({
  name: "payments.tell",
  payload: z.object({ companyId: z.uuid() }),
  async run({ db, imports, log }, { companyId }) {
    const port = await imports(companyId);
    if (!port) return;
    for (;;) {
      const due = await withCompany(db, companyId, (tx) => claimPayment(tx, companyId));
      if (!due) return;
      const telling = await tell(port, due);
      await withCompany(db, companyId, async (tx) => {
        await settlePayment(tx, companyId, due, telling);
        const event = eventOf(due, telling);
        if (event) await appendAudit(tx, companyId, worker, [{ itemId: due.itemId, event }]);
      });
      if (telling.kind === "later") log.warn({ companyId, words: telling.words }, "telling a payment was postponed");
    }
  },
});

async function tell(port: SourceImportPort, due: DuePayment): Promise<Telling> {
  const place = { projectId: due.projectSourceId, contractId: due.contractSourceId };
  const originId = paymentOrigin(due.erpId);
  const held = await port.list("contract_payments", place);
  const own = held.filter((entry) => entry.originId !== originId).flatMap(({ raw }) => amountFor(due.sourceId, raw));
  const amount = amountToTell(due.paid, own);
  if (isZero(amount) && !held.some((entry) => entry.originId === originId)) return { kind: "told", amount };
  const row = { originId, requisitionId: due.sourceId, amount, ...(due.paidOn === null ? {} : { date: due.paidOn }) };
  const [answer] = await port.put({ list: "contract_payments", place, rows: [row], existing: "change" });
  if (!answer) throw new Error("a row was not answered");
  return answer.kind === "refused" || answer.kind === "later" ? answer : { kind: "told", amount };
}

/** What a payment that the source has of its own pays of this invoice. */
function amountFor(invoice: string, raw: unknown): Money[] {
  const { requisition_id: id, amount } = Held.parse(raw);
  return id !== null && id !== undefined && String(id) === invoice ? [String(amount)] : [];
}

/** Written into the record when the source shows another figure than before. */
function eventOf({ told, paid }: DuePayment, telling: Telling) {
  if (telling.kind === "refused") return { kind: "payment.refused" as const, paid, words: telling.words };
  if (telling.kind === "later" || isEqual(telling.amount, told ?? "0")) return null;
  return { kind: "payment.told" as const, paid, before: told, amount: telling.amount };
}
