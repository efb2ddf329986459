import { codeNames, strayCodes } from "#drizzle/seed/codes.ts";
import type { Plan } from "#drizzle/seed/fates.ts";
import type { SeedContract, SeedLine, SeedProject } from "#drizzle/seed/model.ts";
import type { Random } from "#drizzle/seed/random.ts";
import { isZero, multiply, negate, toScale } from "#lib/core/money.ts";

/** Lines of the contract whose code no other line has: what changes them changes one item of the commitment. */
function oneOfAKind({ lines }: SeedContract): readonly SeedLine[] {
  const key = (line: SeedLine) => `${line.extra ?? ""}|${line.costCode}|${line.category}`;
  return lines.filter((line) => lines.filter((other) => key(other) === key(line)).length === 1);
}

export function hasOneOfAKind(contract: SeedContract): boolean {
  return oneOfAKind(contract).length > 0;
}

export type ChangePlace = {
  readonly contract: SeedContract;
  readonly project: SeedProject;
  readonly title: string;
  readonly isCredit: boolean;
  readonly idBase: number;
};

/** One to three lines, each of them a part of what a line of the contract is worth. */
export function drawChangeLines(random: Random, plan: Plan, at: ChangePlace): readonly SeedLine[] {
  const chosen = random.shuffled(oneOfAKind(at.contract)).slice(0, random.int(1, 3));
  const isFree = plan.fate !== "synced" && plan.defect === null;
  return at.contract.lines
    .filter((line) => chosen.includes(line))
    .map((line, index) => {
      const id = at.idBase + plan.ordinal * 10 + index;
      const changed = { ...line, id, ...partOf(random, line, at.isCredit) };
      if (index > 0) return changed;
      const description = isFree ? at.title : line.description;
      return {
        ...changed,
        description,
        ...(plan.defect === "tax" ? { taxCodeId: 71 } : {}),
        ...codeOf(random, plan, at),
      };
    });
}

/** Another code than the contract's: one that nobody knows, or one of the job that becomes a new item. */
function codeOf(random: Random, { defect }: Plan, { contract, project }: ChangePlace): Partial<SeedLine> {
  if (defect === "stray") {
    const { code, name } = random.pick(strayCodes);
    return { costCode: code, costCodeName: name };
  }
  if (defect !== "new-code") return {};
  const category = contract.lines[0]?.category ?? "";
  const held = new Set(contract.lines.map(({ costCode }) => costCode));
  const free = [...(project.job?.codes ?? [])].filter(([code, all]) => !held.has(code) && all.has(category));
  const [costCode] = random.pick(free);
  const costCodeName = codeNames.get(costCode) ?? costCode;
  return { costCode, costCodeName, category, description: costCodeName, quantity: "0.0", unit: "", unitCost: "0.0" };
}

type Amounts = Pick<SeedLine, "quantity" | "amount">;

function partOf(random: Random, line: SeedLine, isCredit: boolean): Amounts {
  const share = 0.02 + random.next() * 0.12;
  const signed = (value: string) => (isCredit ? negate(value) : value);
  if (isZero(line.unitCost)) {
    const worth = Math.max(5, Math.round((Number(line.amount) * share) / 50)) * 50;
    return { quantity: "0.0", amount: signed(`${worth}.00`) };
  }
  const quantity = signed(`${Math.max(1, Math.round(Number(line.quantity) * share))}.0`);
  return { quantity, amount: toScale(multiply(quantity, line.unitCost), 2) };
}
