import { dateRules } from "#lib/core/document-rules.ts";
import { findingMakers } from "#lib/core/finding-makers.ts";
import { type Outcome, ok } from "#lib/core/outcome.ts";
import type { Ledger } from "#lib/core/periods.ts";
import type { Tx } from "#lib/db/database.ts";
import { type OtherBlocks, readOtherBlocks } from "#lib/db/date-blocks.ts";
import { readCompany } from "#lib/db/facts.ts";
import { readPeriods } from "#lib/db/periods.ts";
import { bookedDay, closedDay, dateFindingField } from "#lib/preflight/accounting-dates.ts";
import { recordType } from "#lib/records/registry.ts";
import type { InboxRow } from "#lib/views/inbox.ts";

/** An item of the view that one may decide on, and the day on which it is booked as things stand. */
export type Booked = {
  readonly id: string;
  readonly recordType: string;
  readonly day: string;
  readonly ledger: Ledger;
};
export type DatedView = {
  /** As they would be with the date: without what their own date says, and without first signatures of other bytes. */
  readonly rows: readonly InboxRow[];
  /** Why the date itself keeps an item out, by item. */
  readonly closed: ReadonlyMap<string, string>;
  /** Items that nothing but their own accounting date keeps out. */
  readonly freed: ReadonlySet<string>;
};

const makers = findingMakers("run");

/** Those of these items whose type is booked on a day. */
export function bookedOf(
  items: readonly {
    readonly id: string;
    readonly recordType: string;
    readonly fields: Readonly<Record<string, string>>;
  }[],
): readonly Booked[] {
  return items.flatMap((item) => {
    const [day, field] = [bookedDay(item), recordType(item.recordType).booksOn];
    return day === null || !field
      ? []
      : [{ id: item.id, recordType: item.recordType, day, ledger: field.booked.ledger }];
  });
}

/**
 * What a view would be if everything in it that is booked on a day were booked on this one; null leaves the days as they are and
 * says only which items their date alone keeps out. Refuses a day in a period that is closed to one of them. The worker renders
 * and checks each document anew before it accepts it; this is what the last assessment lets expect.
 */
export async function withDate(
  tx: Tx,
  companyId: string,
  view: readonly InboxRow[],
  booked: readonly Booked[],
  date: string | null,
): Promise<Outcome<DatedView>> {
  const days = new Map(booked.map((one) => [one.id, one]));
  const isOther = (row: InboxRow) => days.has(row.id) && days.get(row.id)?.day !== date;
  const stuck = view.filter((row) => row.blocks > 0 && isOther(row));
  const asked = stuck.flatMap(({ id, recordType: type }) => {
    const field = dateFindingField(type);
    return field === null ? [] : [{ itemId: id, field }];
  });
  const blocks = new Map((await readOtherBlocks(tx, companyId, asked)).map((one) => [one.itemId, one]));
  const freed = new Set(stuck.filter((row) => isFree(row, blocks.get(row.id))).map(({ id }) => id));
  if (date === null) return ok({ rows: view, closed: new Map(), freed });
  const periods = await readPeriods(tx, companyId);
  const refused = closedDay(
    date,
    periods,
    booked.map(({ recordType: type }) => type),
  );
  if (refused) return refused;
  const { today } = await readCompany(tx, companyId);
  const whys = new Map(booked.map(({ recordType: type }) => [type, whyNot(type, date, { today, periods })]));
  const others = view.filter(isOther);
  const closed = new Map(others.flatMap(({ id, recordType: type }) => pair(id, whys.get(type) ?? null)));
  return ok({ rows: view.map((row) => (isOther(row) ? dated(row, blocks.get(row.id)) : row)), closed, freed });
}

const pair = (id: string, why: string | null): [string, string][] => (why === null ? [] : [[id, why]]);

/** Nothing is left that blocks it, apart from what goes before it; one that can be accepted as it is needs no other date. */
function isFree({ documentSha256, goesAfter }: InboxRow, other: OtherBlocks | undefined): boolean {
  return documentSha256 !== null && other !== undefined && other.why === null && goesAfter.length === 0;
}

/** What the date itself says against documents of the type. */
function whyNot(type: string, date: string, facts: Parameters<typeof dateRules>[2]): string | null {
  const field = recordType(type).booksOn;
  const findings = field ? dateRules(field, date, facts, makers) : [];
  return findings.find(({ severity }) => severity === "blocks")?.sentence ?? null;
}

/** Other bytes have no first signature, and nothing that the old date said. */
function dated(row: InboxRow, other: OtherBlocks | undefined): InboxRow {
  const signature = row.signature && { firstBy: null, isOwn: false };
  if (!other) return { ...row, signature };
  if (other.why !== null) return { ...row, signature, note: other.why };
  return { ...row, signature, blocks: other.after.length, goesAfter: other.after, note: other.first ?? row.note };
}
