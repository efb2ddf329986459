import { roleLabels } from "#lib/core/actors.ts";
import type { AuditKind } from "#lib/core/audit.ts";
import type { LineColumn } from "#lib/core/difference.ts";
import { isDecimal, trim } from "#lib/core/money.ts";
import { moneyColumn, type OutColumn, type OutCompany, timeColumn } from "#lib/core/out-table.ts";
import type { LineView } from "#lib/core/record-type.ts";
import type { ImportRow } from "#lib/views/imports.ts";
import { kindLabels } from "#lib/views/kind-labels.ts";
import type { HistoryRow, SettingsView } from "#lib/views/screens.ts";
import type { VendorRow } from "#lib/views/vendors.ts";

/** The record of every act, with the hash that ties each event to all before it. */
export const historyColumns = (company: OutCompany): readonly OutColumn<HistoryRow>[] => [
  { header: "Event", kind: "count", width: 10, value: (row) => String(row.seq) },
  timeColumn("Time", company, (row) => row.at),
  { header: "Person", kind: "text", width: 26, value: (row) => row.who },
  { header: "On behalf of", kind: "text", width: 20, value: (row) => row.onBehalfOf },
  { header: "With token", kind: "text", width: 20, value: (row) => row.token ?? (row.isByMail ? "mail link" : null) },
  { header: "Action", kind: "text", width: 26, value: (row) => kindLabels[row.kind as AuditKind] ?? row.kind },
  { header: "What", kind: "text", width: 60, value: (row) => row.words },
  { header: "Details", kind: "text", width: 60, value: (row) => row.details.join("\n") || null },
  { header: "Record type", kind: "text", width: 22, value: (row) => row.typeLabel },
  { header: "Item", kind: "text", width: 18, value: (row) => row.itemNumber },
  { header: "Project", kind: "text", width: 28, value: (row) => row.project },
  { header: "Version", kind: "count", width: 9, value: ({ facts }) => facts.revision?.toString() ?? null },
  moneyColumn("Amount", company, ({ facts }) => facts.amount, { isSummed: false }),
  { header: "Attempt", kind: "count", width: 9, value: ({ facts }) => facts.attempt?.toString() ?? null },
  { header: "Sage id", kind: "text", width: 18, value: ({ facts }) => facts.sageId },
  { header: "Hash", kind: "text", width: 66, value: (row) => row.hash },
];

/** Companies of the directory, or vendors of Sage, of one list. */
export const vendorColumns = (company: OutCompany): readonly OutColumn<VendorRow>[] => [
  { header: "Id", kind: "text", width: 38, value: (row) => row.id },
  { header: "Name", kind: "text", width: 36, value: (row) => row.name },
  { header: "Active", kind: "text", width: 9, value: (row) => (row.isActive ? "yes" : "no") },
  { header: "Waiting items", kind: "count", hasTotal: true, value: (row) => String(row.waiting.count) },
  moneyColumn("Waiting", company, (row) => row.waiting.amount),
  { header: "Linked to", kind: "text", width: 16, value: (row) => row.link?.id ?? null },
  { header: "Linked name", kind: "text", width: 32, value: (row) => row.link?.name ?? null },
  { header: "Proposal", kind: "text", width: 16, value: (row) => row.proposal?.id ?? null },
  { header: "Proposed name", kind: "text", width: 32, value: (row) => row.proposal?.name ?? null },
  {
    header: "Certain",
    kind: "text",
    width: 9,
    value: ({ proposal }) => proposal && (proposal.isCertain ? "yes" : "no"),
  },
  { header: "Changed since", kind: "text", width: 40, value: (row) => row.drift.join("; ") || null },
  { header: "As a new vendor", kind: "text", width: 20, value: (row) => row.stateLabel },
  { header: "Archived by", kind: "text", width: 24, value: (row) => row.archived?.by ?? null },
  timeColumn("Archived", company, (row) => row.archived?.at ?? null),
];

const newsWords = { new: "New in Sage", changed: "Changed in Sage", gone: "Gone from Sage" } as const;

/** Staged records of one type. */
export const importColumns = (company: OutCompany): readonly OutColumn<ImportRow>[] => [
  { header: "State", kind: "text", width: 20, value: (row) => row.stateLabel },
  { header: "Code", kind: "text", width: 20, value: (row) => row.code },
  { header: "Name", kind: "text", width: 36, value: (row) => row.name },
  { header: "Job", kind: "text", value: (row) => row.job || null },
  moneyColumn("Amount", company, (row) => row.amount),
  { header: "News", kind: "text", width: 18, value: (row) => row.news && newsWords[row.news] },
  timeColumn("Since", company, (row) => row.since),
  { header: "Findings", kind: "count", width: 10, value: (row) => String(row.findings) },
  { header: "Note", kind: "text", width: 60, value: (row) => row.note },
];

export type PersonLine = { readonly person: SettingsView["people"][number]; readonly view: SettingsView };

/** Who belongs to the company, in which roles, and what each may push to accounting. */
export const peopleColumns: readonly OutColumn<PersonLine>[] = [
  { header: "Person", kind: "text", width: 28, value: ({ person }) => person.name },
  { header: "E-mail", kind: "text", width: 32, value: ({ person }) => person.email },
  {
    header: "Roles",
    kind: "text",
    width: 30,
    value: ({ person }) => person.roles.map((r) => roleLabels[r]).join(", "),
  },
  { header: "Disabled", kind: "text", width: 10, value: ({ person }) => (person.isDisabled ? "yes" : "no") },
  {
    header: "Can push to accounting",
    kind: "text",
    width: 60,
    value: ({ person, view }) =>
      view.recordTypes
        .filter(({ id }) => person.grants.includes(id))
        .map(({ label }) => label)
        .join(", ") || null,
  },
  { header: "Projects", kind: "count", width: 10, value: ({ person }) => String(person.projectIds.length) },
  {
    header: "Project names",
    kind: "text",
    width: 60,
    value: ({ person, view }) =>
      view.projects
        .filter(({ id }) => person.projectIds.includes(id))
        .map(({ label }) => label)
        .join("; ") || null,
  },
  { header: "Procore user", kind: "text", width: 16, value: ({ person }) => person.procoreUserId },
];

const figures: Readonly<Partial<Record<LineColumn, string>>> = {
  quantity: "Quantity",
  unitCost: "Unit cost",
  retainage: "Retainage",
};
const texts: Readonly<Partial<Record<LineColumn, string>>> = {
  number: "No.",
  extra: "Extra",
  costCode: "Cost code",
  category: "Category",
  description: "Description",
};

/** The schedule of values of one document; what is no figure in the source stays out of the figures. */
export const lineColumns = ({ currency }: OutCompany): readonly OutColumn<LineView>[] => [
  ...Object.entries(texts).map(([id, header]) => ({
    header,
    kind: "text" as const,
    width: id === "description" ? 48 : 14,
    value: (line: LineView) => line[id as LineColumn],
  })),
  lineFigure("quantity"),
  { header: "Unit", kind: "text", width: 9, value: (line) => line.unit },
  lineFigure("unitCost"),
  moneyColumn("Amount", { currency }, (line) => line.amount),
  lineFigure("retainage"),
];

function lineFigure(id: "quantity" | "unitCost" | "retainage"): OutColumn<LineView> {
  return {
    header: figures[id] ?? id,
    kind: "figure",
    value: (line) => (isDecimal(line[id]) ? trim(line[id]) : null),
  };
}
