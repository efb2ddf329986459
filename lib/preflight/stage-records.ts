import { canonicalJson, type Json } from "#lib/core/canonical-json.ts";
import type { ImportType } from "#lib/core/import-type.ts";
import { type FoundRecord, restage } from "#lib/core/staging.ts";
import { type Database, type Tx, withCompany } from "#lib/db/database.ts";
import { readCompany } from "#lib/db/facts.ts";
import { sha256 } from "#lib/db/hash.ts";
import { noteStagingRun } from "#lib/db/import-runs.ts";
import {
  lockStagedKeys,
  markStagedGone,
  readMovedKeys,
  readSourceRows,
  readStagedUntil,
  type StagedContent,
  type StagedRecord,
  storeStaged,
  writeStagedUntil,
} from "#lib/db/staged.ts";

/** Small pieces, so that nobody waits for a lock. */
const pieceSize = 200;
type Counts = { readonly added: number; readonly changed: number; readonly gone: number };

/**
 * Brings the staged records of one type up to the mirror: only what moved since the last pass, everything after a change of
 * settings. Running it twice, or two at once, does no harm. Nothing is staged before Sage's tables were read once.
 */
export async function stageType(db: Database, companyId: string, type: ImportType): Promise<Counts> {
  const asked = await withCompany(db, companyId, async (tx) => {
    const company = await readCompany(tx, companyId);
    const settings = sha256(canonicalJson(company.profile as Json));
    const until = await readStagedUntil(tx, companyId, type.id, settings);
    const isOff = type.isOff?.(company.profile) ?? null;
    const keys = isOff === null ? await readMovedKeys(tx, companyId, type.source, until.since, type.id) : [];
    return { profile: company.profile, settings, until, keys, isOff };
  });
  if (asked.isOff !== null) return { added: 0, changed: 0, gone: 0 };
  let [added, changed] = [0, 0];
  for (let start = 0; start < asked.keys.length; start += pieceSize) {
    const keys = asked.keys.slice(start, start + pieceSize);
    const counts = await withCompany(db, companyId, async (tx) => {
      const facts = { profile: asked.profile };
      return await stagePiece(tx, companyId, type, keys, facts, asked.until.isFirst);
    });
    added += counts.added;
    changed += counts.changed;
  }
  return await withCompany(db, companyId, async (tx) => {
    const gone = await markStagedGone(tx, companyId, type.source, type.id, asked.until.since);
    await writeStagedUntil(tx, companyId, type.id, asked.settings, asked.until.now);
    const counts = { added, changed, gone };
    if (added + changed + gone > 0) await noteStagingRun(tx, companyId, type.id, counts, asked.until.now);
    return counts;
  });
}

async function stagePiece(
  tx: Tx,
  companyId: string,
  type: ImportType,
  keys: readonly string[],
  facts: Parameters<ImportType["rules"]>[1],
  isFirst: boolean,
): Promise<Omit<Counts, "gone">> {
  const known = await lockStagedKeys(tx, companyId, type.id, keys);
  const found = await readSourceRows(tx, companyId, type.source, keys);
  const staging = { flowsIn: type.flowsIn === true, isFixed: type.isFixed === true, isFirst };
  const contents = found.flatMap(({ key, row: content, here }): StagedContent[] => {
    const staged = { row: content, here };
    const now: FoundRecord = { ...staged, findings: type.rules(staged, facts), tied: type.tied(staged) };
    const next = restage(knownOf(type, known.get(key)), now, staging);
    return next ? [{ key, ...type.head(content), ...next }] : [];
  });
  await storeStaged(tx, companyId, type.id, contents);
  const count = (change: "added" | "changed") => contents.filter((entry) => entry.change === change).length;
  return { added: count("added"), changed: count("changed") };
}

function knownOf(type: ImportType, record: StagedRecord | undefined) {
  return record ? { ...record, isGone: record.goneAt !== null, tied: type.tied(record) } : null;
}
