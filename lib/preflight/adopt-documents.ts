import {
  assign,
  type Candidate,
  candidatesOf,
  type Degree,
  degreeOf,
  lookOnlyDocument,
  mirrorDifferences,
  type SageRecord,
  type Wanted,
} from "#lib/core/adoption.ts";
import { canonicalJson, type Json } from "#lib/core/canonical-json.ts";
import { hashInput } from "#lib/core/export-document.ts";
import type { Difference } from "#lib/core/machines/look.ts";
import type { Adopts, ExportFields, RecordType } from "#lib/core/record-type.ts";
import { wordsOf } from "#lib/core/refusals.ts";
import { readFreeRecords, readRefused, readVendorTies } from "#lib/db/adoption.ts";
import type { Tx } from "#lib/db/database.ts";
import { readFound } from "#lib/db/drift.ts";
import { type FactsBase, readFacts } from "#lib/db/facts.ts";
import { readParent } from "#lib/db/family.ts";
import { sha256 } from "#lib/db/hash.ts";
import { readItem, type StoredItem } from "#lib/db/items.ts";
import { recordType, recordTypes } from "#lib/records/registry.ts";

/** A record type whose documents may be linked without being sent. */
type Adoptable = RecordType & { readonly adopts: Adopts };
const isAdoptable = (type: RecordType): type is Adoptable => type.adopts !== undefined;

/** Those types, parents before what belongs to them, as they are linked. */
export const adoptableTypes: readonly Adoptable[] = recordTypes.filter(isAdoptable);

function adoptable(id: string): Adoptable {
  const type = recordType(id);
  if (!isAdoptable(type)) throw new Error(`documents of ${id} are not linked without being sent`);
  return type;
}

/** A document beside one record of Sage. `problem`: why they cannot be linked. `seen` marks what a person saw of both. */
export type Comparison = {
  readonly fields: ExportFields;
  readonly differences: readonly Difference[];
  readonly document: { readonly text: string; readonly sha256: string; readonly erpId: string } | null;
  readonly problem: string | null;
  readonly seen: string;
};
export type Match = {
  readonly item: StoredItem;
  /** The document that has to be Synced before; null where there is none. */
  readonly waitsFor: string | null;
  readonly degree: Degree;
  /** What is proposed or was asked for; null where nothing is. */
  readonly chosen: Candidate | null;
  readonly candidates: readonly Candidate[];
  /** Other records of its kind, refused ones among them, by their ids. */
  readonly refused: ReadonlySet<string>;
  readonly comparison: Comparison | null;
};

/**
 * Documents beside the records of the job that fit them best. They are matched among each other, so that a record is
 * proposed once; what each would be as that record is rendered and compared with the mirror.
 */
export async function matchDocuments(
  tx: Tx,
  base: FactsBase,
  job: string,
  items: readonly StoredItem[],
): Promise<readonly Match[]> {
  const company = base.company.id;
  const ids = items.map(({ id }) => id);
  const kinds = adoptableTypes
    .filter(({ id }) => items.some((item) => item.recordType === id))
    .map(({ id, adopts }) => ({ among: adopts.among, recordType: id }));
  const records = await readFreeRecords(tx, company, job, kinds);
  const refused = await readRefused(tx, company, ids);
  const ties = await readVendorTies(
    tx,
    company,
    items.flatMap(({ vendorId }) => vendorId ?? []),
  );
  const parents = new Map<string, Parent>();
  const found = new Map<string, readonly Candidate[]>();
  for (const item of items) {
    const parent = await parentOf(tx, company, item);
    parents.set(item.id, parent);
    const own = records.filter(({ kind }) => kind === adoptable(item.recordType).adopts.among);
    const wanted = wantedOf(item, job, parent.erpId, (item.vendorId && ties.get(item.vendorId)) || null);
    found.set(item.id, parent.waitsFor === null ? candidatesOf(wanted, own, refused.get(item.id)) : []);
  }
  const assigned = assign(found);
  const matches: Match[] = [];
  for (const item of items) {
    const mine = assigned.get(item.id);
    const comparison = mine ? await compare(tx, base, item, mine.best.record) : null;
    matches.push({
      item,
      waitsFor: parents.get(item.id)?.waitsFor ?? null,
      degree: mine && comparison ? degreeFor(mine, comparison) : "none",
      chosen: mine?.best ?? null,
      candidates: found.get(item.id) ?? [],
      refused: refused.get(item.id) ?? new Set(),
      comparison,
    });
  }
  return matches;
}

function degreeFor({ best, isAlone }: { best: Candidate; isAlone: boolean }, comparison: Comparison): Degree {
  return comparison.problem === null ? degreeOf(best.points, comparison.differences, isAlone) : "likely";
}

type Parent = { readonly waitsFor: string | null; readonly erpId: string | null };

/** Parents before children: what belongs to a document is looked for once that one is Synced. */
async function parentOf(tx: Tx, companyId: string, item: StoredItem): Promise<Parent> {
  const key = recordType(item.recordType).parent?.(item.body) ?? null;
  const parent = key && (await readParent(tx, companyId, item.id, key));
  if (!parent) return { waitsFor: null, erpId: null };
  if (parent.state !== "synced" || parent.isUnlinking) return { waitsFor: parent.number, erpId: null };
  return { waitsFor: null, erpId: (await readItem(tx, companyId, parent.id))?.erpId ?? null };
}

function wantedOf(item: StoredItem, job: string, parent: string | null, vendor: string | null): Wanted {
  const { head, number, fields, amount } = item;
  const isOfJob = adoptable(item.recordType).adopts.among === "estimates";
  return {
    ids: [...(isOfJob ? [job] : [number]), ...(fields.sageId ? [fields.sageId] : [])],
    ...{ vendor, parent, amount, title: head.title, date: head.date ?? null },
  };
}

/** The document as it would be as this record, rendered by its own type, beside what the mirror shows. */
export async function compare(tx: Tx, base: FactsBase, item: StoredItem, record: SageRecord): Promise<Comparison> {
  const type = adoptable(item.recordType);
  const facts = async (fields: ExportFields) => {
    const read = await readFacts(tx, base, type.id, type.factsQuery(item.body, fields), item.id);
    return type.adopts.before?.(read) ?? read;
  };
  const proposed = Object.keys(item.fields).length > 0 ? item.fields : type.prefill(item.body, await facts({}));
  const fields = type.adopts.fields(proposed, record);
  const encoded = type.encode(item.body, fields, await facts(fields), item.revisionSha256);
  if (!encoded.ok) return without(fields, wordsOf(encoded.refusal).sentence);
  if (encoded.value.erpId !== record.erpId)
    return without(fields, `It would be ${encoded.value.erpId} in Sage, the record is ${record.erpId}.`);
  const found = await readFound(tx, base.company.id, [encoded.value]);
  const document = lookOnlyDocument(encoded.value, type.adopts.tables, found);
  const differences = mirrorDifferences(document, found);
  const text = hashInput(document);
  const hash = sha256(text);
  const seen = sha256(canonicalJson([hash, differences] as unknown as Json));
  return { fields, differences, document: { text, sha256: hash, erpId: document.erpId }, problem: null, seen };
}

const without = (fields: ExportFields, problem: string): Comparison => ({
  ...{ fields, differences: [], document: null, problem },
  seen: sha256(problem),
});
