import type { AcceptRule } from "#lib/core/accept-rules.ts";
import { formatAmount } from "#lib/views/format.ts";

/** Names for the ids in rules. */
export type RuleLabels = {
  readonly types: ReadonlyMap<string, string>;
  readonly projects: ReadonlyMap<string, string>;
};

/** A rule as a sentence without its verb: "Commitments of 50,000.00 or more in 24-01 North Clinic". */
export function ruleWords({ recordType, projectId, atLeast }: AcceptRule, { types, projects }: RuleLabels): string {
  const what = recordType === null ? "All items" : (types.get(recordType) ?? recordType);
  const size = atLeast === null ? "" : ` of ${formatAmount(atLeast)} or more`;
  const where = projectId === null ? "" : ` in ${projects.get(projectId) ?? "a project that is gone"}`;
  return `${what}${size}${where}`;
}

/** A version of the accept rules as a list shows it. */
export type RulesVersionView = {
  readonly version: number;
  readonly rules: readonly AcceptRule[];
  readonly words: readonly string[];
  readonly status: "proposed" | "in_force" | "replaced" | "refused" | "withdrawn";
  readonly note: string;
  readonly madeBy: string;
  readonly madeAt: string;
  readonly settledBy: string | null;
  readonly settledAt: string | null;
};

export type RulesView = {
  /** 0 as long as nobody made any. */
  readonly version: number;
  readonly rules: readonly AcceptRule[];
  readonly proposal: RulesVersionView | null;
  /** Newest first; one page. */
  readonly versions: readonly RulesVersionView[];
  readonly next: string | null;
  /** Who else could confirm a change of the person who asks; empty: it is in force at once. */
  readonly otherAdmins: readonly string[];
  readonly confirm: { readonly isAllowed: boolean; readonly reason: string | null };
  readonly types: readonly { readonly id: string; readonly label: string }[];
  readonly projects: readonly { readonly id: string; readonly label: string }[];
  /** Record types that fewer than two people may accept, in words: a rule would stop them. */
  readonly lonely: readonly string[];
};

/** The signatures that an item needs and has; null where one acceptance is enough. */
export type SignatureView = {
  /** The rule in words. */
  readonly rule: string;
  readonly first: { readonly by: string; readonly at: string; readonly isOwn: boolean } | null;
  /** Who could give the next one. */
  readonly missing: readonly string[];
};

export type DelegationRow = {
  readonly id: string;
  readonly fromName: string;
  readonly toName: string;
  readonly firstDay: string;
  readonly lastDay: string;
  readonly note: string;
  readonly madeByName: string;
  readonly endedAt: string | null;
  readonly status: "now" | "coming" | "over" | "ended";
  /** Why the person cannot end it; null when they can. */
  readonly noEnd: string | null;
};
export type DelegationList = {
  readonly rows: readonly DelegationRow[];
  readonly next: string | null;
  readonly today: string;
  /** For whom the person may choose somebody, and whom. */
  readonly from: readonly { readonly id: string; readonly name: string }[];
  readonly to: readonly { readonly id: string; readonly name: string }[];
  readonly self: string | null;
  readonly noMake: string | null;
};
