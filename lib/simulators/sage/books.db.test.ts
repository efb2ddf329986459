import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Mistake } from "#lib/simulators/sage/books.ts";
import {
  commitmentRecord,
  itemRecord,
  lines,
  openTestCompany,
  REFERENCE,
  type TestCompany,
} from "#lib/simulators/sage/test-company.ts";

let company: TestCompany;
beforeAll(async () => {
  company = await openTestCompany();
  await company.start();
});
afterAll(() => company.close());
beforeEach(async () => {
  await company.control("DELETE", "faults");
  await company.control("POST", "reset");
  await company.control("POST", "load", REFERENCE);
});

const mistakes = async () => (await company.control("GET", "books")).body.mistakes as Mistake[];
const sql = async (text: string) => (await company.sql.query(text)).rows;

/** The same draws for the same seed. */
function chanceOf(seed: number) {
  let state = seed;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const int = (least: number, most: number): number => least + Math.floor(next() * (most - least + 1));
  return { int, pick: <T>(list: readonly T[]): T => list[int(0, list.length - 1)] as T };
}

const PLACES = [
  { extra: "", cost_code: "03-100", category: "SUB" },
  { extra: "", cost_code: "03-100", category: "MAT" },
  { extra: "", cost_code: "03-200", category: "SUB" },
  { extra: "PARK", cost_code: "03-100", category: "SUB" },
] as const;

const run = async (files: Parameters<TestCompany["run"]>[0]) => (await company.run(files)).report;

type Chance = ReturnType<typeof chanceOf>;
type Item = { commitment: string; item_number: number; cost_code: string; category: string; extra: string };
const money = ({ int }: Chance, most = 90_000): string => `${int(1, most)}.${String(int(0, 99)).padStart(2, "0")}`;
const posted = (chance: Chance, most = 3) =>
  sql(`SELECT * FROM JCM_MASTER__COMMITMENT_ITEM WHERE Commitment IN (
    SELECT Commitment FROM JCM_MASTER__COMMITMENT ORDER BY Commitment LIMIT 1 OFFSET ${chance.int(0, most)})
    ORDER BY Item_Number`) as Promise<Item[]>;

const importCommitment = (chance: Chance, n: number) => {
  const items = Array.from({ length: chance.int(1, 3) }, (_, index) => {
    const { extra, cost_code: code, category } = chance.pick(PLACES);
    return itemRecord(`SC-${n}`, String(index + 1), { extra, code, category, amount: money(chance) });
  });
  return run({ jcc: lines(commitmentRecord(`SC-${n}`, { date: "11/24/2024" }), ...items) });
};

const importChangeOrder = async (chance: Chance, n: number) => {
  const [item] = await posted(chance);
  if (!item) return "";
  const { commitment } = item;
  // A new item comes along, with an amount of its own.
  const added = itemRecord(commitment, String(50 + n), { amount: money(chance, 900) });
  const head = `CCO,"${commitment}","C${n}","More",,"11/24/2024",,,5`;
  const change = `CCOI,"${commitment}","C${n}",1,"More",0,${chance.pick(["", "-"])}${money(chance, 900)}`;
  return run({
    jcc: lines(added, head, change, `CCOI,"${commitment}","C${n}",${50 + n},"New",0,${money(chance, 900)}`),
  });
};

const importEstimates = (chance: Chance) => {
  const { extra, cost_code, category } = chance.pick(PLACES);
  const jce = lines(
    `*,"24-01",""`,
    `C,"${cost_code}",,"${category}",11242024,${chance.int(0, 9)},"LS",${money(chance)},,,,,"${extra}"`,
  );
  return run(chance.int(0, 1) === 0 ? { jce } : { jce, script: "EstimatesCO,TAG.jce\r\n" });
};

const importInvoice = async (chance: Chance, n: number) => {
  const items = (await posted(chance)).slice(0, 2);
  if (items.length === 0) return "";
  const amounts = items.map(() => chance.int(10, 900));
  const head = `API,"ACMEST","PA-${n}","Pay app",${amounts.reduce((a, b) => a + b)}.00,,11/20/2024,,,11/24/2024,,,,,,`;
  const distributions = items.map(({ commitment, item_number, extra, cost_code, category }, index) => {
    return `APD,"${commitment}",${item_number},"24-01","${extra}","${cost_code}","${category}",,,${amounts[index]}.00,${chance.int(0, 9)}.00,,,"Work",`;
  });
  return run({ txt: lines(head, ...distributions) });
};

const key = async (path: string, body?: unknown): Promise<string> => {
  const { status, body: answer } = await company.control("POST", path, body);
  return `${status} ${String(answer.error ?? "")}`;
};
const payOne = async (chance: Chance) => {
  const [invoice] = await sql(
    `SELECT Invoice FROM APM_MASTER__INVOICE ORDER BY Invoice LIMIT 1 OFFSET ${chance.int(0, 4)}`,
  );
  return invoice ? key(`invoices/ACMEST/${invoice.invoice}/pay`, { date: "2024-11-28" }) : "";
};
const keyCost = (chance: Chance) => {
  const type = chance.pick(["JC cost", "PR cost"]);
  const date = chance.pick(["2024-10-30", "2024-11-05", "2024-12-01"]);
  const billed = chance.int(0, 1) === 0 ? { billed_amount: money(chance, 900) } : {};
  return key("costs", { job: "24-01", ...chance.pick(PLACES), type, amount: money(chance, 900), date, ...billed });
};
const keyContract = (chance: Chance, n: number) => {
  const items = [
    { contract_item: "1000", amount: money(chance) },
    { contract_item: "2000", amount: money(chance) },
  ];
  return key("contracts", { contract: `K${n}`, job: chance.pick(["24-01", "24-03"]), items });
};
const editItem = async (chance: Chance) => {
  const [item] = await posted(chance);
  return item ? key(`commitments/${item.commitment}/items/1`, { amount: money(chance), category: "SUB" }) : "";
};
const closeOrOpen = (chance: Chance) => {
  const month = chance.pick(["2024-09", "2024-10"]);
  return key("periods", { month, status: chance.pick(["closed", "open"]) });
};

