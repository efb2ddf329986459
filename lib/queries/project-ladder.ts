import { z } from "zod";
import { ladderOf, paceOf, type RungTotals, rungs } from "#lib/core/ladder.ts";
import { ok, refuse } from "#lib/core/outcome.ts";
import { can } from "#lib/core/permissions.ts";
import { readNow } from "#lib/db/inbox.ts";
import { type ProjectVendors, readPaces, readProjectVendors, readTypeCounts, type TypePace } from "#lib/db/ladder.ts";
import { readProject } from "#lib/db/projects.ts";
import { readShell } from "#lib/db/screens.ts";
import { defineQuery } from "#lib/queries/define-query.ts";
import { recordType } from "#lib/records/registry.ts";
import { rungNote } from "#lib/views/ladder-notes.ts";
import type { LadderRung, ProjectLadder } from "#lib/views/screens.ts";

/** The way of a project into accounting, rung by rung, with the times that this company's documents usually take (ux.md 6.6). */
export const projectLadder = defineQuery({
  name: "project.ladder",
  needs: "project.read",
  open: {
    about: "How far the record types of a project are.",
    refusals: ["item.unknown", "access.project"],
  },
  input: z.object({ projectId: z.uuid() }),
  async run({ tx, companyId, actor }, { projectId }) {
    const right = can(actor, "project.read", { projectId });
    if (!right.ok) return right;
    const project = await readProject(tx, companyId, projectId);
    if (!project) return refuse("item.unknown");
    const counts = await readTypeCounts(tx, companyId, projectId);
    const vendors = await readProjectVendors(tx, companyId, projectId);
    const paces = await readPaces(tx, companyId);
    const ladder = ladderOf(counts.map((one) => ({ ...one, rung: recordType(one.recordType).rung })));
    const view: ProjectLadder = {
      rungs: ladder.map((totals) => toRung(totals, { job: project.job, vendors, paces })),
      readAt: (await readShell(tx, companyId)).readAt,
      now: await readNow(tx),
    };
    return ok(view);
  },
});

type Around = { readonly job: string | null; readonly vendors: ProjectVendors; readonly paces: readonly TypePace[] };

function toRung(totals: RungTotals, { job, vendors, paces }: Around): LadderRung {
  const own = paces.filter((pace) => recordType(pace.recordType).rung === totals.rung);
  const parts = { id: totals.rung, label: rungs[totals.rung], pace: paceOf(own) };
  return { ...parts, ...totals, ...rungNote(totals, job, vendors) };
}
