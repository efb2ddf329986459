import { z } from "zod";
import { throughInstant } from "#lib/core/as-of.ts";
import { ok } from "#lib/core/outcome.ts";
import { type PastPerson, readPastPeople } from "#lib/db/past-settings.ts";
import { defineQuery } from "#lib/queries/define-query.ts";
import { recordTypes } from "#lib/records/registry.ts";
import { Instant } from "#lib/views/past.ts";
import type { PastPeople, PastPersonView } from "#lib/views/past-settings.ts";

const types = new Map<string, string>(recordTypes.map(({ id, label }) => [id, label.many]));

/** The people of the company as they were, by name: roles, projects, what they could push to accounting, and in whose stead. */
export const peoplePast = defineQuery({
  name: "people.past",
  needs: "settings.read",
  input: z.object({
    at: Instant,
    after: z.string().max(300).optional(),
    limit: z.coerce.number().int().min(1).max(200).default(100),
  }),
  async run({ tx, companyId }, { at, after, limit }) {
    const bound = throughInstant(at);
    const { rows, next, keptFrom } = await readPastPeople(tx, companyId, bound, after ?? null, limit);
    const isKept = keptFrom !== null && Date.parse(keptFrom) <= Date.parse(bound);
    const people: PastPeople = { standing: isKept ? "shown" : "not_kept", keptFrom, rows: rows.map(toPerson), next };
    return ok(people);
  },
});

function toPerson({ projectLabels, grants, projects: _, ...person }: PastPerson): PastPersonView {
  return { ...person, projects: projectLabels, grants: grants.map((id) => types.get(id) ?? id) };
}
