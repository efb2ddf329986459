import { type BatchOutcome, batchOutcomes } from "#lib/core/batch.ts";
import { moneyColumn, type OutColumn, type OutCompany, timeColumn } from "#lib/core/out-table.ts";
import { type ItemState, itemStates } from "#lib/core/workflow.ts";
import type { BatchListRow } from "#lib/views/batches.ts";
import type { InboxRow, PlaceView } from "#lib/views/inbox.ts";
import { projectColumns, totalOf } from "#lib/views/project-columns.ts";
import type { OutboxRow, ProjectRow } from "#lib/views/screens.ts";

/** A document's number as people find it again, and what it is about. */
type Named = {
  readonly typeLabel: string;
  readonly number: string;
  readonly title: string;
  readonly project: PlaceView;
  readonly vendor: { readonly name: string } | null;
};
const nameColumns: readonly OutColumn<Named>[] = [
  { header: "Record type", kind: "text", width: 24, value: (row) => row.typeLabel },
  { header: "Number", kind: "text", width: 18, value: (row) => row.number },
  { header: "Title", kind: "text", width: 36, value: (row) => row.title },
  { header: "Project number", kind: "text", width: 16, value: (row) => row.project.number },
  { header: "Project", kind: "text", width: 28, value: (row) => row.project.name },
  { header: "Vendor", kind: "text", width: 28, value: (row) => row.vendor?.name ?? null },
];

/** The list of the inbox. */
export const inboxColumns = (company: OutCompany): readonly OutColumn<InboxRow>[] => [
  { header: "State", kind: "text", width: 18, value: (row) => itemStates[row.state].label },
  ...nameColumns,
  moneyColumn("Amount", company, (row) => row.amount),
  { header: "Assigned to", kind: "text", width: 22, value: (row) => row.assignee?.name ?? null },
  timeColumn("Sent", company, (row) => row.sentAt),
  { header: "Version", kind: "count", width: 9, value: (row) => String(row.revisionNumber) },
  { header: "Blocking findings", kind: "count", width: 10, value: (row) => String(row.blocks) },
  { header: "Warnings", kind: "count", width: 10, value: (row) => String(row.warns) },
  { header: "Note", kind: "text", width: 60, value: (row) => row.note },
  { header: "Sage id", kind: "text", width: 18, value: (row) => row.sageId || null },
];

/** What was accepted and is not proved yet. */
export const outboxColumns = (company: OutCompany): readonly OutColumn<OutboxRow>[] => [
  { header: "Status", kind: "text", width: 30, value: (row) => row.statusLabel },
  ...nameColumns,
  moneyColumn("Amount", company, (row) => row.amount),
  { header: "Sage id", kind: "text", width: 18, value: (row) => row.sageId || null },
  { header: "Accepted by", kind: "text", width: 24, value: (row) => row.acceptedBy },
  timeColumn("Accepted", company, (row) => row.acceptedAt),
  timeColumn("Release", company, (row) => row.releaseAt),
  { header: "Note", kind: "text", width: 60, value: (row) => row.note },
];

/** Every batch with what became of its items. */
export const batchListColumns = (company: OutCompany): readonly OutColumn<BatchListRow>[] => [
  { header: "Batch", kind: "count", width: 9, value: (row) => String(row.number) },
  timeColumn("Accepted", company, (row) => row.at),
  { header: "By", kind: "text", width: 24, value: (row) => row.by },
  { header: "Items", kind: "count", width: 9, hasTotal: true, value: (row) => String(row.count) },
  moneyColumn("Amount", company, (row) => row.amount),
  { header: "Left out", kind: "count", width: 10, hasTotal: true, value: (row) => String(row.refused) },
  ...(Object.keys(batchOutcomes) as BatchOutcome[]).map(
    (outcome): OutColumn<BatchListRow> => ({
      header: batchOutcomes[outcome],
      kind: "count",
      hasTotal: true,
      value: (row) => String(row.outcomes[outcome] ?? 0),
    }),
  ),
];

/** Every project with the count and the money of what is where. */
export const projectListColumns = (company: OutCompany): readonly OutColumn<ProjectRow>[] => [
  { header: "Project number", kind: "text", width: 16, value: (row) => row.number },
  { header: "Project", kind: "text", width: 36, value: (row) => row.name },
  { header: "Sage job", kind: "text", value: (row) => row.job },
  ...projectColumns.flatMap((column) => totalsOf(column.label, column.states, company)),
];

function totalsOf(label: string, states: readonly ItemState[], company: OutCompany): readonly OutColumn<ProjectRow>[] {
  return [
    { header: `${label}, items`, kind: "count", hasTotal: true, value: (row) => String(totalOf(row, states).count) },
    moneyColumn(label, company, (row) => totalOf(row, states).amount),
  ];
}
