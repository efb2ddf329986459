import { z } from "zod";
import type { Actor } from "#lib/core/actors.ts";
import { ok, refuse } from "#lib/core/outcome.ts";
import { type AdoptablePlace, type AdoptableRow, countAdoptable, readAdoptable } from "#lib/db/adoption.ts";
import { readFactsBase } from "#lib/db/facts.ts";
import { readFreshness } from "#lib/db/import-screens.ts";
import { readNow } from "#lib/db/inbox.ts";
import { readItems, type StoredItem } from "#lib/db/items.ts";
import { readLinkable } from "#lib/db/job-choices.ts";
import { adoptableTypes, type Match, matchDocuments } from "#lib/preflight/adopt-documents.ts";
import { toChoice, whyNot } from "#lib/preflight/document-choices.ts";
import { defineQuery } from "#lib/queries/define-query.ts";
import { recordType } from "#lib/records/registry.ts";
import type { DocumentPage, DocumentRow, DocumentState } from "#lib/views/adoption.ts";

const types = adoptableTypes.map(({ id }) => id);
/** The last row of the page before: rank of its type, number, id. */
const Cursor = z.tuple([z.number().int(), z.string(), z.uuid()]);
const states: Readonly<Record<string, DocumentState>> = { unknown: "looking", held: "held", proved: "linked" };

/** Documents of a project beside the records that Sage has of them already, parents before what belongs to them. */
export const documentPage = defineQuery({
  name: "document.page",
  needs: "inbox.read",
  open: {
    about: "Documents of a project that Sage may have already.",
    refusals: ["item.unknown"],
  },
  input: z.object({
    projectId: z.uuid(),
    after: z.string().max(200).optional(),
    limit: z.coerce.number().int().min(1).max(100).default(50),
  }),
  async run({ tx, companyId, actor }, { projectId, after, limit }) {
    const project = await readLinkable(tx, companyId, projectId);
    if (!project) return refuse("item.unknown");
    const { id, number, name, job } = project;
    const found = await readAdoptable(tx, companyId, { projectId, types, after: placeOf(after), limit: limit + 1 });
    const shown = found.slice(0, limit);
    const items = await readItems(
      tx,
      companyId,
      shown.map((row) => row.id),
    );
    const open = shown.flatMap((row) => (row.status === null ? (items.get(row.id) ?? []) : []));
    const matched = job === null ? [] : await matchDocuments(tx, await readFactsBase(tx, companyId), job, open);
    const matches = new Map(matched.map((match) => [match.item.id, match]));
    const last = found.length > limit ? shown.at(-1) : undefined;
    const { readAt } = await readFreshness(tx, companyId, ["JCM_MASTER__COMMITMENT", "APM_MASTER__INVOICE"]);
    const view: DocumentPage = {
      project: { id, number, name, job },
      rows: shown.flatMap((row) => {
        const item = items.get(row.id);
        return item ? [toRow(row, item, matches.get(row.id), job, actor)] : [];
      }),
      counts: await countAdoptable(tx, companyId, projectId, types),
      next: last ? JSON.stringify([last.rank, last.number, last.id]) : null,
      readAt,
      now: await readNow(tx),
    };
    return ok(view);
  },
});

/** A cursor that cannot be read starts the list again. */
function placeOf(after: string | undefined): AdoptablePlace | null {
  try {
    const read = Cursor.safeParse(JSON.parse(after ?? "null"));
    if (!read.success) return null;
    const [rank, number, id] = read.data;
    return { rank, number, id };
  } catch {
    return null;
  }
}

function toRow(
  row: AdoptableRow,
  item: StoredItem,
  match: Match | undefined,
  job: string | null,
  actor: Actor,
): DocumentRow {
  const state = states[row.status ?? ""] ?? "open";
  const record = match?.chosen?.record ?? null;
  return {
    ...{ id: item.id, version: item.version, number: item.number, amount: item.amount, state, note: row.note },
    typeLabel: recordType(item.recordType).label.one,
    title: item.head.title,
    vendorName: item.head.vendorName,
    erpId: state === "open" ? "" : item.erpId,
    degree: match?.degree ?? "none",
    record: record && toChoice(record),
    differences: match?.comparison?.differences.length ?? 0,
    hasRefused: (match?.refused.size ?? 0) > 0,
    seen: match?.comparison?.seen ?? null,
    reason: state === "open" ? whyNot(item, match, job, actor, row.hasOpenIntent) : null,
  };
}
