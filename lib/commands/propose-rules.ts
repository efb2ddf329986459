import { defineCommand } from "#lib/commands/define-command.ts";
import { rulesProblem } from "#lib/core/accept-rules.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { addVersion, lockRules, readOtherAdmins, readProjectLabels, readVersion } from "#lib/db/accept-rules.ts";
import { appendAudit } from "#lib/db/audit.ts";
import { recordTypes, typeLabels } from "#lib/records/registry.ts";
import { ProposeRules } from "#lib/views/inputs.ts";
import { type RuleLabels, ruleWords } from "#lib/views/rules.ts";

/**
 * Changes the accept rules as a whole, over the version that was seen. They are in force at once where the company has no
 * second administrator; otherwise one of the others has to confirm.
 */
export const proposeRules = defineCommand({
  name: "rules.propose",
  needs: "settings.change",
  input: ProposeRules,
  touches: ["rules.view", "inbox.page", "item.view"],
  async run({ tx, companyId, actor }, { rules, seenVersion, note }): Promise<Outcome<{ isInForce: boolean }>> {
    if (actor.kind !== "person") return refuse("access.role");
    const newest = await lockRules(tx, companyId);
    const current = await readVersion(tx, companyId, "in_force");
    if ((current?.version ?? 0) !== seenVersion || (await readVersion(tx, companyId, "proposed")))
      return refuse("rules.moved");
    const projects = await readProjectLabels(tx, companyId, [...rules, ...(current?.rules ?? [])]);
    const stray = rules.find(({ projectId }) => projectId !== null && !projects.has(projectId));
    if (stray) return refuse("input.invalid", { field: "Project", problem: "one is not a project of this company" });
    const unknown = rules.find(({ recordType: id }) => id !== null && !recordTypes.some((type) => type.id === id));
    if (unknown)
      return refuse("input.invalid", { field: "Record type", problem: `“${unknown.recordType}” is not a record type` });
    const problem = rulesProblem(rules);
    if (problem !== null) return refuse("input.invalid", { field: "Rules", problem });
    const isInForce = (await readOtherAdmins(tx, companyId, actor.personId)).length === 0;
    const [version, status] = [newest + 1, isInForce ? "in_force" : "proposed"] as const;
    await addVersion(tx, companyId, { version, rules, status, note, by: actor });
    const labels: RuleLabels = { projects, types: typeLabels() };
    const words = (list: typeof rules) => list.map((rule) => ruleWords(rule, labels));
    const [before, after] = [words([...(current?.rules ?? [])]), words(rules)];
    await appendAudit(tx, companyId, actor, [{ event: { kind: `rules.${status}`, version, note, before, after } }]);
    return ok({ isInForce });
  },
});
