import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aCompany, type TestCompany } from "#drizzle/factories/company.ts";
import { anItem } from "#drizzle/factories/item.ts";
import { acceptRow, codeOf, demand, openTestBed, type TestBed } from "#drizzle/factories/test-bed.ts";
import { acceptItems } from "#lib/commands/accept-items.ts";
import { linkVendor } from "#lib/commands/link-vendor.ts";
import { rejectItems } from "#lib/commands/reject-items.ts";
import { resolveExport } from "#lib/commands/resolve-export.ts";
import { retryItem } from "#lib/commands/retry-item.ts";
import { saveFields } from "#lib/commands/save-fields.ts";
import { checkItems } from "#lib/jobs/check-items.ts";

let bed: TestBed;
beforeAll(async () => {
  bed = await openTestBed();
});
afterAll(() => bed.close());

async function orderOf(company: TestCompany, itemId: string) {
  const { decisionId, seenVersion, seenSha256 } = acceptRow(await bed.view(company, itemId));
  return { itemId, decisionId, seenVersion, seenSha256 };
}
const link = (company: TestCompany, sageVendor: string | null) =>
  linkVendor.execute(bed.app, company.principal("admin"), { vendorId: company.vendor.id, sageVendor });

describe("try again", () => {
  test("stopped for a vendor, vendor linked, clean, accepted anew: one more decision, the same export", async () => {
    const company = await aCompany(bed.owner);
    const item = await anItem(bed.app, company, { state: "outbox" });
    demand(await link(company, null));
    await bed.drive(company, item.id);
    expect(await bed.item(item.id)).toMatchObject({ state: "failed", note: expect.stringContaining("Lumen Works") });
    await bed.run(checkItems, { companyId: company.id });
    const blocked = await retryItem.execute(bed.app, company.principal("accountant"), await orderOf(company, item.id));
    expect(codeOf(blocked)).toMatch(/^item\.(blocked|changed)$/);
    demand(await link(company, company.vendor.sageVendor));
    await bed.run(checkItems, { companyId: company.id });
    const order = await orderOf(company, item.id);
    const { version } = demand(await retryItem.execute(bed.app, company.principal("accountant"), order));
    expect(await bed.item(item.id)).toMatchObject({ state: "outbox", note: null, version });
    expect(await bed.exportOf(item.id)).toMatchObject({ id: item.exportId, status: "outbox", note: null });
    expect((await bed.kinds(item.id)).at(-1)).toBe("item.accepted");
    expect(await bed.bells("export.drive", item.exportId ?? "")).toBeGreaterThanOrEqual(1);
    expect(await retryItem.execute(bed.app, company.principal("accountant"), order)).toMatchObject({ ok: true });
    expect(await bed.broken(company)).toEqual([]);
    await bed.drive(company, item.id);
    expect((await bed.item(item.id)).state).toBe("exporting");
  });

  test("is refused while it is blocked, with what blocks it now and not with why it failed", async () => {
    const company = await aCompany(bed.owner);
    const item = await anItem(bed.app, company, { state: "failed" });
    await bed.owner.execute(sql`update sage_vendor set status = 'Inactive' where company_id = ${company.id}`);
    await bed.owner.execute(sql`update item set checked_at = null where company_id = ${company.id}`);
    await bed.run(checkItems, { companyId: company.id });
    const answer = await retryItem.execute(bed.app, company.principal("accountant"), await orderOf(company, item.id));
    expect(answer).toMatchObject({
      ok: false,
      refusal: { code: "item.blocked", params: { first: expect.stringContaining("Inactive") } },
    });
    expect((await bed.item(item.id)).state).toBe("failed");
  });

  test("is refused from another state, for another hash, and when its Sage id went to another item", async () => {
    const company = await aCompany(bed.owner, { profile: { undoSeconds: 600 } });
    const [ready, failed] = [await anItem(bed.app, company), await anItem(bed.app, company, { state: "failed" })];
    const { principal } = company;
    expect(codeOf(await retryItem.execute(bed.app, principal("accountant"), await orderOf(company, ready.id)))).toBe(
      "item.moved",
    );
    const order = await orderOf(company, failed.id);
    expect(
      codeOf(await retryItem.execute(bed.app, principal("accountant"), { ...order, seenSha256: "f".repeat(64) })),
    ).toBe("item.changed");
    await bed.owner.execute(sql`update item set erp_id = 'SAME' where company_id = ${company.id}`);
    demand(
      await acceptItems.execute(bed.app, principal("accountant"), {
        rows: [acceptRow(await bed.view(company, ready.id))],
      }),
    );
    const taken = await retryItem.execute(bed.app, principal("accountant"), await orderOf(company, failed.id));
    expect(taken).toMatchObject({
      ok: false,
      refusal: { code: "item.blocked", params: { first: expect.stringContaining("already belongs") } },
    });
  });

  test("a rejection's id is not the id of an acceptance", async () => {
    const company = await aCompany(bed.owner);
    const [item, other] = [await anItem(bed.app, company, { state: "failed" }), await anItem(bed.app, company)];
    const decisionId = randomUUID();
    const row = { itemId: other.id, decisionId, seenVersion: other.version };
    demand(
      await rejectItems.execute(bed.app, company.principal("accountant"), {
        rows: [row],
        reasons: ["codes"],
        text: "",
      }),
    );
    const order = { ...(await orderOf(company, item.id)), decisionId };
    expect(codeOf(await retryItem.execute(bed.app, company.principal("accountant"), order))).toBe("decision.reused");
  });

  test("twenty at once: one export order stands", async () => {
    const company = await aCompany(bed.owner);
    const item = await anItem(bed.app, company, { state: "failed" });
    const order = await orderOf(company, item.id);
    const one = () =>
      retryItem.execute(bed.app, company.principal("accountant"), { ...order, decisionId: randomUUID() });
    const codes = (await Promise.all(Array.from({ length: 20 }, one))).map(codeOf);
    expect(codes.filter((code) => code === null)).toHaveLength(1);
    expect(codes.filter((code) => code === "item.moved")).toHaveLength(19);
    expect(await bed.broken(company)).toEqual([]);
  });

  test.each(["admin", "auditor", "project_manager", "ungranted"] as const)("is refused to %s", async (role) => {
    const company = await aCompany(bed.owner);
    const item = await anItem(bed.app, company, { state: "failed" });
    const answer = await retryItem.execute(bed.app, company.principal(role), await orderOf(company, item.id));
    expect(codeOf(answer)).toMatch(/^access\./);
  });

  test("after a stop with an open outcome it is accepted again and Sage is asked before anything is written", async () => {
    const company = await aCompany(bed.owner);
    const item = await anItem(bed.app, company, { state: "held" });
    const { principal } = company;
    demand(
      await resolveExport.execute(bed.app, principal("accountant"), {
        itemId: item.id,
        seenVersion: item.version,
        as: "give_up",
      }),
    );
    expect(await bed.exportOf(item.id)).toMatchObject({ status: "failed", has_open_intent: true });
    const retried = await orderOf(company, item.id);
    demand(await retryItem.execute(bed.app, principal("accountant"), retried));
    await bed.drive(company, item.id);
    expect(await bed.item(item.id)).toMatchObject({ state: "unknown" });
    expect(await bed.exportOf(item.id)).toMatchObject({ status: "unknown", is_offered: true, has_open_intent: true });
    expect(await bed.broken(company)).toEqual([]);
  });

  test("fields saved on a failed item make the document that is accepted anew", async () => {
    const company = await aCompany(bed.owner);
    const item = await anItem(bed.app, company, { state: "failed" });
    const input = { itemId: item.id, seenVersion: item.version, fields: { sageId: "OTHER-1" } };
    demand(await saveFields.execute(bed.app, company.principal("accountant"), input));
    const order = await orderOf(company, item.id);
    expect(order.seenSha256).not.toBe(item.documentSha256);
    demand(await retryItem.execute(bed.app, company.principal("accountant"), order));
    expect(await bed.exportOf(item.id)).toMatchObject({ document_sha256: order.seenSha256, erp_id: "OTHER-1" });
    expect(await bed.broken(company)).toEqual([]);
  });
});
