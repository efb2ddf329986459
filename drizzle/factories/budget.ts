import { sql } from "drizzle-orm";
import type { TestCompany } from "#drizzle/factories/company.ts";
import { type TestItem, takeIn } from "#drizzle/factories/item.ts";
import type { SeedBudgetChange, SeedBudgetLine } from "#drizzle/seed/model.ts";
import { rawBudget, rawBudgetChange } from "#drizzle/seed/raw-budget.ts";
import { saveFields } from "#lib/commands/save-fields.ts";
import type { ItemState } from "#lib/core/workflow.ts";
import { type Database, row, withCompany } from "#lib/db/database.ts";

type Options = {
  readonly locked?: boolean;
  readonly lines?: readonly Partial<SeedBudgetLine>[];
  readonly state?: Extract<ItemState, "not_sent" | "ready">;
  /** Whether the accountant has acknowledged that there is no import from Sage afterwards. */
  readonly isAcknowledged?: boolean;
};

/** Line `number` of a budget on a combination of the test job. */
export function aBudgetLine(number = 1, over: Partial<SeedBudgetLine> = {}): SeedBudgetLine {
  const code = { costCode: `26-0${number}0`, costCodeName: `Electrical 26-0${number}0`, category: "SUB" };
  return { id: 6000 + number, ...code, amount: `${number}000.50`, ...over };
}

/** The budget of the company's project from the source, ready and acknowledged by default. */
export async function aBudget(
  db: Database,
  company: TestCompany,
  { locked = true, lines = [{}, {}], state = "ready", isAcknowledged = true }: Options = {},
): Promise<Omit<TestItem, "contract">> {
  const project = Number(company.project.sourceId);
  const all = lines.map((over, n) => aBudgetLine(n + 1, over));
  const raw = rawBudget({ project: { id: project }, locked, lines: all });
  const taken = await takeIn(db, company, { kind: "budgets", id: project, raw }, state);
  return state === "ready" && isAcknowledged ? await acknowledge(db, company, taken) : taken;
}

async function acknowledge(
  db: Database,
  company: TestCompany,
  item: Omit<TestItem, "contract">,
): Promise<Omit<TestItem, "contract">> {
  const input = { itemId: item.id, seenVersion: item.version, fields: { caution: "yes" } };
  const saved = await saveFields.execute(db, company.principal("accountant"), input);
  if (!saved.ok) throw new Error(saved.refusal.code);
  const found = await withCompany(db, company.id, (tx) =>
    row<{ document_sha256: string }>(
      tx,
      sql`select document_sha256 from item where company_id = ${company.id} and id = ${item.id}`,
    ),
  );
  return { ...item, version: saved.value.version, documentSha256: found?.document_sha256 ?? null };
}

let serial = 0;
type ChangeOptions = Partial<Omit<SeedBudgetChange, "lines">> & {
  readonly state?: ItemState;
  readonly lines?: readonly Partial<SeedBudgetLine>[];
};

/** An approved change of the budget of the company's project, in its state by the real verbs; ready by default. */
export async function aBudgetChange(
  db: Database,
  company: TestCompany,
  { state, lines = [{}], ...over }: ChangeOptions = {},
): Promise<Omit<TestItem, "contract">> {
  serial += 1;
  const change: SeedBudgetChange = {
    id: 610_000 + serial,
    project: { id: Number(company.project.sourceId) },
    number: serial,
    title: "Owner allowance",
    description: "",
    status: "approved",
    lines: lines.map((line, n) => aBudgetLine(n + 1, { id: 650_000 + serial * 10 + n, ...line })),
    ...over,
  };
  return await takeIn(db, company, { kind: "budget_changes", id: change.id, raw: rawBudgetChange(change) }, state);
}
