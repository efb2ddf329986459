import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { aCompany, type TestCompany } from "#drizzle/factories/company.ts";
import { anInvoice } from "#drizzle/factories/invoice.ts";
import { anItem } from "#drizzle/factories/item.ts";
import { codeOf, demand, openTestBed, type TestBed } from "#drizzle/factories/test-bed.ts";
import { savePeriods } from "#lib/commands/save-periods.ts";
import type { Period } from "#lib/core/periods.ts";
import { row } from "#lib/db/database.ts";
import { checkItems } from "#lib/jobs/check-items.ts";
import { settingsImpact } from "#lib/queries/settings-impact.ts";

let bed: TestBed;
beforeAll(async () => {
  bed = await openTestBed();
});
afterAll(() => bed.close());
const period = (name: string, firstDay: string, lastDay: string, over: Partial<Period> = {}): Period => ({
  ...{ name, firstDay, lastDay, isApOpen: true, isJcOpen: true },
  ...over,
});
const save = (company: TestCompany, periods: readonly Period[], seen: readonly Period[] = []) =>
  savePeriods.execute(bed.app, company.principal("admin"), { periods, seen, note: "month end" });

test("a closed period blocks before anybody decides, the impact told so before, and opening it frees", async () => {
  const company = await aCompany(bed.owner);
  const parent = await anItem(bed.app, company, { state: "synced" });
  const item = await anInvoice(bed.app, company, parent);
  const stored = await row<{ date: string }>(
    bed.owner,
    sql`select fields ->> 'accountingDate' as date from item where id = ${item.id}`,
  );
  const date = stored?.date ?? "";
  const closed = [
    period("This one", `${date.slice(0, 4)}-01-01`, date, { isApOpen: false }),
    period("Later", "2090-01-01", "2090-01-31"),
  ];
  const asked = { changes: "{}", periods: JSON.stringify(closed) };
  const told = demand(await settingsImpact.execute(bed.app, company.principal("admin"), asked));
  expect(told.rows.map(({ id, change }) => [id, change])).toEqual([[item.id, "blocks"]]);
  demand(await save(company, closed));
  await bed.run(checkItems, { companyId: company.id });
  const blocked = (await bed.view(company, item.id)).findings.find(({ code }) => code.endsWith("period_closed"));
  expect(blocked).toMatchObject({ severity: "blocks", fix: { target: "accountingDate" } });
  expect(blocked?.sentence).toContain("the next open date is 2090-01-01");
  demand(
    await save(
      company,
      closed.map((one) => ({ ...one, isApOpen: true })),
      closed,
    ),
  );
  await bed.run(checkItems, { companyId: company.id });
  expect((await bed.view(company, item.id)).findings.filter(({ code }) => code.includes("period"))).toEqual([]);
  const event = await row<{ data: object }>(
    bed.owner,
    sql`select data from audit_event where company_id = ${company.id} and kind = 'periods.changed' order by seq limit 1`,
  );
  expect(event?.data).toMatchObject({ note: "month end", before: [] });
});

test("overlaps and lists that somebody changed meanwhile are refused; the same again writes nothing", async () => {
  const company = await aCompany(bed.owner);
  const [may, june] = [period("May", "2026-05-01", "2026-05-31"), period("June", "2026-06-01", "2026-06-30")];
  expect(codeOf(await save(company, [may, { ...june, firstDay: "2026-05-31" }]))).toBe("input.invalid");
  demand(await save(company, [may]));
  expect(codeOf(await save(company, [june]))).toBe("periods.moved");
  expect(demand(await save(company, [may], [may]))).toEqual({ count: 1 });
  const [first, second] = await Promise.all([save(company, [may, june], [may]), save(company, [june], [may])]);
  expect([codeOf(first), codeOf(second)].toSorted()).toEqual([null, "periods.moved"].toSorted());
  expect((await bed.companyKinds(company)).filter((kind) => kind === "periods.changed")).toHaveLength(2);
  expect(codeOf(await savePeriods.execute(bed.app, company.principal("auditor"), {}))).toBe("access.role");
});
