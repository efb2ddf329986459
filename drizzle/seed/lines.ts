import { codeNames, codesOf, strayCodes } from "#drizzle/seed/codes.ts";
import type { Defect, Plan } from "#drizzle/seed/fates.ts";
import type { ContractKind, SeedJob, SeedLine } from "#drizzle/seed/model.ts";
import { longTitles } from "#drizzle/seed/names.ts";
import type { Random } from "#drizzle/seed/random.ts";
import type { Trade } from "#drizzle/seed/trades.ts";
import { isZero, multiply, toScale } from "#lib/core/money.ts";

const areas = [
  "level 1",
  "level 2",
  "east wing",
  "west wing",
  "north",
  "south",
  "roof",
  "site",
  "phase 1",
  "phase 2",
  "lobby",
  "bldg B",
];
const marks = [
  '2x6 studs, 24" o.c.',
  'Storm line, 18" pipe',
  '6" standby piping',
  '12" curb and gutter',
  '3/4" plywood, decks',
];

/** The title of a contract: mostly one that Sage takes. */
export function drawTitle(random: Random, defect: Defect, trade: Trade): string {
  if (defect === "title") return random.pick(longTitles);
  if (defect === "quote") return random.pick(marks);
  return random.pick(trade.titles);
}

export type LinePlace = {
  readonly kind: ContractKind;
  readonly trade: Trade;
  readonly job: SeedJob | null;
  readonly idBase: number;
};
type Place = { readonly costCode: string; readonly category: string };

/** The schedule of values: one to fourteen lines on the trade's codes, together worth what the contract is. */
export function drawLines(random: Random, plan: Plan, at: LinePlace): readonly SeedLine[] {
  const fixed = plan.fate === "synced" ? ["1800.00", "4200000.00"][plan.ordinal] : undefined;
  const count = fixed === undefined ? 1 + Math.floor(random.next() ** 1.7 * 14) : 1;
  const total = 1_800 * 2_333 ** (random.next() * (count > 2 ? 0.9 : 0.7));
  const weights = Array.from({ length: count }, () => 0.3 + random.next());
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  const isByUnit = fixed === undefined && random.isOne(at.kind === "purchase_order_contracts" ? 0.6 : 0.15);
  const used = new Set<string>();
  return weights.map((weight, index) => {
    const defect = index === 0 ? plan.defect : null;
    const place = drawPlace(random, defect, at);
    const name = codeNames.get(place.costCode) ?? place.costCode;
    const line = { id: at.idBase + index, ...place, costCodeName: name, description: describe(random, name, used) };
    const worth = Math.max(150, (total * weight) / whole);
    const amounts = isByUnit || defect === "product" ? byUnit(random, at.trade, worth) : lumpSum(random, worth, fixed);
    const spoiled = defect === "product" ? { amount: toScale(multiply(amounts.amount, "1.01"), 2) } : {};
    return { ...line, ...amounts, ...spoiled, ...(defect === "tax" ? { taxCodeId: 71 } : {}) };
  });
}

function drawPlace(random: Random, defect: Defect, { kind, trade, job }: LinePlace): Place {
  const category = kind === "work_order_contracts" ? "SUB" : "MAT";
  const all = trade.divisions.flatMap(codesOf);
  if (defect === "stray") return { costCode: random.pick(strayCodes).code, category };
  if (defect === "group") return { costCode: `${trade.divisions[0]}-000`, category };
  const onJob = job ? all.filter((code) => job.codes.get(code)?.has(category)) : all;
  const fresh = job ? all.filter((code) => !job.codes.has(code)) : [];
  if (defect === "new-code") {
    if (fresh.length > 0) return { costCode: random.pick(fresh), category };
    return { costCode: random.pick(onJob), category: "OTH" };
  }
  return { costCode: random.pick(onJob.length > 0 ? onJob : codesOf("01")), category };
}

/** The code's name with an area that makes it one of a kind on the contract, as far as Sage's 30 characters go. */
function describe(random: Random, name: string, used: Set<string>): string {
  const free = random
    .shuffled(areas)
    .map((area) => `${name}, ${area}`)
    .find((text) => text.length <= 30 && !used.has(text));
  const text = !used.has(name) && random.isOne(0.3) ? name : (free ?? name);
  used.add(text);
  return text;
}

type Amounts = Pick<SeedLine, "quantity" | "unit" | "unitCost" | "amount">;

function lumpSum(random: Random, worth: number, fixed: string | undefined): Amounts {
  const rounded = random.isOne(0.75) ? `${Math.round(worth / 50) * 50}.00` : worth.toFixed(2);
  return { quantity: "0.0", unit: "", unitCost: "0.0", amount: fixed ?? rounded };
}

function byUnit(random: Random, trade: Trade, worth: number): Amounts {
  const [unit, least, most] = random.pick(trade.units);
  const unitCost = (least + random.next() * (most - least)).toFixed(2);
  const count = Math.max(1, Math.round(worth / Number(unitCost)));
  const quantity = count > 4 && random.isOne(0.1) ? `${count}.5` : `${count}.0`;
  const amount = toScale(multiply(quantity, unitCost), 2);
  return isZero(amount) ? lumpSum(random, worth, undefined) : { quantity, unit, unitCost, amount };
}
