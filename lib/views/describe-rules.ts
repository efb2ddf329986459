import type { AuditEvent } from "#lib/core/audit.ts";
import { type EventWords, plain } from "#lib/views/event-words.ts";

type Rules = Extract<AuditEvent, { kind: `rules.${string}` }>;
type Delegations = Extract<AuditEvent, { kind: `delegation.${string}` }>;
type Periods = Extract<AuditEvent, { kind: "periods.changed" }>;
export type RulesEvent = Rules | Delegations | Periods;
const status = {
  "rules.proposed": "proposed",
  "rules.in_force": "in force",
  "rules.refused": "refused",
  "rules.withdrawn": "withdrawn",
} as const;

export function isRules(event: AuditEvent): event is RulesEvent {
  return /^(rules|delegation|periods)\./.test(event.kind);
}

/** Changes of what the company decided as a whole: accept rules and periods; and who stands in for whom. */
export function describeRules(event: RulesEvent): EventWords {
  switch (event.kind) {
    case "delegation.made":
    case "delegation.ended": {
      const words = `${event.to} stands in for ${event.from} from ${event.firstDay} to ${event.lastDay}`;
      return plain(event.kind === "delegation.made" ? words : `Ended: ${words}`, [event.note]);
    }
    case "periods.changed":
      return plain(`Accounting periods changed: ${event.note}`, changesOf(event));
    default:
      return plain(`Accept rules, version ${event.version}, ${status[event.kind]}: ${event.note}`, changesOf(event));
  }
}

function changesOf({ before, after }: Rules | Periods): readonly string[] {
  const [gone, come] = [before.filter((one) => !after.includes(one)), after.filter((one) => !before.includes(one))];
  return [...gone.map((one) => `Before: ${one}`), ...come.map((one) => `Now: ${one}`)];
}
