import { defineCommand } from "#lib/commands/define-command.ts";
import { isZero, sum } from "#lib/core/money.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { appendAudit } from "#lib/db/audit.ts";
import { readProject } from "#lib/db/reconcile.ts";
import { addSeal } from "#lib/db/reconcile-seals.ts";
import { reconcileProjects, sealHash } from "#lib/preflight/reconcile-projects.ts";
import { SignReconcile } from "#lib/views/inputs.ts";

/**
 * A person's signature under the figures of one project up to a day, for exactly the figures that were seen. With anything
 * unexplained it needs a note. Earlier signatures stay; the newest counts.
 */
export const signReconcile = defineCommand({
  name: "reconcile.sign",
  needs: "reconcile.sign",
  input: SignReconcile,
  touches: ["reconcile.page", "reconcile.project"],
  async run({ tx, companyId, actor }, { projectId, upTo, seenSha256, note }): Promise<Outcome<{ sha256: string }>> {
    if (actor.kind !== "person") return refuse("access.role", { permission: "sign", company: "your company" });
    const project = await readProject(tx, companyId, projectId);
    const [row] = project ? await reconcileProjects(tx, companyId, [project], upTo) : [];
    if (!row) return refuse("item.unknown");
    const sha256 = sealHash(projectId, upTo, row.cells);
    if (sha256 !== seenSha256) return refuse("reconcile.moved", { project: row.number });
    const unexplained = Object.values(row.cells).filter((cell) => !isZero(cell.unexplained));
    if (unexplained.length > 0 && note === "")
      return refuse("reconcile.unexplained", { amount: sum(unexplained.map((cell) => cell.unexplained)) });
    const seal = { projectId, upTo, sha256, figures: row.cells, note, personId: actor.personId, name: actor.name };
    await addSeal(tx, companyId, seal);
    await appendAudit(tx, companyId, actor, [
      { event: { kind: "reconcile.signed", projectId, project: `${row.number} ${row.name}`, upTo, sha256, note } },
    ]);
    return ok({ sha256 });
  },
});
