import type { Finding } from "#lib/core/findings.ts";
import type { Prerequisite } from "#lib/core/makers.ts";
import type { ExportFields } from "#lib/core/record-type.ts";
import type { Tx } from "#lib/db/database.ts";
import { type FactsBase, readFacts } from "#lib/db/facts.ts";
import { sha256 } from "#lib/db/hash.ts";
import { type StoredAssessment, type StoredItem, storeAssessments } from "#lib/db/items.ts";
import { type Assessment, assess } from "#lib/records/assess.ts";
import { recordType } from "#lib/records/registry.ts";

export type Assessed = {
  readonly item: StoredItem;
  readonly fields: ExportFields;
  readonly assessment: Assessment;
  /** What it stands on and has to wait for before it may be released. */
  readonly prerequisites: readonly Prerequisite[];
};

/**
 * Preflight and rendering of one stored item against the mirror as it is now; stores nothing. Fields default to the item's
 * own, and to the type's proposals when it has none yet.
 */
export async function assessItem(tx: Tx, base: FactsBase, item: StoredItem, fields?: ExportFields): Promise<Assessed> {
  const type = recordType(item.recordType);
  const own = fields ?? item.fields;
  let facts = await readFacts(tx, base, type.id, type.factsQuery(item.body, own), item.id);
  let chosen = own;
  if (Object.keys(own).length === 0) {
    chosen = type.prefill(item.body, facts);
    facts = await readFacts(tx, base, type.id, type.factsQuery(item.body, chosen), item.id);
  }
  const assessment = assess(type, item.body, chosen, facts, item.revisionSha256, sha256);
  const { prerequisites = [] } = facts;
  return { item, fields: chosen, assessment: item.isGone ? withFinding(assessment, gone) : assessment, prerequisites };
}

/** Assesses and stores, many at once. */
export async function assessAndStore(tx: Tx, base: FactsBase, items: readonly StoredItem[]): Promise<Assessed[]> {
  const assessed: Assessed[] = [];
  for (const item of items) assessed.push(await assessItem(tx, base, item));
  await storeAssessments(tx, base.company.id, assessed.map(toStored));
  return assessed;
}

export function toStored({ item, fields, assessment }: Assessed): StoredAssessment {
  const { findings, lane, blocks, warns, note, document, documentProblem } = assessment;
  const keepsNote = !["not_sent", "ready", "retrieved"].includes(item.state);
  return {
    itemId: item.id,
    revisionId: item.revisionId,
    fields,
    findings,
    lane,
    blocks,
    warns,
    note,
    document,
    documentProblem,
    keepsNote,
  };
}

const gone: Finding = {
  code: "item.source.deleted",
  severity: "blocks",
  sentence: "The document was deleted in Procore.",
  field: "",
  asOf: null,
  fixer: "project",
  fix: { words: "Reject the item, or restore the document in Procore." },
};

function withFinding(assessment: Assessment, finding: Finding): Assessment {
  return {
    ...assessment,
    findings: [finding, ...assessment.findings],
    lane: "blocked",
    blocks: assessment.blocks + 1,
    note: finding.sentence,
  };
}
