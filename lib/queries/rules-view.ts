import { z } from "zod";
import { ok } from "#lib/core/outcome.ts";
import { can } from "#lib/core/permissions.ts";
import { reasonOf } from "#lib/core/refusals.ts";
import {
  type RulesVersion,
  readOtherAdmins,
  readProjectLabels,
  readVersion,
  readVersions,
} from "#lib/db/accept-rules.ts";
import { readProjectChoices } from "#lib/db/inbox.ts";
import { readLonelyTypes } from "#lib/db/signatures.ts";
import { defineQuery } from "#lib/queries/define-query.ts";
import { recordTypes, typeLabels } from "#lib/records/registry.ts";
import { type RuleLabels, type RulesVersionView, type RulesView, ruleWords } from "#lib/views/rules.ts";

/** The accept rules in force, a change that waits for its confirmation, and every version; 20 a page. */
export const rulesView = defineQuery({
  name: "rules.view",
  needs: "settings.read",
  input: z.object({ after: z.coerce.number().int().optional() }),
  async run({ tx, companyId, actor }, { after }) {
    const current = await readVersion(tx, companyId, "in_force");
    const proposal = await readVersion(tx, companyId, "proposed");
    const page = await readVersions(tx, companyId, after ?? null, 20);
    const all = [...page.rows, ...(current ? [current] : []), ...(proposal ? [proposal] : [])];
    const rules = all.flatMap((one) => one.rules);
    const labels: RuleLabels = { types: typeLabels(), projects: await readProjectLabels(tx, companyId, rules) };
    const personId = actor.kind === "person" ? actor.personId : "";
    const right = can(actor, "settings.change");
    const otherAdmins = right.ok && personId !== "" ? await readOtherAdmins(tx, companyId, personId) : [];
    const types = recordTypes.map((type) => ({ id: type.id, label: type.label.many }));
    const isOwn = proposal?.madeBy === personId && otherAdmins.length > 0;
    const reason = right.ok
      ? isOwn
        ? reasonOf({ code: "rules.second_admin", params: {} })
        : null
      : reasonOf(right.refusal);
    const view: RulesView = {
      version: current?.version ?? 0,
      rules: current?.rules ?? [],
      proposal: proposal && toView(proposal, labels),
      versions: page.rows.map((one) => toView(one, labels)),
      next: page.next,
      otherAdmins,
      confirm: { isAllowed: reason === null, reason },
      types,
      projects: await readProjectChoices(tx, companyId),
      lonely: (
        await readLonelyTypes(
          tx,
          companyId,
          types.map(({ id }) => id),
        )
      ).map((id) => labels.types.get(id) ?? id),
    };
    return ok(view);
  },
});

function toView(one: RulesVersion, labels: RuleLabels): RulesVersionView {
  const { version, rules, status, note, madeAt, settledAt } = one;
  const words = rules.map((rule) => ruleWords(rule, labels));
  return {
    version,
    rules,
    words,
    status,
    note,
    madeAt,
    settledAt,
    madeBy: one.madeByName,
    settledBy: one.settledByName,
  };
}
