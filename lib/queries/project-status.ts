import { z } from "zod";
import type { Actor } from "#lib/core/actors.ts";
import { ok, refuse } from "#lib/core/outcome.ts";
import { can } from "#lib/core/permissions.ts";
import { reasonLabel } from "#lib/core/rejection.ts";
import { itemStates } from "#lib/core/workflow.ts";
import { readAssigneeNames } from "#lib/db/assignees.ts";
import { iso, type Tx } from "#lib/db/database.ts";
import { readNow } from "#lib/db/inbox.ts";
import { readFindings, readRejection } from "#lib/db/item-view.ts";
import { readProjectItems, type StoredItem } from "#lib/db/items.ts";
import { readProject } from "#lib/db/projects.ts";
import { readShell } from "#lib/db/screens.ts";
import { defineQuery } from "#lib/queries/define-query.ts";
import { kindWords, recordType } from "#lib/records/registry.ts";
import { actionsOf } from "#lib/views/actions.ts";
import { projectColumns, totalOf } from "#lib/views/project-columns.ts";
import type { ProjectItem, ProjectRow, ProjectStatus } from "#lib/views/screens.ts";

const shown = 100;

/** What a project manager sees of one project (ux.md 6.6): returned to you first. */
export const projectStatus = defineQuery({
  name: "project.status",
  needs: "project.read",
  open: {
    about: "The items of a project by what happens to them next.",
    refusals: ["item.unknown", "access.project"],
  },
  input: z.object({ projectId: z.uuid() }),
  async run({ tx, companyId, actor }, { projectId }) {
    const right = can(actor, "project.read", { projectId });
    if (!right.ok) return right;
    const found = await readProject(tx, companyId, projectId);
    if (!found) return refuse("item.unknown");
    const project: ProjectRow = { ...found, counts: found.counts ?? {} };
    const list: ProjectStatus["groups"][number][] = [];
    for (const group of projectColumns) {
      const items = await readProjectItems(tx, companyId, projectId, group.states, shown);
      const total = totalOf(project, group.states);
      const assignees = await readAssigneeNames(
        tx,
        companyId,
        items.map((item) => item.id),
      );
      const views: ProjectItem[] = [];
      for (const item of items)
        views.push({
          ...(await toProjectItem(tx, companyId, item, actor)),
          assignee: group.id === "synced" ? null : (assignees.get(item.id) ?? null),
        });
      list.push({
        id: group.id,
        label: "own" in group ? group.own : group.label,
        total,
        items: views,
        hasMore: total.count > items.length,
      });
    }
    const status: ProjectStatus = {
      project,
      canLink: can(actor, "project.link").ok,
      canShare: can(actor, "project.share", { projectId }).ok,
      canMatch: can(actor, "inbox.read").ok && project.job !== null,
      groups: list,
      readAt: (await readShell(tx, companyId)).readAt,
      now: await readNow(tx),
    };
    return ok(status);
  },
});

async function toProjectItem(
  tx: Tx,
  companyId: string,
  item: StoredItem,
  actor: Actor,
): Promise<Omit<ProjectItem, "assignee">> {
  const type = recordType(item.recordType);
  const rejection = item.state === "rejected" ? await readRejection(tx, companyId, item.id) : null;
  const isUnsent = item.state === "not_sent" || item.state === "rejected" || item.state === "retrieved";
  const findings = isUnsent && item.blocks > 0 ? await readFindings(tx, companyId, item.id) : [];
  return {
    id: item.id,
    version: item.version,
    typeLabel: type.label.one,
    kindLabel: kindWords(type, item.sourceKind).label,
    number: item.number,
    title: item.head.title,
    vendorName: item.head.vendorName,
    amount: item.amount,
    state: item.state,
    stateLabel: itemStates[item.state].label,
    sageId: item.state === "synced" ? item.erpId : "",
    since: iso(item.stateAt),
    note: rejection
      ? rejection.text || null
      : item.state === "failed" || item.state === "held" || item.state === "outbox"
        ? item.note
        : null,
    asks: (rejection?.reasons ?? []).map((code) => ({
      code,
      label: reasonLabel(code),
    })),
    checks: findings
      .filter((finding) => finding.severity === "blocks")
      .map((finding) => `${finding.sentence} ${cures[finding.fixer]}`),
    actions: actionsOf(item, actor).filter((action) => action.gesture === "send" || action.gesture === "retrieve"),
  };
}

/** Who cures what Send would meet, in words for the project manager. */
const cures = {
  project: "Correct it in Procore before you send.",
  accounting: "Accounting takes care of it; you may send.",
  admin: "Your administrator takes care of it; you may send.",
  sage: "It has to be cured in Sage first; ask accounting.",
} as const;
