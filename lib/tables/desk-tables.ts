import { toScale } from "#lib/core/money.ts";
import { moreWords } from "#lib/core/narrowing.ts";
import { type OutboxPart, outboxParts } from "#lib/core/outbox-parts.ts";
import type { LineView } from "#lib/core/record-type.ts";
import type { TableName } from "#lib/core/table-files.ts";
import { batchList } from "#lib/queries/batch-list.ts";
import { historyPage } from "#lib/queries/history-page.ts";
import { importPage } from "#lib/queries/import-page.ts";
import { inboxPage } from "#lib/queries/inbox-page.ts";
import { itemView } from "#lib/queries/item-view.ts";
import { outboxPage } from "#lib/queries/outbox-page.ts";
import { projectList } from "#lib/queries/project-list.ts";
import { settingsView } from "#lib/queries/settings-view.ts";
import { vendorPage } from "#lib/queries/vendor-page.ts";
import { type About, sageLine, searchLine, type TableSource } from "#lib/tables/table-source.ts";
import type { BatchList, BatchListRow } from "#lib/views/batches.ts";
import { batchListColumns, inboxColumns, outboxColumns, projectListColumns } from "#lib/views/desk-tables.ts";
import { type ImportPage, type ImportRow, importFilterLabels } from "#lib/views/imports.ts";
import type { InboxPage, InboxRow } from "#lib/views/inbox.ts";
import { type InboxTab, inboxTabs } from "#lib/views/inbox-tabs.ts";
import type { ItemView } from "#lib/views/item.ts";
import { kindLabels } from "#lib/views/kind-labels.ts";
import {
  historyColumns,
  importColumns,
  lineColumns,
  type PersonLine,
  peopleColumns,
  vendorColumns,
} from "#lib/views/list-tables.ts";
import type {
  HistoryPage,
  HistoryRow,
  OutboxPage,
  OutboxRow,
  ProjectList,
  ProjectRow,
  SettingsView,
} from "#lib/views/screens.ts";
import { type VendorPage, type VendorRow, type VendorTab, vendorTabLabels } from "#lib/views/vendors.ts";

type Choices = readonly { readonly id: string; readonly label: string }[];
const labelIn = (choices: Choices, id: string | undefined, all: string): string =>
  id ? (choices.find((one) => one.id === id)?.label ?? "none") : all;
const orders: Readonly<Record<string, string>> = {
  sent: "sent",
  moved: "last change",
  amount: "amount",
  number: "number",
};

const inboxTable: TableSource<InboxPage, InboxRow> = {
  name: "Inbox",
  query: inboxPage,
  pageSize: 200,
  rows: (view) => view.rows,
  columns: inboxColumns,
  count: (view) => view.total?.count ?? null,
  about: (view, input) => [
    ["View", inboxTabs[(input.tab ?? "ready") as InboxTab]?.label ?? inboxTabs.ready.label],
    ["Record type", labelIn(view.types, input.type, "all")],
    ["Project", labelIn(view.projects, input.project, "all")],
    ["Vendor", input.vendor ? (view.rows[0]?.vendor?.name ?? "none") : "all"],
    ["Assigned to", input.assignee ? (view.rows[0]?.assignee?.name ?? "nobody") : "all"],
    ...moreWords(input),
    searchLine(input.q),
    ["Order", `${orders[input.sort ?? ""] ?? "sent"}, ${input.dir === "asc" ? "rising" : "falling"}`],
    ...(view.total === null ? [] : [["Total on the screen", totalWords(view.total)] as const]),
  ],
};

const totalWords = ({ count, amount }: { readonly count: number; readonly amount: string }): string =>
  `${count}, ${toScale(amount, 2)}`;

const outboxTable: TableSource<OutboxPage, OutboxRow> = {
  name: "Outbox",
  query: outboxPage,
  pageSize: 200,
  rows: (view) => view.rows,
  columns: outboxColumns,
  count: (view, { show }) => (view.totals[show as OutboxPart] ?? view.all).count,
  about: (_, { show }) => [["Part", partWords(show)]],
};

