import { canonicalJson, type Json } from "#lib/core/canonical-json.ts";
import { blocks, type Finding } from "#lib/core/findings.ts";
import type { News, Staged, StagedState } from "#lib/core/import-type.ts";

/** A staged record as it is stored; left out of it what staging does not look at. */
export type KnownRecord = Staged & {
  readonly state: StagedState;
  readonly findings: readonly Finding[];
  readonly rowBefore: Json | null;
  readonly rowImported: Json | null;
  readonly sourceId: string | null;
  readonly news: News | null;
  readonly isGone: boolean;
  /** The record of Procore that it was by a link, when it was stored last. */
  readonly tied: string | null;
};
/** What the mirror shows now, and what the type says about it. */
export type FoundRecord = Staged & { readonly findings: readonly Finding[]; readonly tied: string | null };
export type RestagedRecord = Omit<KnownRecord, "isGone" | "tied"> & { readonly change: "added" | "changed" | null };

/** `flowsIn`: written without a person; `isFixed`: once only. `isFirst`: the first pass, in which nothing is news. */
export type Staging = { readonly flowsIn: boolean; readonly isFixed?: boolean; readonly isFirst: boolean };

const same = (a: unknown, b: unknown) => canonicalJson(a as Json) === canonicalJson(b as Json);

/**
 * What a record becomes when the mirror shows it like this; null when it stays as it is. What is tied counts as imported,
 * what has blocking findings is refused, and both end when their reason does. What a person archived stays archived, and
 * what is being written is not disturbed.
 */
export function restage(known: KnownRecord | null, found: FoundRecord, asked: Staging): RestagedRecord | null {
  // What is written once only is, once imported, like anything else that waits for a person.
  const staging = known?.state === "imported" && asked.isFixed ? { ...asked, flowsIn: false } : asked;
  const { row, here, findings, tied } = found;
  if (known === null) return firstSeen(found, staging);
  const isOther = !same(known.row, row);
  if (!isOther && same(known.here, here) && same(known.findings, findings) && !known.isGone) return null;
  const state = nextState(known, found, staging);
  // A tie that is gone, or was never there: the record can be imported anew.
  const isOpen = !staging.flowsIn && (state === "ready" || state === "refused");
  const rowImported = isOpen ? null : (known.rowImported ?? (tied === null ? null : row));
  return {
    ...{ row, here, findings, state, rowImported },
    rowBefore: isOther ? known.row : known.rowBefore,
    sourceId: tied ?? (isOpen ? null : known.sourceId),
    news: nextNews(known, { isOther, isAsImported: rowImported !== null && same(rowImported, row) }, staging),
    change: isOther || known.isGone ? "changed" : null,
  };
}

function firstSeen({ row, here, findings, tied }: FoundRecord, { flowsIn, isFirst }: Staging): RestagedRecord {
  const state = tied !== null ? "imported" : openState(findings, flowsIn);
  return {
    ...{ row, here, findings, state },
    rowBefore: null,
    rowImported: tied === null ? null : row,
    sourceId: tied,
    news: isFirst || flowsIn || tied !== null ? null : "new",
    change: "added",
  };
}

function openState(findings: readonly Finding[], flowsIn: boolean): StagedState {
  if (blocks(findings).length > 0) return "refused";
  return flowsIn ? "importing" : "ready";
}

function nextState(known: KnownRecord, { findings, tied }: FoundRecord, { flowsIn }: Staging): StagedState {
  if (known.state === "importing" || known.state === "undoing") return known.state;
  if (tied !== null) return "imported";
  if (known.state === "archived") return "archived";
  // Imported without a tie of its own: it stays so; what flows in is written anew.
  if (known.state === "imported" && known.tied === null && !flowsIn) return "imported";
  if (known.state === "failed" && !flowsIn && blocks(findings).length === 0) return "failed";
  return openState(findings, flowsIn);
}

function nextNews(
  known: KnownRecord,
  is: { isOther: boolean; isAsImported: boolean },
  { flowsIn }: Staging,
): News | null {
  if (flowsIn || is.isAsImported) return null;
  if (!is.isOther) return known.news === "gone" ? null : known.news;
  return known.news === "new" ? "new" : "changed";
}
