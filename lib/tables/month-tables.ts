import type { DayLine } from "#lib/core/dashboard.ts";
import { rehearsalScopes } from "#lib/core/rehearsal.ts";
import { dashboardItems } from "#lib/queries/dashboard-items.ts";
import { dashboardView } from "#lib/queries/dashboard-view.ts";
import { rehearsalItems } from "#lib/queries/rehearsal-items.ts";
import { rehearsalPage } from "#lib/queries/rehearsal-page.ts";
import { sageLine, searchLine, type TableSource } from "#lib/tables/table-source.ts";
import type { AgedItems, AgedRow, CauseBar, DashboardView } from "#lib/views/dashboard.ts";
import {
  type AgeRow,
  ageColumns,
  agedColumns,
  ageRows,
  causeColumns,
  dayColumns,
} from "#lib/views/dashboard-tables.ts";
import type { RehearsalItem, RehearsalItems, RehearsalPage } from "#lib/views/rehearsal.ts";
import {
  type RehearsalLine,
  rehearsalColumns,
  rehearsalItemColumns,
  rehearsalLines,
} from "#lib/views/rehearsal-table.ts";

const day = (upTo: string | null): string => (upTo === null ? "everything to date" : `up to ${upTo}`);

/** What Sage has of each project now and would have, by measure. */
export const rehearsalTable: TableSource<RehearsalPage, RehearsalLine> = {
  name: "Rehearsal",
  query: rehearsalPage,
  pageSize: 50,
  rows: (view) => view.rows.flatMap(rehearsalLines),
  columns: ({ currency }) => rehearsalColumns(currency),
  about: (view, { q }) => [
    ["If released now", rehearsalScopes[view.scope].label],
    ["Period", day(view.upTo)],
    searchLine(q),
    sageLine(view.readAt),
    ["Reading", "Sage now, what is on the way and what is added are Sage then; the rest is not in it."],
  ],
};

/** The items behind a figure of the rehearsal. */
export const rehearsalItemTable: TableSource<RehearsalItems, RehearsalItem> = {
  name: "Rehearsal items",
  query: rehearsalItems,
  pageSize: 500,
  rows: (view) => view.rows,
  columns: ({ currency }) => rehearsalItemColumns(currency),
  about: (view) => [
    ["Items", view.title],
    ["If released now", rehearsalScopes[view.scope].label],
    ["Period", day(view.upTo)],
    sageLine(view.readAt),
  ],
};

/** Pending items by holder and age. */
export const agesTable: TableSource<DashboardView, AgeRow> = {
  name: "Ageing",
  query: dashboardView,
  pageSize: 1,
  rows: (view) => view.ages.flatMap(ageRows),
  columns: ({ currency }) => ageColumns(currency),
  about: () => [["Age", "Days in the state that an item has; not sent counts from its approval in Procore on."]],
};

/** What was done on each of the last days. */
export const daysTable: TableSource<DashboardView, DayLine> = {
  name: "Throughput",
  query: dashboardView,
  pageSize: 1,
  rows: (view) => view.days,
  columns: () => dayColumns,
  about: (view) => [["Days", `The last ${view.days.length}, by the company's clock`]],
};

/** What holds items up, by cause. */
export const causesTable: TableSource<DashboardView, CauseBar> = {
  name: "Failures",
  query: dashboardView,
  pageSize: 1,
  rows: (view) => view.causes,
  columns: ({ currency }) => causeColumns(currency),
  about: (view) => [["Causes", `Those with the most items; ${view.moreCauses} more on Sync health`]],
};

/** The items of one holder and age. */
export const agedTable: TableSource<AgedItems, AgedRow> = {
  name: "Items by age",
  query: dashboardItems,
  pageSize: 500,
  rows: (view) => view.rows,
  columns: agedColumns,
  about: (view) => [["Items", view.title]],
};
