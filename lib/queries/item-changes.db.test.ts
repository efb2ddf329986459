import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aCompany, type TestCompany } from "#drizzle/factories/company.ts";
import { aNewVersion, anItem, type TestItem } from "#drizzle/factories/item.ts";
import { codeOf, demand, openTestBed, type TestBed } from "#drizzle/factories/test-bed.ts";
import { rejectItems } from "#lib/commands/reject-items.ts";
import { sendItems } from "#lib/commands/send-items.ts";
import { itemChanges } from "#lib/queries/item-changes.ts";
import type { ChangesView } from "#lib/views/changes.ts";

let bed: TestBed;
beforeAll(async () => {
  bed = await openTestBed(4);
});
afterAll(() => bed.close());

const changesOf = async (company: TestCompany, itemId: string, over: object = {}): Promise<ChangesView> =>
  demand(await itemChanges.execute(bed.app, company.principal("accountant"), { itemId, ...over }));
async function reject(company: TestCompany, item: TestItem, reasons: string[]): Promise<void> {
  const { version } = await bed.view(company, item.id);
  const rows = [{ itemId: item.id, decisionId: randomUUID(), seenVersion: version }];
  demand(await rejectItems.execute(bed.app, company.principal("accountant"), { rows, reasons, text: "" }));
}
async function resend(company: TestCompany, item: TestItem): Promise<void> {
  const { version } = await bed.view(company, item.id);
  const items = [{ itemId: item.id, seenVersion: version }];
  demand(await sendItems.execute(bed.app, company.principal("project_manager"), { items }));
}
const linesOf = (item: TestItem, amount: string) =>
  item.contract.lines.map((line, n) => (n === 0 ? { ...line, amount } : line));

describe("what differs between versions of an item", () => {
  test("one version differs from nothing", async () => {
    const company = await aCompany(bed.owner);
    const item = await anItem(bed.app, company);
    expect(await changesOf(company, item.id)).toMatchObject({ base: null, to: 1, difference: null, points: null });
  });

  test("a document that came back is held against the version that was rejected, point by point", async () => {
    const company = await aCompany(bed.owner);
    const item = await anItem(bed.app, company);
    await reject(company, item, ["amounts", "title", "papers"]);
    await aNewVersion(bed.app, company, {
      ...item.contract,
      lines: linesOf(item, "1000.00"),
      updatedAt: "2026-05-05T08:00:00Z",
    });
    await aNewVersion(bed.app, company, {
      ...item.contract,
      lines: linesOf(item, "1100.00"),
      updatedAt: "2026-05-06T08:00:00Z",
    });
    expect(await changesOf(company, item.id)).toMatchObject({ points: null });
    await resend(company, item);
    const changes = await changesOf(company, item.id);
    expect(changes).toMatchObject({ base: 1, to: 3 });
    expect(changes.versions.map((one) => [one.number, one.rejectedAt !== null, one.isCurrent])).toEqual([
      [3, false, true],
      [2, false, false],
      [1, true, false],
    ]);
    expect(changes.difference?.net).toBe("-150.50");
    expect(changes.difference?.lines.map((line) => [line.kind, ...line.columns])).toEqual([
      ["changed", "amount"],
      ["same"],
    ]);
    expect(changes.points?.map((point) => [point.code, point.verdict])).toEqual([
      ["amounts", "met"],
      ["title", "open"],
      ["papers", "person"],
    ]);
    expect((await bed.view(company, item.id)).rejection?.points).toEqual(changes.points);
    const between = await changesOf(company, item.id, { base: 2, to: 3 });
    expect(between).toMatchObject({ base: 2, to: 3, points: null, difference: { net: "100.00" } });
  });

  test("a newer version of a synced document is held against what is in Sage", async () => {
    const company = await aCompany(bed.owner);
    const item = await anItem(bed.app, company, { state: "synced" });
    await aNewVersion(bed.app, company, { ...item.contract, title: "Electrical", updatedAt: "2026-05-05T08:00:00Z" });
    const { versions } = await changesOf(company, item.id);
    expect(versions.map((one) => [one.number, one.provedAt !== null, one.isCurrent, one.isLatest])).toEqual([
      [2, false, false, true],
      [1, true, true, false],
    ]);
    const changes = await changesOf(company, item.id, { to: 2 });
    expect(changes).toMatchObject({ base: 1, points: null });
    expect(changes.difference?.fields).toEqual([
      { label: "Title", kind: "text", before: "Site electrical", after: "Electrical" },
    ]);
  });

  test("another company's item, and another project's for its manager, are not there", async () => {
    const [company, other] = [await aCompany(bed.owner), await aCompany(bed.owner)];
    const item = await anItem(bed.app, company);
    const ask = { itemId: item.id };
    expect(codeOf(await itemChanges.execute(bed.app, other.principal("accountant"), ask))).toBe("item.unknown");
    const { actor } = company.principal("project_manager");
    const elsewhere = { companyId: company.id, actor: { ...actor, projectIds: [randomUUID()] } };
    expect(codeOf(await itemChanges.execute(bed.app, elsewhere, ask))).toBe("access.project");
  });
});
