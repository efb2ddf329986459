import { z } from "zod";
import { type PastStanding, standingOf, throughInstant } from "#lib/core/as-of.ts";
import { ladderOf, type RungTotals, rungs } from "#lib/core/ladder.ts";
import { sum } from "#lib/core/money.ts";
import { ok, refuse } from "#lib/core/outcome.ts";
import { can, ownProjects } from "#lib/core/permissions.ts";
import type { Tx } from "#lib/db/database.ts";
import { readNow } from "#lib/db/inbox.ts";
import type { ProjectVendors, TypeCount } from "#lib/db/ladder.ts";
import {
  type PastPlace,
  readNamesKeptFrom,
  readPastProject,
  readPastProjectItems,
  readPastProjectVendors,
  readPastTypeCounts,
} from "#lib/db/past-projects.ts";
import { readProject } from "#lib/db/projects.ts";
import { defineQuery } from "#lib/queries/define-query.ts";
import { kindWords, recordType } from "#lib/records/registry.ts";
import { rungNote } from "#lib/views/ladder-notes.ts";
import { Instant } from "#lib/views/past.ts";
import type { PastProject, PastProjectView, PastTypeTotals } from "#lib/views/past-project.ts";
import { toPastRow } from "#lib/views/past-rows.ts";
import { projectColumns } from "#lib/views/project-columns.ts";
import type { LadderRung } from "#lib/views/screens.ts";

const shown = 100;

/**
 * A project as it was at an instant: the rungs, what its items came to by type and state, and the items themselves. A project
 * manager sees of it what is still in their own projects.
 */
export const projectPast = defineQuery({
  name: "project.past",
  needs: "project.read",
  input: z.object({ projectId: z.uuid(), at: Instant }),
  async run({ tx, companyId, actor }, { projectId, at }) {
    const right = can(actor, "project.read", { projectId });
    if (!right.ok) return right;
    const project = await readProject(tx, companyId, projectId);
    if (!project) return refuse("item.unknown");
    const bound = throughInstant(at);
    const now = await readNow(tx);
    const kept = await readNamesKeptFrom(tx, companyId, "project", projectId);
    const place = await readPastProject(tx, companyId, projectId, bound);
    const standing: PastStanding = standingOf({ at, now, isKept: place !== null, kept });
    const asked = { projectId, bound, own: ownProjects(actor) };
    const past: PastProject = {
      id: projectId,
      number: place?.number ?? project.number,
      name: place?.name ?? project.name,
      job: place?.job ?? null,
      at,
      standing,
      keptFrom: kept.own,
      view: standing === "shown" && place ? await viewOf(tx, companyId, asked, place) : null,
      now,
    };
    return ok(past);
  },
});

type Asked = { readonly projectId: string; readonly bound: string; readonly own: readonly string[] | null };

async function viewOf(tx: Tx, companyId: string, asked: Asked, place: PastPlace): Promise<PastProjectView> {
  const counts = await readPastTypeCounts(tx, companyId, asked);
  const vendors = await readPastProjectVendors(tx, companyId, asked);
  const ladder = ladderOf(counts.map((one) => ({ ...one, rung: recordType(one.recordType).rung })));
  const groups: PastProjectView["groups"][number][] = [];
  for (const group of projectColumns) {
    const items = await readPastProjectItems(tx, companyId, asked, group.states, shown);
    const total = totalIn(counts, group.states);
    groups.push({
      id: group.id,
      label: group.label,
      total,
      items: items.map((found) => {
        const type = recordType(found.record_type);
        return toPastRow(found, {
          typeLabel: type.label.one,
          kindLabel: kindWords(type, found.source_kind).label,
        });
      }),
      hasMore: total.count > items.length,
    });
  }
  return { rungs: ladder.map((totals) => toRung(totals, place.job, vendors)), types: typesOf(counts), groups };
}

function toRung(totals: RungTotals, job: string | null, vendors: ProjectVendors): LadderRung {
  return { id: totals.rung, label: rungs[totals.rung], pace: null, ...totals, ...rungNote(totals, job, vendors) };
}

function totalIn(counts: readonly TypeCount[], states: readonly string[] | null) {
  const own = counts.filter(({ state }) => states === null || states.includes(state));
  return { count: own.reduce((all, one) => all + one.count, 0), amount: sum(own.map((one) => one.amount)) };
}

/** In the order of the rungs, types that have something alone. */
function typesOf(counts: readonly TypeCount[]): readonly PastTypeTotals[] {
  const order = Object.keys(rungs);
  const ids = [...new Set(counts.map((one) => one.recordType))];
  return ids
    .toSorted((a, b) => order.indexOf(recordType(a).rung) - order.indexOf(recordType(b).rung) || a.localeCompare(b))
    .map((id) => {
      const own = counts.filter((one) => one.recordType === id);
      const totals = Object.fromEntries(projectColumns.map((column) => [column.id, totalIn(own, column.states)]));
      return {
        recordType: id,
        label: recordType(id).label.many,
        totals: totals as PastTypeTotals["totals"],
        all: totalIn(own, null),
      };
    });
}
