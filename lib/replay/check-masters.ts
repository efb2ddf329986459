import { type Master, masterKey, masterKinds } from "#lib/core/replay.ts";
import { type Planned, ReplayRefused } from "#lib/replay/read-ledger.ts";
import type { TestSage } from "#lib/replay/test-sage.ts";

/** A record that Sage must have and has not; `neededBy` is the first document that stands on it. */
export type MissingMaster = { readonly words: string; readonly neededBy: string };

const tables = {
  job: ["JCM_MASTER__JOB", ["Job"]],
  vendor: ["APM_MASTER__VENDOR", ["Vendor"]],
  code: ["JCM_MASTER__CATEGORY", ["Job", "Extra", "Cost_Code", "Category"]],
  commitment: ["JCM_MASTER__COMMITMENT", ["Commitment"]],
} as const;

/**
 * What documents stand on and neither Sage has nor an earlier document makes: masters that Sage owned. A record that was
 * keyed in by hand is one too, and its sheet is named.
 */
export async function missingMasters(sage: TestSage, plan: readonly Planned[]): Promise<readonly MissingMaster[]> {
  const there = new Set<string>();
  for (const [kind, [table, columns]] of Object.entries(tables)) {
    for (const key of await sage.keys(table, columns))
      there.add(masterKey({ kind: kind as Master["kind"], parts: key.split("|") }));
  }
  const [missing, byHand] = [new Map<string, MissingMaster>(), new Map<string, string>()];
  for (const { way, parts, name } of plan) {
    for (const made of parts.makes) {
      if (way === "file") there.add(masterKey(made));
      else byHand.set(masterKey(made), name);
    }
    if (way !== "file") continue;
    for (const need of parts.needs) {
      const key = masterKey(need);
      if (there.has(key) || missing.has(key)) continue;
      const hand = byHand.get(key);
      const words = `${masterKinds[need.kind]} ${need.parts.filter(Boolean).join(" ")}${hand ? `, by hand: ${hand}` : ""}`;
      missing.set(key, { words, neededBy: name });
    }
  }
  return [...missing.values()];
}

/** Throws ReplayRefused where Sage has a document that this replay has not begun to write. */
export async function demandEmpty(sage: TestSage, plan: readonly Planned[]): Promise<void> {
  const begun = sage.begun;
  const found = new Map<string, ReadonlySet<string>>();
  for (const { id, way, own, name } of plan) {
    if (way !== "file" || own === null || begun.has(id)) continue;
    const columns = Object.keys(own.key).toSorted();
    for (const table of [own.table, unpostedTables[own.table]]) {
      if (!table) continue;
      const place = `${table}|${columns.join()}`;
      const keys = found.get(place) ?? (await sage.keys(table, columns));
      found.set(place, keys);
      if (keys.has(columns.map((column) => own.key[column]).join("|")))
        throw new ReplayRefused(
          `This Sage has ${name} already: a replay needs a test company with the masters alone, and none of the documents.`,
        );
    }
  }
}

const unpostedTables: Readonly<Record<string, string>> = {
  JCM_MASTER__COMMITMENT: "JCM_NEW__COMMITMENT",
  JCM_MASTER__COMMITMENT_CO: "JCM_NEW__COMMITMENT_CO",
  APM_MASTER__INVOICE: "APM_NEW__INVOICE",
};
