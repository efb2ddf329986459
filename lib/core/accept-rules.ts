import { type Actor, lenderOf } from "#lib/core/actors.ts";
import { compare, isNegative, type Money, negate } from "#lib/core/money.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";

/** Items that need two signatures: all that every given condition fits; what is null fits everything. */
export type AcceptRule = {
  recordType: string | null;
  projectId: string | null;
  /** The amount of the item without its sign, in the company's currency. */
  atLeast: string | null;
};
/** What is typed as the least amount of a rule. */
export const ruleAmountShape = /^\d{1,12}(\.\d{1,2})?$/;
/** Whether the least amount is one; a rule without it fits every amount. */
export function hasAmount({ atLeast }: AcceptRule): boolean {
  return atLeast === null || ruleAmountShape.test(atLeast);
}

/** What the rules look at. */
type Subject = { readonly recordType: string; readonly projectId: string | null; readonly amount: Money };

/** The first rule by which the item needs a second signature; null when one is enough. */
export function ruleFor(rules: readonly AcceptRule[], item: Subject): AcceptRule | null {
  const size = isNegative(item.amount) ? negate(item.amount) : item.amount;
  const fits = (rule: AcceptRule) =>
    (rule.recordType === null || rule.recordType === item.recordType) &&
    (rule.projectId === null || rule.projectId === item.projectId) &&
    (rule.atLeast === null || compare(size, rule.atLeast) >= 0);
  return rules.find(fits) ?? null;
}

/** Why these cannot be the rules of a company; null when they can. */
export function rulesProblem(rules: readonly AcceptRule[]): string | null {
  const keys = rules.map(ruleKey);
  const twice = keys.findIndex((key, n) => keys.indexOf(key) !== n);
  return twice === -1 ? null : `Rule ${twice + 1} is the same as rule ${keys.indexOf(keys[twice] ?? "") + 1}.`;
}

/** Two rules with one key say the same. */
export function ruleKey({ recordType, projectId, atLeast }: AcceptRule): string {
  const amount =
    atLeast === null
      ? ""
      : atLeast
          .replace(/^0+(?=\d)/, "")
          .replace(/\.(\d)$/, ".$10")
          .replace(/\.00$/, "");
  return [recordType ?? "", projectId ?? "", amount].join("|");
}

/** The code of a row that has the first of two signatures now: done, and not in the outbox. */
export const firstSignature = "accept.first_signature";

/** The first of two signatures, as long as it stands. */
export type Signature = {
  readonly decisionId: string;
  readonly personId: string;
  readonly name: string;
  readonly onBehalfOf: { readonly personId: string; readonly name: string } | null;
  readonly at: string;
};

/** What an acceptance by this person is: the only one, the first of two, or the second of two. */
export type SignatureStep = {
  readonly kind: "accept" | "sign";
  /** The signature that it completes. */
  readonly signatureId: string | null;
  /** Who gave that one. */
  readonly firstBy?: string;
  /** In whose stead; null in the person's own right. */
  readonly onBehalfOf: { readonly personId: string; readonly name: string } | null;
};

type Item = Subject & { readonly number: string; readonly ownPersonIds: readonly string[] };

/**
 * Which signature the person's acceptance of the item is. Whoever may not accept it at all was refused before (`can`). One
 * pair of hands never gives both: neither by the same person, nor in that person's stead.
 */
export function signatureStep(
  actor: Actor,
  item: Item,
  rules: readonly AcceptRule[],
  first: Signature | null,
): Outcome<SignatureStep> {
  const own = lenderOf(actor, item.recordType, item.ownPersonIds);
  if (ruleFor(rules, item) === null) return ok({ kind: "accept", signatureId: null, onBehalfOf: own });
  if (first === null) return ok({ kind: "sign", signatureId: null, onBehalfOf: own });
  const hands = [first.personId, ...(first.onBehalfOf ? [first.onBehalfOf.personId] : [])];
  if (actor.kind === "person" && first.personId === actor.personId)
    return refuse("accept.own_signature", { number: item.number });
  if (actor.kind === "person" && hands.includes(actor.personId))
    return refuse("accept.same_hands", { number: item.number, name: first.name });
  const lender = own && lenderOf(actor, item.recordType, [...item.ownPersonIds, ...hands]);
  if (own !== null && lender === null) return refuse("accept.same_hands", { number: item.number, name: own.name });
  return ok({ kind: "accept", signatureId: first.decisionId, firstBy: nameOf(first), onBehalfOf: lender });
}

/** Who gave it, with in whose stead. */
export function nameOf({ name, onBehalfOf }: Signature): string {
  return onBehalfOf === null ? name : `${name} on behalf of ${onBehalfOf.name}`;
}
