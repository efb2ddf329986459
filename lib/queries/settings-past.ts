import { z } from "zod";
import { throughInstant } from "#lib/core/as-of.ts";
import { CompanyProfile } from "#lib/core/company-profile.ts";
import { gateViews } from "#lib/core/gates.ts";
import { ok } from "#lib/core/outcome.ts";
import type { Tx } from "#lib/db/database.ts";
import { readNow } from "#lib/db/inbox.ts";
import {
  type Kept,
  type PastRules,
  readPastPeriods,
  readPastProfile,
  readPastProjectLabels,
  readPastRules,
} from "#lib/db/past-settings.ts";
import { defineQuery } from "#lib/queries/define-query.ts";
import { recordTypes } from "#lib/records/registry.ts";
import { Instant } from "#lib/views/past.ts";
import type { PastPart, PastRulesView, PastSettings } from "#lib/views/past-settings.ts";
import { ruleWords } from "#lib/views/rules.ts";

const types = new Map<string, string>(recordTypes.map(({ id, label }) => [id, label.many]));

/** Company profile, gates, accounting periods and accept rules as they were. */
export const settingsPast = defineQuery({
  name: "settings.past",
  needs: "settings.read",
  input: z.object({ at: Instant }),
  async run({ tx, companyId }, { at }) {
    const bound = throughInstant(at);
    const now = await readNow(tx);
    const profile = await readPastProfile(tx, companyId, bound);
    const rules = await readPastRules(tx, companyId, bound);
    const wasHere = profile.value !== null;
    const part = <Value>({ value, keptFrom }: Kept<Value>): PastPart<Value> => ({
      standing: value !== null ? "shown" : wasHere ? "not_kept" : "not_yet",
      ...{ keptFrom, value },
    });
    const known = CompanyProfile.safeParse(profile.value ?? {});
    const view: PastSettings = {
      at,
      isToCome: Date.parse(at) > Date.parse(now),
      profile: part(profile),
      gates:
        profile.value && known.success
          ? gateViews({ profile: known.data, clientVersion: null }).filter(({ name }) => name !== "syncClient")
          : [],
      periods: part(await readPastPeriods(tx, companyId, bound)),
      rules: {
        inForce: await inWords(tx, companyId, rules.inForce, bound),
        proposed: await inWords(tx, companyId, rules.proposed, bound),
      },
      now,
    };
    return ok(view);
  },
});

async function inWords(
  tx: Tx,
  companyId: string,
  found: PastRules | null,
  bound: string,
): Promise<PastRulesView | null> {
  if (found === null) return null;
  const ids = found.rules.flatMap(({ projectId }) => (projectId === null ? [] : [projectId]));
  const projects = await readPastProjectLabels(tx, companyId, ids, bound);
  const { rules, ...rest } = found;
  return { ...rest, words: rules.map((rule) => ruleWords(rule, { types, projects })) };
}
