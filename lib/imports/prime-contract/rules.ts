import { findingMakers } from "#lib/core/finding-makers.ts";
import type { Finding } from "#lib/core/findings.ts";
import type { Staged } from "#lib/core/import-type.ts";
import { isEqual, toScale } from "#lib/core/money.ts";
import { linesOf, readContract, totalOf } from "#lib/imports/prime-contract/model.ts";

const makers = findingMakers("prime_contract");
type Contract = ReturnType<typeof readContract>;

/** What a contract needs before it can go to Procore (domain/procore-erp-tool.md 4.12). */
export function rules(staged: Staged): readonly Finding[] {
  const contract = readContract(staged);
  return [...placeRules(contract), ...amountRules(contract)];
}

function placeRules({ contract, job, here }: Contract): readonly Finding[] {
  if (job === "") {
    const sentence = `Contract ${contract} has no job; a prime contract belongs to the project of its job.`;
    return [makers.inSage("job.missing", "job", sentence, "Give the contract its job in Sage.")];
  }
  if (here.projectSourceId === null) {
    const sentence = `Job ${job} is no project in Procore; a contract follows its job.`;
    const words = `Import job ${job} first; the contract is ready by itself then.`;
    return [makers.inSage("job.not_linked", "job", sentence, words, { fixer: "admin" })];
  }
  if (here.twin === null || here.contracts.length > 0) return [];
  const sentence = `Prime contract ${contract} “${here.twin}” is in the project already and not tied to Sage; importing would make a second one.`;
  const words = "Give that prime contract another number in Procore, or delete it.";
  return [makers.inProcore("twin", "contract", sentence, { fix: { words } })];
}

function amountRules(contract: Contract): readonly Finding[] {
  const lines = linesOf(contract);
  if (lines.length === 0) {
    const sentence = `Contract ${contract.contract} has no items; the prime contract would have no schedule of values.`;
    return [makers.inSage("items.none", "items", sentence, "Add items to the contract in Sage.")];
  }
  const numbers = lines.map(({ item }) => item);
  const again = numbers.find((item, n) => item === "" || numbers.indexOf(item) !== n);
  if (again !== undefined) {
    const sentence = `Contract ${contract.contract} has ${again === "" ? "an item without a number" : `item ${again} twice`}.`;
    return [makers.inSage("items.number", "items", sentence, "Give each item its own number in Sage.")];
  }
  const total = totalOf(contract);
  if (isEqual(total, contract.amount)) return [];
  const sentence = `The items of contract ${contract.contract} add up to ${total}; its original amount in Sage is ${toScale(contract.amount, 2)}.`;
  const words = "The items are what Procore gets; correct the contract in Sage if they are not all of it.";
  return [makers.inSage("items.total", "items", sentence, words, { severity: "warns" })];
}

/** Why an imported contract may not be imported again: it is in another project, or people took its approval back. */
export function againstAgain({ contract, here }: Contract): string | null {
  const [own, ...others] = here.contracts;
  if (!own) return null;
  const other = others.find((one) => one.projectSourceId !== own.projectSourceId);
  if (other) {
    const names = [own, other].map(({ project, projectSourceId }) => project ?? projectSourceId).join(" and ");
    return `Contract ${contract} is in two projects, ${names}; one contract belongs to one project. Take it out of one of them in Procore.`;
  }
  if (own.projectSourceId !== here.projectSourceId) {
    return `Contract ${contract} is in project ${own.project ?? own.projectSourceId}, and its job is another project now; one contract never goes to two projects.`;
  }
  return unapproved(contract, own.status);
}

const approved: readonly string[] = ["approved", "complete"];

/** A sentence where the status in Procore does not let the schedule of values be written; null where it does. */
export function unapproved(contract: string, status: string): string | null {
  if (approved.includes(status.toLowerCase())) return null;
  return `Prime contract ${contract} is “${status}” in Procore; only an approved one is imported again. Approve it there first.`;
}
