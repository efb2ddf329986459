import { defineCommand } from "#lib/commands/define-command.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { lockRules, readOtherAdmins, readProjectLabels, readVersion, settleVersion } from "#lib/db/accept-rules.ts";
import { appendAudit } from "#lib/db/audit.ts";
import { typeLabels } from "#lib/records/registry.ts";
import { SettleRules } from "#lib/views/inputs.ts";
import { ruleWords } from "#lib/views/rules.ts";

/**
 * What a second administrator says to a change of the accept rules; whoever proposed it may only withdraw it, unless nobody
 * else is left who could confirm.
 */
export const settleRules = defineCommand({
  name: "rules.settle",
  needs: "settings.change",
  input: SettleRules,
  touches: ["rules.view", "inbox.page", "item.view"],
  async run({ tx, companyId, actor }, { version, as }): Promise<Outcome<{ version: number }>> {
    if (actor.kind !== "person") return refuse("access.role");
    await lockRules(tx, companyId);
    const proposal = await readVersion(tx, companyId, "proposed");
    if (proposal?.version !== version) return refuse("rules.settled");
    const isOwn = proposal.madeBy === actor.personId;
    const isAlone = async () => (await readOtherAdmins(tx, companyId, actor.personId)).length === 0;
    if (as === "confirm" && isOwn && !(await isAlone())) return refuse("rules.second_admin");
    const current = await readVersion(tx, companyId, "in_force");
    const status = as === "confirm" ? "in_force" : isOwn ? "withdrawn" : "refused";
    await settleVersion(tx, companyId, version, status, actor);
    const all = [...proposal.rules, ...(current?.rules ?? [])];
    const labels = { projects: await readProjectLabels(tx, companyId, all), types: typeLabels() };
    const before = (current?.rules ?? []).map((rule) => ruleWords(rule, labels));
    const after = proposal.rules.map((rule) => ruleWords(rule, labels));
    await appendAudit(tx, companyId, actor, [
      { event: { kind: `rules.${status}`, version, note: proposal.note, before, after } },
    ]);
    return ok({ version });
  },
});
