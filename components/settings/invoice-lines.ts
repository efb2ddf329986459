import type { ProfileDraft } from "#components/settings/profile-draft.ts";
import { apLayoutNames, apLayoutOf } from "#lib/core/ap-layout.ts";
import { type ApInvoice, apPlaceProblem, apRecords } from "#lib/core/ap-records.ts";
import { wordsOf } from "#lib/core/refusals.ts";
import { renderRecords, type SageDateFormat } from "#lib/core/sage-text.ts";

/** Invented: an invoice with retainage, an extra and two lines. */
const example: ApInvoice = {
  vendor: "ACMEST",
  invoice: "PA-0007",
  description: "Pay app 7",
  amount: "45000.00",
  invoiceDate: "2026-03-14",
  accountingDate: "2026-03-14",
  lines: [
    {
      commitment: "SC-2401-010",
      item: 1,
      job: "24-01",
      extra: "",
      costCode: "03-100",
      category: "SUB",
      units: "0",
      unitCost: "0",
      amount: "30000.00",
      retainage: "3000.00",
      description: "Slab on grade",
    },
    {
      commitment: "SC-2401-010",
      item: 2,
      job: "24-01",
      extra: "",
      costCode: "03-200",
      category: "SUB",
      units: "0",
      unitCost: "0",
      amount: "15000.00",
      retainage: "1500.00",
      description: "Rebar",
    },
  ],
};

export type InvoiceLines = {
  readonly lines: readonly string[];
  readonly problem: string | null;
  readonly caution: string;
};

/** An invoice as the settings in the form would write it, by the writer of real ones; or why it cannot be written. */
export function invoiceLines(draft: ProfileDraft): InvoiceLines {
  const apLayout = apLayoutNames.find((name) => name === draft.apLayout) ?? "a";
  const caution =
    apLayout === "fixed"
      ? "The list of the fixed format is put together from several sources; not verified on a live Sage."
      : "Not verified on a live Sage: compare it with the Import Format that Sage prints.";
  const layout = apLayoutOf({ apLayout, apPrintedLayout: String(draft.apPrintedLayout ?? "") });
  if (!layout.ok) return { lines: [], problem: wordsOf(layout.refusal).sentence, caution };
  const text = renderRecords(apRecords(layout.value, example, draft.apDateFormat as SageDateFormat));
  if (!text.ok) return { lines: [], problem: wordsOf(text.refusal).sentence, caution };
  const lines = text.value.split("\r\n").filter((line) => line !== "");
  return { lines, problem: apPlaceProblem(layout.value, example)?.sentence ?? null, caution };
}