const GESTURES: readonly ((chance: Chance, n: number) => Promise<string>)[] = [
  importCommitment,
  importCommitment,
  importChangeOrder,
  importEstimates,
  importInvoice,
  importInvoice,
  payOne,
  keyCost,
  keyCost,
  (chance) => key("estimates", { job: "24-01", ...chance.pick(PLACES), amount: money(chance), date: "2024-11-24" }),
  keyContract,
  (chance, n) => key("contract-changes", { job: "24-03", change: `X${n}`, amount: money(chance, 900) }),
  (chance) => key("worksheet-lines", { job: "24-01", description: "Line", amount: money(chance) }),
  editItem,
  async (chance) => {
    const [item] = await posted(chance);
    return item ? key(`commitments/${item.commitment}/delete`) : "";
  },
  closeOrOpen,
  () => key("faults", { kind: "posting_held", times: 1 }),
  () => key("post", {}),
];

test.each([1, 2, 3])("a random month (seed %i) leaves the books in order", async (seed) => {
  const chance = chanceOf(seed);
  const answers: string[] = [];
  for (let n = 0; n < 70; n += 1) answers.push(await chance.pick(GESTURES)(chance, n));
  await company.control("POST", "post", {});
  expect(await mistakes()).toEqual([]);
  // Nothing that was to happen came to nothing altogether.
  const kinds = new Set((await company.effects()).map((row) => row.kind));
  for (const kind of ["commitment.posted", "change_order.posted", "invoice.posted", "cost.keyed", "contract.keyed"])
    expect(kinds).toContain(kind);
  expect(answers.filter((answer) => answer.startsWith("200")).length).toBeGreaterThan(10);
  expect(answers.filter((answer) => answer.startsWith("400") || answer.startsWith("500"))).toEqual([]);
});

test.each([
  [
    "a category's cost",
    "UPDATE JCM_MASTER__CATEGORY SET JTD_Cost = JTD_Cost + 0.01 WHERE Cost_Code = '03-200'",
    "jtd_cost",
  ],
  [
    "a job's commitments",
    "UPDATE JCM_MASTER__JOB SET Revised_Commitment = 0 WHERE Job = '24-01'",
    "revised_commitment",
  ],
  [
    "a cost code's estimate",
    "UPDATE JCM_MASTER__COST_CODE SET Total_Estimate = 1 WHERE Cost_Code = '03-200'",
    "total_estimate",
  ],
  ["what was invoiced", "UPDATE JCM_MASTER__COMMITMENT SET Amount_Invoiced = 0", "amount_invoiced"],
  ["what was paid", "UPDATE APM_MASTER__INVOICE SET Amount_Paid = Amount_Paid - 0.01", "amount_paid"],
  ["a distribution", "DELETE FROM APM_MASTER__DISTRIBUTION WHERE Dist_Seq = 1", "amount"],
  ["a contract", "UPDATE CNM_MASTER__CONTRACT SET Revised_Amount = 0", "revised_amount"],
  [
    "a transaction",
    "DELETE FROM JCT_CURRENT__TRANSACTION WHERE Transaction_Type = 'Committed cost'",
    "original_commitment",
  ],
  ["a billed cost", "UPDATE BLT_CURRENT__WIP_TRANSACTION SET Cost_Amount = 0", "cost_amount"],
  ["a worksheet", "DELETE FROM JCM_MASTER__JOB_MISC_WORKSHEET", "amount"],
])("%s that was changed behind the books is found", async (_, statement, column) => {
  await run({ jcc: lines(commitmentRecord("SC-1"), itemRecord("SC-1", "1", { code: "03-200" })) });
  const line = `APD,"SC-1",1,"24-01",,"03-200","SUB",,,1000.00,100.00,,,"Slab",`;
  await run({ txt: lines(`API,"ACMEST","PA-7","Pay app 7",1000.00,,11/20/2024,,,11/24/2024,,,,,,`, line) });
  expect(await key("invoices/ACMEST/PA-7/pay")).toBe("200 ");
  const place = { job: "24-01", cost_code: "03-200", category: "SUB", amount: "50.00" };
  expect(await key("costs", { ...place, billed_amount: "60.00" })).toBe("200 ");
  expect(await key("contracts", { contract: "K1", job: "24-01", items: "1000;Works;500.00" })).toBe("200 ");
  expect(await key("worksheet-lines", { job: "24-03", amount: "10.00" })).toBe("200 ");
  expect(await mistakes()).toEqual([]);
  await company.sql.query(statement);
  expect((await mistakes()).map((mistake) => mistake.column)).toContain(column);
});
