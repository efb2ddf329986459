import { z } from "zod";
import { AcceptRules } from "#lib/core/accept-rule-input.ts";
import { type AcceptRule, ruleFor } from "#lib/core/accept-rules.ts";
import { changedProfile } from "#lib/core/company-profile.ts";
import type { Lane } from "#lib/core/findings.ts";
import { readInput } from "#lib/core/input.ts";
import { isMailSized } from "#lib/core/mail-accept.ts";
import { type Outcome, ok } from "#lib/core/outcome.ts";
import { type ItemState, itemStates } from "#lib/core/workflow.ts";
import { readAcceptRules } from "#lib/db/accept-rules.ts";
import type { Tx } from "#lib/db/database.ts";
import { type FactsBase, readFactsBase } from "#lib/db/facts.ts";
import { type ListRow, type ListScope, readCounters, readList } from "#lib/db/inbox.ts";
import { readItems, type StoredItem } from "#lib/db/items.ts";
import { assessItem } from "#lib/preflight/assess-items.ts";
import { defineQuery } from "#lib/queries/define-query.ts";
import type { Assessment } from "#lib/records/assess.ts";
import { recordType } from "#lib/records/registry.ts";
import { type ImpactChange, type ImpactPage, type ImpactRow, impactOf } from "#lib/views/impact.ts";
import { Periods } from "#lib/views/inputs.ts";

/** What waits for a decision or for its release, and what came back and will be sent again. */
const queued = ["ready", "outbox", "retrieved", "rejected", "failed"] as const;
const scope: ListScope = {
  states: queued,
  lane: null,
  isReturned: null,
  recordType: null,
  projectId: null,
  vendorId: null,
  assigneeId: null,
  q: null,
  projectIds: null,
};

/**
 * Which queued items would come out differently under changed settings: one slice, newest first, assessed as a save would
 * have it done; nothing is stored. `changes` is JSON, the settings by name; `periods` all accounting periods and
 * `rules` all accept rules, where they change. Refuses what a save would refuse.
 */
export const settingsImpact = defineQuery({
  name: "settings.impact",
  needs: "settings.change",
  input: z.object({
    changes: z.string().max(20_000),
    periods: z.string().max(20_000).optional(),
    rules: z.string().max(20_000).optional(),
    after: z.string().max(300).optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  async run({ tx, companyId }, { changes, periods, rules, after, limit }): Promise<Outcome<ImpactPage>> {
    const now = await readFactsBase(tx, companyId);
    const profile = changedProfile(now.company.profile, readChanges(changes));
    if (!profile.ok) return profile;
    const kept = periods === undefined ? ok(now.periods) : readInput(Periods, readJson(periods), "periods");
    if (!kept.ok) return kept;
    const signing = rules === undefined ? null : readInput(AcceptRules, readJson(rules), "rules");
    if (signing?.ok === false) return signing;
    const then: FactsBase = { ...now, periods: kept.value, company: { ...now.company, profile: profile.value } };
    const page = await readList(tx, companyId, scope, { by: "sent", isDescending: true }, after ?? null, limit);
    const items = await readItems(
      tx,
      companyId,
      page.rows.map(({ id }) => id),
    );
    const rows: ImpactRow[] = signing
      ? page.rows.flatMap(signingImpact(await readAcceptRules(tx, companyId), signing.value))
      : [];
    for (const row of signing ? [] : page.rows) {
      const item = items.get(row.id);
      if (item) rows.push(...(await compare(tx, now, then, row, item)));
    }
    const counters = await readCounters(tx, companyId);
    const of = counters.filter(({ state }) => queued.some((one) => one === state));
    return ok({ rows, checked: page.rows.length, of: of.reduce((n, { count }) => n + count, 0), next: page.next });
  },
});

/** What is no object of settings is no setting: the profile's own check then says so. */
function readChanges(text: string): Readonly<Record<string, unknown>> {
  const read = readJson(text);
  return typeof read === "object" && read !== null ? { ...read } : { [text.slice(0, 40)]: null };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Accept rules change no document: what is new is who has to accept. What was accepted already stays accepted. */
function signingImpact(before: readonly AcceptRule[], after: readonly AcceptRule[]) {
  return (row: ListRow): readonly ImpactRow[] => {
    const { record_type: recordType, project_id: projectId, amount } = row;
    const [was, is] = [before, after].map((rules) => ruleFor(rules, { recordType, projectId, amount }) !== null);
    if (was === is || row.state === "outbox") return [];
    return [toImpact(row, is ? "signs" : "frees_signature", null)];
  };
}

const outcomeOf = ({ lane, document }: Assessment) => ({ lane, sha256: document?.sha256 ?? null });

async function compare(
  tx: Tx,
  now: FactsBase,
  then: FactsBase,
  row: ListRow,
  item: StoredItem,
): Promise<readonly ImpactRow[]> {
  // What is stored may be older than mirror or links: then it is compared with what a check would find now.
  const before = item.isChecked
    ? { lane: row.lane as Lane, sha256: row.document_sha256 }
    : outcomeOf((await assessItem(tx, now, item)).assessment);
  const after = (await assessItem(tx, then, item)).assessment;
  const change = impactOf(row.state as ItemState, before, outcomeOf(after));
  if (change !== null) return [toImpact(row, change, after.note)];
  if (row.state !== "ready") return [];
  const { record_type, amount } = row;
  const [was, is] = [
    isMailSized(now.company.profile, { recordType: record_type, amount, lane: before.lane }),
    isMailSized(then.company.profile, { recordType: record_type, amount, lane: after.lane }),
  ];
  return was === is ? [] : [toImpact(row, is ? "mails" : "mails_not", null)];
}

function toImpact(row: ListRow, change: ImpactChange, note: string | null): ImpactRow {
  const { id, number, title, amount } = row;
  const state = row.state as ItemState;
  const typeLabel = recordType(row.record_type).label.many;
  return { id, typeLabel, number, title, amount, state, stateLabel: itemStates[state].label, change, note };
}
