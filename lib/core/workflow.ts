import type { Actor } from "#lib/core/actors.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { can, type Permission, type Resource } from "#lib/core/permissions.ts";

/** The states of an item that may go to Sage, in the words of the existing tool (domain/procore-erp-tool.md 1.2). */
export const itemStates = {
  not_sent: { label: "Not sent", holder: "project" },
  ready: { label: "Ready to Export", holder: "accounting" },
  retrieved: { label: "Retrieved", holder: "project" },
  rejected: { label: "Rejected", holder: "project" },
  outbox: { label: "Outbox", holder: "accounting" },
  exporting: { label: "Exporting", holder: "erp" },
  unknown: { label: "Outcome unknown", holder: "erp" },
  held: { label: "Needs an answer", holder: "accounting" },
  failed: { label: "Failed to Export", holder: "accounting" },
  synced: { label: "Synced", holder: "nobody" },
} as const satisfies Record<string, { label: string; holder: "project" | "accounting" | "erp" | "nobody" }>;

export type ItemState = keyof typeof itemStates;

type Rule = {
  readonly label: string;
  readonly from: readonly ItemState[];
  readonly to: ItemState;
  /** The right that a person needs; absent: only machines do this. */
  readonly needs?: Permission;
  /** A rejection says why. */
  readonly reason?: true;
};

/** Gestures are the words on the buttons. The same table drives the SQL guard, the buttons and the tests. */
export const exportWorkflow = {
  send: { label: "Send to ERP", from: ["not_sent", "retrieved", "rejected"], to: "ready", needs: "item.send" },
  retrieve: { label: "Retrieve", from: ["ready"], to: "retrieved", needs: "item.send" },
  accept: { label: "Accept", from: ["ready"], to: "outbox", needs: "export.decide" },
  reject: { label: "Reject", from: ["ready", "failed"], to: "rejected", needs: "export.decide", reason: true },
  take_back: { label: "Take back", from: ["outbox"], to: "ready", needs: "export.take_back" },
  retry: { label: "Try again", from: ["failed"], to: "outbox", needs: "export.decide" },
  adopt: { label: "Found in Sage", from: ["held", "unknown"], to: "synced", needs: "export.resolve" },
  send_again: { label: "Not in Sage, send again", from: ["held"], to: "exporting", needs: "export.resolve" },
  give_up: { label: "Stop this export", from: ["held"], to: "failed", needs: "export.resolve" },
  unlink: { label: "Unlink", from: ["synced"], to: "not_sent", needs: "export.resolve" },
  link: {
    label: "Link to the Sage record",
    from: ["not_sent", "ready", "retrieved", "rejected", "failed"],
    to: "unknown",
    needs: "export.decide",
  },
  part: { label: "Not the same record", from: ["held"], to: "not_sent" },
  reopen: { label: "More in Procore", from: ["synced"], to: "not_sent" },
  void: { label: "Changed in Procore", from: ["outbox"], to: "ready" },
  release: { label: "Released", from: ["outbox"], to: "exporting" },
  stop: { label: "Stopped before release", from: ["outbox", "exporting"], to: "failed" },
  prove: { label: "Proved in Sage", from: ["outbox", "exporting", "unknown", "held", "failed"], to: "synced" },
  refuse: { label: "Refused by Sage", from: ["exporting", "unknown"], to: "failed" },
  lose: { label: "No answer", from: ["exporting"], to: "unknown" },
  requeue: { label: "Proved absent, next attempt", from: ["unknown"], to: "exporting" },
  hold: { label: "Needs an answer", from: ["exporting", "unknown", "synced"], to: "held" },
} as const satisfies Record<string, Rule>;

export type Gesture = keyof typeof exportWorkflow;
export type Step = { readonly gesture: Gesture; readonly from: readonly ItemState[]; readonly to: ItemState };

/**
 * One step of the workflow: may the actor do the gesture to an item in this state? Pure; the writer in
 * lib/db/transition.ts repeats the state guard in SQL.
 */
export function step(state: ItemState, gesture: Gesture, actor: Actor, resource: Resource = {}): Outcome<Step> {
  const rule: Rule = exportWorkflow[gesture];
  if (actor.kind === "person") {
    if (rule.needs === undefined) return refuse("access.role", { permission: rule.label, company: "your company" });
    const right = can(actor, rule.needs, resource);
    if (!right.ok) return right;
  } else if (
    rule.needs !== undefined &&
    !(gesture === "send" && (actor.kind === "source" || actor.kind === "system"))
  ) {
    return refuse("access.role", { permission: rule.label, company: "your company" });
  }
  if (!rule.from.includes(state)) return refuse("item.state", { gesture: rule.label, state: itemStates[state].label });
  return ok({ gesture, from: rule.from, to: rule.to });
}
