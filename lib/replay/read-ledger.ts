import { createHash } from "node:crypto";
import { type ExportDocument, isLookOnly } from "#lib/core/export-document.ts";
import { type DocumentParts, type ItemJobs, inProvedOrder, partsOf } from "#lib/core/replay.ts";
import { chainStart, checkSlice, sliceSize } from "#lib/db/chain.ts";
import { type Database, withCompany } from "#lib/db/database.ts";
import { countGone, type ProvedExport, readProvedExports } from "#lib/db/replay-ledger.ts";
import { checkPackage } from "#lib/sync-client/document-package.ts";

/** Why a replay is not begun: the sentence is all that is shown. */
export class ReplayRefused extends Error {}

/** How a document gets into the test Sage: by its file, by somebody's hand, or not at all because it was there before. */
export type ReplayWay = "file" | "by-hand" | "there-before";
/** One document of the plan, without its text: that is read again, and hashed again, when it goes. */
export type Planned = Omit<ProvedExport, "document" | "isRecorded"> & {
  readonly name: string;
  readonly way: ReplayWay;
  readonly parts: DocumentParts;
  /** The first of what is the document's own in Sage, to see whether it is there; null for one that only moves totals. */
  readonly own: { readonly table: string; readonly key: Readonly<Record<string, string>> } | null;
};
export type Ledger = { readonly plan: readonly Planned[]; readonly gone: number };
const pageSize = 200;

/** Recomputes the whole chain; throws ReplayRefused at the first event that does not fit. Answers how many events there are. */
export async function demandChain(db: Database, companyId: string): Promise<number> {
  for (let place = chainStart; ; ) {
    const slice = await withCompany(db, companyId, (tx) => checkSlice(tx, companyId, place, sliceSize));
    if (slice.firstBreak !== null)
      throw new ReplayRefused(
        `The chain of the record breaks at event ${slice.firstBreak}: nothing of it is replayed.`,
      );
    place = slice.place;
    if (slice.isEnd) return place.done;
  }
}

/**
 * Every document that was proved up to the instant and stands, in the order in which it goes, each held against its hash and
 * against the record's own event. Throws ReplayRefused naming the first export whose bytes are not those that were proved.
 */
export async function readLedger(
  db: Database,
  companyId: string,
  { upTo, onlyJob }: { readonly upTo: string; readonly onlyJob: string | null },
): Promise<Ledger> {
  const found: { stored: Omit<ProvedExport, "document" | "isRecorded">; document: ExportDocument }[] = [];
  for (let after: { familyKey: string; position: number } | null = null; ; ) {
    const page: readonly ProvedExport[] = await withCompany(db, companyId, (tx) =>
      readProvedExports(tx, companyId, { upTo, after, limit: pageSize }),
    );
    for (const { document: text, isRecorded, ...stored } of page) {
      const document = soundDocument(companyId, { ...stored, document: text, isRecorded });
      if (onlyJob === null || stored.job === onlyJob) found.push({ stored, document });
    }
    const last = page.at(-1);
    if (!last || page.length < pageSize) break;
    after = { familyKey: last.familyKey, position: last.position };
  }
  const jobs: ItemJobs = new Map();
  const texts = new Map(found.map(({ stored, document }) => [stored.id, document]));
  const plan = inProvedOrder(found.map(({ stored }) => stored)).map((stored) =>
    planned(stored, texts.get(stored.id) as ExportDocument, jobs),
  );
  return { plan, gone: await withCompany(db, companyId, (tx) => countGone(tx, companyId, upTo, onlyJob)) };
}

const nameOf = ({ recordType, number, erpId }: Pick<ProvedExport, "recordType" | "number" | "erpId">): string =>
  `${recordType.replaceAll("_", " ").replaceAll("-", " ")} ${number} (Sage ${erpId})`;

/** The document of the stored bytes; throws ReplayRefused where they are not what was proved. */
export function soundDocument(companyId: string, stored: ProvedExport): ExportDocument {
  const { document: text, sha256 } = stored;
  const refused = (why: string) => new ReplayRefused(`The document of ${nameOf(stored)} ${why}: nothing is replayed.`);
  if (text === null) throw refused("is not stored any more");
  const hash = createHash("sha256").update(text).digest("hex");
  if (hash !== sha256)
    throw refused(`is not what its hash says (stored ${sha256.slice(0, 12)}, found ${hash.slice(0, 12)})`);
  if (!stored.isRecorded)
    throw refused(`has the hash ${sha256.slice(0, 12)}, which the record does not say was proved`);
  const checked = checkPackage({ companyId, sha256, document: text }, companyId);
  if (checked.kind === "invalid") throw refused(`cannot be replayed (${checked.reason})`);
  return checked.document;
}

function planned(
  stored: Omit<ProvedExport, "document" | "isRecorded">,
  document: ExportDocument,
  jobs: ItemJobs,
): Planned {
  const way = isLookOnly(document) ? "there-before" : document.door === undefined ? "file" : "by-hand";
  // Codes and totals of a job are everybody's; whatever else a document names first is its own.
  const own = document.expectations.find(({ table }) => table !== "JCM_MASTER__CATEGORY") ?? null;
  return {
    ...stored,
    name: nameOf(stored),
    way,
    parts: partsOf(document, jobs),
    own: own && { table: own.table, key: own.key },
  };
}
