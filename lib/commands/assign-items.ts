import { defineCommand } from "#lib/commands/define-command.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { can } from "#lib/core/permissions.ts";
import type { RefusalCode } from "#lib/core/refusals.ts";
import { type Assignable, type Decider, lockAssignable, readDeciders, writeAssignee } from "#lib/db/assignees.ts";
import { appendAudit } from "#lib/db/audit.ts";
import { type AssignAnswer, AssignItems } from "#lib/views/inputs.ts";
import { answerRow } from "#lib/views/rows.ts";

/**
 * Says who is to decide on items, or that nobody in particular is. It binds nobody: whoever has the right decides still.
 * Whoever comes second wins, and is told whose the items were.
 */
export const assignItems = defineCommand({
  name: "item.assign",
  needs: "item.assign",
  input: AssignItems,
  touches: ["inbox.page", "inbox.groups", "inbox.assignees", "item.view"],
  open: {
    about: "Says who is to decide on items; null takes the name off.",
    refusals: ["assign.person", "assign.closed", "item.unknown", "item.not_sent"],
    example: { itemIds: ["4b0c9a5e-6a54-4d2f-9f0e-0d5a3a9b7c11"], personId: "9d7b1c52-0a0f-4a55-8a43-6a1f7f3b2e90" },
  },
  async run({ tx, companyId, actor }, { itemIds, personId }): Promise<Outcome<AssignAnswer>> {
    const [to = null] = personId === null ? [] : await readDeciders(tx, companyId, "accountant", personId);
    if (personId !== null && to === null) return refuse("assign.person", { name: "This person" });
    const ids = [...new Set(itemIds)];
    const items = await lockAssignable(tx, companyId, ids);
    const answers = ids.map((id) => ({ id, item: items.get(id), outcome: mayHave(items.get(id), to) }));
    const moved = answers.flatMap(({ item, outcome }) =>
      item && outcome.ok && item.assigneeId !== personId ? [item] : [],
    );
    await writeAssignee(
      tx,
      companyId,
      moved.map(({ id }) => id),
      personId,
    );
    const event = { kind: "item.assigned" as const, personId, name: to?.name ?? null };
    await appendAudit(
      tx,
      companyId,
      actor,
      moved.map(({ id, assigneeName }) => ({ itemId: id, event: { ...event, before: assigneeName } })),
    );
    const self = actor.kind === "person" ? actor.personId : null;
    return ok({
      rows: answers.map(({ id, outcome }) => answerRow(id, outcome)),
      done: answers.filter(({ outcome }) => outcome.ok).length,
      had: moved.flatMap(({ number, assigneeId, assigneeName }) =>
        assigneeName !== null && assigneeId !== self ? [{ number, name: assigneeName }] : [],
      ),
    });
  },
});

/** Only who may decide on an item can have it. */
function mayHave(item: Assignable | undefined, to: Decider | null): Outcome<number> {
  if (!item) return refuse("item.unknown");
  if (item.state === "not_sent") return refuse("item.not_sent", { number: item.number });
  if (to === null) return ok(item.version);
  const { recordType, ownPersonIds, number } = item;
  const { name, roles, grants, standsInFor } = to;
  const person = { kind: "person" as const, personId: to.id, name, roles, grants, standsInFor, projectIds: [] };
  const right = can(person, "export.decide", { recordType, ownPersonIds });
  if (right.ok) return ok(item.version);
  return refuse("assign.closed", { name, number, why: whyNot(right.refusal.code, recordType) });
}

function whyNot(code: RefusalCode, recordType: string): string {
  if (code === "access.own") return "they sent or last edited it";
  if (code === "access.own_of_lender") return "the one for whom they stand in sent or last edited it";
  return `they may not push ${recordType.replaceAll("-", " ")} to accounting`;
}
