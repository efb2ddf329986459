import { sql } from "drizzle-orm";
import type { Actor } from "#lib/core/actors.ts";
import { list, rows, type Tx } from "#lib/db/database.ts";

type Earlier = { id: string; item_id: string; verdict: string; person_id: string; seen_sha256: string | null };
type Wanted = { readonly itemId: string; readonly decisionId: string; readonly seenSha256?: string };

/** What a decision id that was used before was used for: the same decision, as a first signature, or something else. */
export type EarlierUse = "replay" | "signed" | "reused";

/** Decision ids that were used before: whether for the same decision of the same person. Ids that are new are missing. */
export async function readEarlier(
  { tx, companyId, actor }: { readonly tx: Tx; readonly companyId: string; readonly actor: Actor },
  asked: readonly Wanted[],
  verdict: "accept" | "reject",
): Promise<ReadonlyMap<string, EarlierUse>> {
  const found = await rows<Earlier>(
    tx,
    sql`select id, item_id, verdict, person_id, seen_sha256 from decision
    where company_id = ${companyId} and id = any(${list(asked.map((entry) => entry.decisionId))})`,
  );
  const wanted = new Map(asked.map((entry) => [entry.decisionId, entry]));
  const isSame = (earlier: Earlier) => {
    const entry = wanted.get(earlier.id);
    const isHash = entry?.seenSha256 === undefined || entry.seenSha256 === earlier.seen_sha256;
    const isPerson = actor.kind === "person" && actor.personId === earlier.person_id;
    return entry?.itemId === earlier.item_id && isHash && isPerson;
  };
  const kindOf = (earlier: Earlier): EarlierUse => {
    if (!isSame(earlier)) return "reused";
    if (earlier.verdict === verdict) return "replay";
    return verdict === "accept" && earlier.verdict === "sign" ? "signed" : "reused";
  };
  return new Map(found.map((earlier) => [earlier.id, kindOf(earlier)]));
}

/** The first row of each item: what is asked twice in one order is answered once. */
export function oncePerItem<Row extends { readonly itemId: string }>(asked: readonly Row[]): readonly Row[] {
  return [...new Map([...asked].reverse().map((entry) => [entry.itemId, entry])).values()].reverse();
}
