import { type AcceptRule, ruleFor } from "#lib/core/accept-rules.ts";
import type { Actor } from "#lib/core/actors.ts";
import type { CompanyProfile } from "#lib/core/company-profile.ts";
import type { Lane } from "#lib/core/findings.ts";
import { compare, isNegative, type Money, negate } from "#lib/core/money.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { can } from "#lib/core/permissions.ts";

/** How long a link from a mail works, in hours, if nothing else ends it before. */
export const mailLinkHours = 72;
/** A vendor whose link to Sage is younger than this, in days, is not paid by a link from a mail. */
export const steadyDays = 7;
/** Links in one mail; what is beyond waits in the inbox. */
export const mostMailLinks = 20;

type Policy = Pick<CompanyProfile, "acceptsByMail" | "mailAcceptMost" | "mailAcceptTypes">;
type Size = { readonly recordType: string; readonly amount: Money; readonly lane: Lane };
export type MailSubject = Size & {
  readonly number: string;
  readonly projectId: string | null;
  readonly isOnHold: boolean;
  /** The first finding in words; null without one. */
  readonly note: string | null;
  readonly ownPersonIds: readonly string[];
  /** It has no vendor, or one whose link is older than `steadyDays` and whose names are those of then. */
  readonly isVendorSteady: boolean;
};

/** Whether the company lets items like this be accepted from a mail, whoever is asked; what the settings' impact compares. */
export function isMailSized(policy: Policy, item: Size): boolean {
  return sizeProblem(policy, { ...item, number: "" }).ok;
}

/**
 * Whether this person may accept this item with a link from a mail: low risk alone (no finding, within the company's amount and
 * types, one signature, a vendor that is not new), and by a right of their own. A refusal names what stands against it.
 */
export function mayAcceptByMail(
  policy: Policy,
  rules: readonly AcceptRule[],
  actor: Actor,
  item: MailSubject,
): Outcome<true> {
  const { number, recordType, ownPersonIds } = item;
  const right = can(inOwnRight(actor), "export.decide", { recordType, ownPersonIds });
  if (!right.ok) return right;
  const sized = sizeProblem(policy, item);
  if (!sized.ok) return sized;
  if (item.isOnHold) return refuse("item.on_hold", { number });
  if (ruleFor(rules, item) !== null) return refuse("mail_link.second", { number });
  return item.isVendorSteady ? ok(true) : refuse("mail_link.vendor", { number, days: String(steadyDays) });
}

/** What others lent is used on the screen, where it is said in whose stead; never by a link. */
function inOwnRight(actor: Actor): Actor {
  return actor.kind === "person" ? { ...actor, standsInFor: [] } : actor;
}

function sizeProblem(policy: Policy, item: Size & { readonly number: string; readonly note?: string | null }) {
  const { number, recordType, amount, lane } = item;
  const size = isNegative(amount) ? negate(amount) : amount;
  if (!policy.acceptsByMail) return refuse<true>("mail_link.off");
  if (!policy.mailAcceptTypes.includes(recordType))
    return refuse<true>("mail_link.type", { number, type: recordType.replaceAll("-", " ") });
  if (compare(size, policy.mailAcceptMost) > 0)
    return refuse<true>("mail_link.amount", { number, most: policy.mailAcceptMost });
  return lane === "clean" ? ok<true>(true) : refuse<true>("mail_link.finding", { number, first: item.note ?? "" });
}

/** Stands in for the link in what is kept of a mail; only what is sent has the link itself. */
const mark = (id: string) => `#link:${id}`;
const marks = /#link:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/g;

/** The address of a link as it stands in the mail that is kept. */
export function keptAddress(address: string, linkId: string): string {
  return `${address.replace(/^(\w+:\/\/[^/]+).*$/, "$1")}/accept${mark(linkId)}`;
}

/** What somebody said of a text, as a mail server may quote a link that it does not like, without the tokens of it. */
export function withoutTokens(words: string, tokens: ReadonlyMap<string, string>): string {
  return [...tokens.values()].reduce((text, token) => text.replaceAll(token, "[link]"), words);
}

/** A text with the tokens of these links in place of their marks; a mark of any other link stays one. */
export function withTokens(text: string, tokens: ReadonlyMap<string, string>): string {
  return text.replace(marks, (whole, id: string) => {
    const token = tokens.get(id);
    return token === undefined ? whole : `#${token}`;
  });
}