/** A part that the outbox does not know narrows nothing, here as on the screen. */
const partWords = (show: string | undefined): string =>
  outboxParts[show as OutboxPart]?.label ?? "all: everything accepted and not proved yet";

const historyTable: TableSource<HistoryPage, HistoryRow> = {
  // "History" is a name that Excel keeps for itself.
  name: "Events",
  query: historyPage,
  pageSize: 500,
  rows: (view) => view.rows,
  columns: historyColumns,
  about: (view, input) => [
    ["Action", labelIn(kinds, input.kind, "all")],
    ["Person", input.who || "all"],
    ["Record type", labelIn(view.types, input.type, "all")],
    ["Project", labelIn(view.projects, input.project, "all")],
    ["Item", input.itemId ? (view.rows[0]?.itemNumber ?? input.itemId) : "all"],
    ["From", input.from || "the first event"],
    ["To", input.to || "now"],
    searchLine(input.q),
  ],
};
const kinds: Choices = Object.entries(kindLabels).map(([id, label]) => ({ id, label }));

const vendorTable: TableSource<VendorPage, VendorRow> = {
  name: "Vendors",
  query: vendorPage,
  pageSize: 500,
  rows: (view) => view.rows,
  columns: vendorColumns,
  about: (view, { tab = "unlinked", side, q }) => [
    ["List", vendorTabLabels[tab as VendorTab] ?? vendorTabLabels.unlinked],
    ["Side", side === "sage" ? "Sage vendors" : "companies of the directory"],
    searchLine(q),
    sageLine(view.readAt),
  ],
};

const importTable: TableSource<ImportPage, ImportRow> = {
  name: "Imports",
  query: importPage,
  pageSize: 500,
  rows: (view) => view.rows,
  columns: importColumns,
  count: ({ counts }, { show = "ready", q }) => (q ? null : (counts[show as keyof typeof counts] ?? null)),
  about: (view, { show = "ready", q }) => [
    ["Type", labelIn(view.types, view.type, "")],
    ["Show", importFilterLabels[show as keyof typeof importFilterLabels] ?? importFilterLabels.ready],
    searchLine(q),
    sageLine(view.readAt),
  ],
};

const batchesTable: TableSource<BatchList, BatchListRow> = {
  name: "Batches",
  query: batchList,
  pageSize: 50,
  rows: (view) => view.rows,
  columns: batchListColumns,
  about: () => [["Filter", "none: every batch"]],
};

const projectsTable: TableSource<ProjectList, ProjectRow> = {
  name: "Projects",
  query: projectList,
  pageSize: 500,
  rows: (view) => view.rows,
  columns: projectListColumns,
  count: (view) => view.count,
  about: (_, { q }) => [searchLine(q)],
};

const peopleTable: TableSource<SettingsView & { readonly next?: null }, PersonLine> = {
  name: "People",
  query: settingsView,
  pageSize: 500,
  rows: (view) => view.people.map((person) => ({ person, view })),
  columns: () => peopleColumns,
  about: () => [["Filter", "none: everybody who belongs to the company"]],
};

const linesTable: TableSource<ItemView & { readonly next?: null }, LineView> = {
  name: "Lines",
  query: itemView,
  pageSize: 500,
  rows: (view) => view.lines,
  columns: lineColumns,
  about: (view): About => [
    ["Item", `${view.typeLabel} ${view.number} ${view.title}`],
    ["Project", `${view.project.number} ${view.project.name}`.trim()],
    ["Vendor", view.vendor?.name ?? "none"],
    ["State", view.stateLabel],
    ["Version", `${view.revision.number} of ${view.revision.of}`],
    ["Total of the header", toScale(view.amount, 2)],
  ],
};

/** The lists of the desk, by their names in the address. */
// biome-ignore lint/suspicious/noExplicitAny: the registry holds tables of every view and row
export const deskTables: readonly (readonly [TableName, TableSource<any, any>])[] = [
  ["inbox", inboxTable],
  ["outbox", outboxTable],
  ["history", historyTable],
  ["vendors", vendorTable],
  ["imports", importTable],
  ["batches", batchesTable],
  ["projects", projectsTable],
  ["people", peopleTable],
  ["lines", linesTable],
];
