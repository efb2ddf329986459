import type { Facts } from "#lib/core/facts.ts";
import type { FindingMakers } from "#lib/core/finding-makers.ts";
import type { Finding } from "#lib/core/findings.ts";
import { type ItemState, itemStates } from "#lib/core/workflow.ts";

/** How sentences speak of documents that belong to a commitment: "The commitment that it <does>", "before its <children>". */
export type ParentWords = { readonly does: string; readonly children: string; readonly vendor: string };
type Child = {
  readonly contractSourceId: string;
  readonly vendor: { readonly sourceId: string; readonly name: string } | null;
};

/**
 * The commitment has to be accepted, known with its items, open, and of the document's own vendor; whether it is in Sage
 * already is asked again before release (domain/procore-erp-tool.md 6).
 */
export function parentRules(words: ParentWords, child: Child, facts: Facts, makers: FindingMakers): readonly Finding[] {
  const { parent } = facts;
  const { inProcore, inSage } = makers;
  if (!parent) {
    const sentence = `The commitment that it ${words.does}, contract ${child.contractSourceId} in Procore, is not known here.`;
    const fix = "Wait for the next reading of Procore; the commitment has to be sent and accepted first.";
    return [inSage("parent.unknown", "parent", sentence, fix, { fixer: "project" })];
  }
  const name = parent.number;
  const findings: Finding[] = [...wayRules(words, facts, makers)];
  if (parent.isProved && parent.items.length === 0) {
    const sentence = `The items of ${name} have not been read from Sage yet.`;
    findings.push(inSage("parent.items_unread", "parent", sentence, "Wait for the next reading of Sage."));
  }
  const asOf = facts.asOf.commitments;
  if (parent.inSage?.isClosed) {
    const sentence = `Commitment ${parent.erpId} is closed in Sage.`;
    findings.push(inSage("parent.closed", "parent", sentence, "Open it in Sage, or reject the item.", { asOf }));
  }
  const { vendor } = child;
  if (vendor && parent.vendorSourceId !== null && vendor.sourceId !== parent.vendorSourceId) {
    const sentence = `${vendor.name} is not the contract company of ${name}; ${words.vendor}.`;
    findings.push(inProcore("vendor.differs", "vendor", sentence));
  }
  return findings;
}

/** The way out where something else has to be accepted first: together with it, as long as it waits for a decision. */
export function acceptFirst({ state, itemId }: { state: ItemState; itemId: string }, words: string): Finding["fix"] {
  return state === "ready" ? { words, action: "accept-parent", target: itemId } : { words };
}

/** Accepted and not there yet: nothing to do, and what it waits for is named for whoever follows the chain (lib/db/rehearsal.ts). */
export function waitFor({ itemId }: { itemId: string }): Finding["fix"] {
  return { words: "Nothing to do.", target: itemId };
}

/** How far the commitment has come on its way to Sage. */
function wayRules({ children }: ParentWords, { parent }: Facts, { inSage }: FindingMakers): readonly Finding[] {
  if (!parent || parent.isProved) return [];
  const name = parent.number;
  if (!parent.isAccepted) {
    const sentence = `Commitment ${name} is “${itemStates[parent.state].label}”; it has to be accepted before its ${children}.`;
    const words = `Accept ${name}, alone or together with this.`;
    const fix = acceptFirst(parent, words);
    return [inSage("parent.not_accepted", "parent", sentence, words, { fixer: "accounting", fix })];
  }
  const sentence = `Commitment ${name} is not Synced yet; this waits for it.`;
  const severity = parent.state === "failed" || parent.state === "held" ? "warns" : "informs";
  const fix = waitFor(parent);
  return [inSage("parent.not_proved", "parent", sentence, fix.words, { severity, fixer: "accounting", fix })];
}
