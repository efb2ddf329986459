import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aCompany, type TestCompany } from "#drizzle/factories/company.ts";
import { aDirectoryCompany, rawCompany } from "#drizzle/factories/directory-company.ts";
import { anItem } from "#drizzle/factories/item.ts";
import { acceptRow, codeOf, demand, openTestBed, type TestBed } from "#drizzle/factories/test-bed.ts";
import { acceptItems } from "#lib/commands/accept-items.ts";
import { linkVendor } from "#lib/commands/link-vendor.ts";
import { sendItems } from "#lib/commands/send-items.ts";
import type { SourcePort, SourceRecord } from "#lib/connectors/port.ts";
import type { Json } from "#lib/core/canonical-json.ts";
import type { ExportDocument } from "#lib/core/export-document.ts";
import type { Verdict } from "#lib/core/machines/look.ts";
import { row, rows, withCompany } from "#lib/db/database.ts";
import { gatewayStore } from "#lib/db/gateway-store.ts";
import { mirrorPage } from "#lib/db/mirror.ts";
import { checkItems } from "#lib/jobs/check-items.ts";
import { pollSource } from "#lib/jobs/poll-source.ts";
import { writeBack } from "#lib/jobs/write-back.ts";
import { inboxPage } from "#lib/queries/inbox-page.ts";
import { itemView } from "#lib/queries/item-view.ts";
import { outboxPage } from "#lib/queries/outbox-page.ts";
import { vendorMatch } from "#lib/queries/vendor-match.ts";
import { vendorPage } from "#lib/queries/vendor-page.ts";

let bed: TestBed;
let store: ReturnType<typeof gatewayStore>;
beforeAll(async () => {
  bed = await openTestBed();
  store = gatewayStore(bed.app, bed.database.appUrl);
});
afterAll(async () => {
  await store.close();
  await bed.close();
});

const check = (company: TestCompany) => bed.run(checkItems, { companyId: company.id });
const codes = async (company: TestCompany, itemId: string) =>
  (await bed.view(company, itemId)).findings.map(({ code, severity }) => `${code} ${severity}`);
const accept = async (company: TestCompany, id: string) =>
  await acceptItems.execute(bed.app, company.principal("accountant"), {
    rows: [acceptRow(await bed.view(company, id))],
  });
const report = async (company: TestCompany, verdict: Verdict) => {
  const [given] = await store.leaseNext(company.syncClient.id, 1);
  if (!given) throw new Error("nothing is offered");
  const { exportId, fence, sha256 } = given;
  await store.report(company.syncClient.id, { exportId, fence, sha256, verdict, evidence: {} });
  return JSON.parse(given.document) as ExportDocument;
};
const linkOf = (vendorId: string) =>
  row<{ sage_vendor: string }>(bed.owner, sql`select sage_vendor from vendor_link where vendor_id = ${vendorId}`);

/** A source whose directory holds these companies, and that remembers what is written into it. */
function source(...held: readonly Json[]) {
  const writes: unknown[][] = [];
  const list = async function* (): AsyncGenerator<SourceRecord> {
    for (const raw of held) {
      const { id, updated_at: updatedAt } = raw as { id: number; updated_at: string };
      yield { id: String(id), updatedAt, isDeleted: false, raw };
    }
  };
  const none = async function* (): AsyncGenerator<SourceRecord> {};
  const port: SourcePort = {
    projects: none,
    vendors: list,
    documents: (kind, project) => (kind === "vendors" && project === null ? list() : none()),
    document: async () => null,
    writeOrigin: async (...call) => {
      writes.push(call);
      return { kind: "written" };
    },
  };
  return { port, writes };
}
const poll = (company: TestCompany, port: SourcePort) => bed.run(pollSource, { companyId: company.id }, port);
const itemsOf = (company: TestCompany) =>
  rows<{ number: string; state: string; project_id: string | null; vendor_id: string | null }>(
    bed.owner,
    sql`select number, state, project_id, vendor_id from item where company_id = ${company.id} order by number`,
  );

describe("taking in", () => {
  test("an active company that is not linked becomes an item of no project, also where all else is sent by itself", async () => {
    const company = await aCompany(bed.owner, { profile: { sendWhenApproved: true } });
    const { vendor, unlinkedVendor } = company;
    await poll(
      company,
      source(
        rawCompany(Number(vendor.sourceId), vendor.name),
        rawCompany(Number(unlinkedVendor.sourceId), unlinkedVendor.name),
        rawCompany(801, "Asleep Roofing", { is_active: false }),
      ).port,
    );
    expect(await itemsOf(company)).toEqual([
      { number: unlinkedVendor.name, state: "not_sent", project_id: null, vendor_id: unlinkedVendor.id },
    ]);
    expect(await bed.broken(company)).toEqual([]);
  });

  test("a company whose tie was severed becomes one with the next reading", async () => {
    const company = await aCompany(bed.owner);
    const { port } = source(rawCompany(Number(company.vendor.sourceId), company.vendor.name));
    await poll(company, port);
    expect(await itemsOf(company)).toEqual([]);
    const severed = { vendorId: company.vendor.id, sageVendor: null };
    demand(await linkVendor.execute(bed.app, company.principal("admin"), severed));
    const cursor = await row<{ at: string }>(
      bed.owner,
      sql`select read_until::date::text as at from source_cursor where company_id = ${company.id} and list = 'vendors/company'`,
    );
    expect(cursor?.at).toBe("1970-01-02");
    await poll(company, port);
    expect(await itemsOf(company)).toMatchObject([{ number: company.vendor.name, state: "not_sent" }]);
  });
});

describe("on the screens", () => {
  test("accounting and administration see it beside the company directory, a project manager never does", async () => {
    const company = await aCompany(bed.owner);
    const { id } = await aDirectoryCompany(bed.app, company);
    const place = { id: null, number: "", name: "Company directory" };
    for (const role of ["accountant", "admin", "auditor"] as const) {
      const inbox = demand(await inboxPage.execute(bed.app, company.principal(role), {}));
      expect(inbox.rows).toMatchObject([{ id, project: place }]);
      expect(await bed.view(company, id, role)).toMatchObject({ project: { ...place, job: null } });
    }
    const manager = company.principal("project_manager");
    expect(codeOf(await itemView.execute(bed.app, manager, { itemId: id }))).toBe("access.project");
    const sent = await sendItems.execute(bed.app, manager, { items: [{ itemId: id, seenVersion: 1 }] });
    expect(codeOf(sent)).toBe("access.project");
    demand(await accept(company, id));
    const outbox = demand(await outboxPage.execute(bed.app, company.principal("accountant"), {}));
    expect(outbox.rows).toMatchObject([{ id, project: place }]);
  });

  test("the vendors screen offers to send it, and waits for nothing on its own account", async () => {
    const company = await aCompany(bed.owner);
    const one = await aDirectoryCompany(bed.app, company, { state: "not_sent" });
    const page = async (role: "admin" | "accountant", id = one.vendorId) =>
      demand(await vendorMatch.execute(bed.app, company.principal(role), { side: "company", id }));
    const listed = demand(await vendorPage.execute(bed.app, company.principal("admin"), { q: one.name }));
    expect(listed.rows).toMatchObject([{ id: one.vendorId, waiting: { count: 0 }, stateLabel: null }]);
    expect(await page("admin")).toMatchObject({
      waiting: { count: 0 },
      item: { id: one.id, state: "not_sent", action: { gesture: "send", isAllowed: true } },
    });
    expect(await page("accountant")).toMatchObject({ item: { action: { isAllowed: false } } });
    const seenVersion = one.version;
    const sent = { items: [{ itemId: one.id, seenVersion }] };
    demand(await sendItems.execute(bed.app, company.principal("admin"), sent));
    expect(await page("admin")).toMatchObject({
      item: { stateLabel: "Ready to Export", action: { gesture: "retrieve" } },
    });
    expect(await codes(company, one.id)).toEqual(["vendor.sage_id.missing blocks", "vendor.type.missing blocks"]);
    const asleep = await aDirectoryCompany(bed.app, company, { state: "not_sent", name: "Asleep Roofing" });
    await bed.owner.execute(sql`update vendor set is_active = false where id = ${asleep.vendorId}`);
    expect(await page("admin", asleep.vendorId)).toMatchObject({ party: { isActive: false }, item: { action: null } });
  });
});

describe("what Sage says", () => {
  test("an id is used once, in Sage and here; a name that Sage has is a warning, a type that it has not a block", async () => {
    const company = await aCompany(bed.owner);
    const of = async (options: Parameters<typeof aDirectoryCompany>[2]) =>
      await codes(company, (await aDirectoryCompany(bed.app, company, options)).id);
    expect(await of({ fields: { sageId: "LUMEN" } })).toEqual(["vendor.sage_id.taken blocks"]);
    expect(await of({ fields: { sageId: "NEWCO" } })).toEqual([]);
    expect(await of({ fields: { sageId: "NEWCO" } })).toEqual(["vendor.sage_id.taken blocks"]);
    expect(await of({ name: "OAKFIELD supply" })).toEqual(["vendor.name.alike warns"]);
    expect(await of({ fields: { vendorType: "Carpenter" } })).toEqual(["vendor.type.unknown blocks"]);
  });

  test("a vendor that somebody keys meanwhile is noticed, and so is a link", async () => {
    const company = await aCompany(bed.owner);
    const one = await aDirectoryCompany(bed.app, company);
    expect(await codes(company, one.id)).toEqual([]);
    const keyed = { Vendor: one.sageId, Name: "Somebody", Type: "Supplier", Status: "Active" };
    await withCompany(bed.app, company.id, (tx) =>
      mirrorPage(tx, company.id, { table: "APM_MASTER__VENDOR", rows: [keyed], cursor: "9", isLast: true }),
    );
    await check(company);
    expect(await codes(company, one.id)).toEqual(["vendor.sage_id.taken blocks"]);
    const tie = { vendorId: one.vendorId, sageVendor: "OAKFIELD" };
    demand(await linkVendor.execute(bed.app, company.principal("admin"), tie));
    await check(company);
    expect(await codes(company, one.id)).toContain("vendor.synced blocks");
  });
});

describe("the way to Sage", () => {
  test("accepted, keyed by a person, proved, linked, and Procore is told; what waited for the company is free", async () => {
    const company = await aCompany(bed.owner);
    const one = await aDirectoryCompany(bed.app, company);
    const waiting = await anItem(bed.app, company, { vendor: "none" });
    await bed.owner.execute(sql`update item set vendor_id = ${one.vendorId} where id = ${waiting.id}`);
    demand(await accept(company, one.id));
    await bed.drive(company, one.id);
    const document = await report(company, { kind: "imported", reason: "Waits to be keyed" });
    expect(document).toMatchObject({ recordType: "vendor", erpId: one.sageId, door: "attended", files: [] });
    expect(document.sheet?.[0]?.fields).toContainEqual({ label: "Vendor", value: one.sageId });
    expect(await bed.item(one.id)).toMatchObject({ state: "exporting" });
    await bed.owner.execute(sql`update export set next_check_at = clock_timestamp() where item_id = ${one.id}`);
    await bed.drive(company, one.id);
    await report(company, { kind: "proved" });
    expect(await bed.item(one.id)).toMatchObject({ state: "synced" });

    const { port, writes } = source();
    await bed.run(writeBack, { companyId: company.id }, port);
    expect(await linkOf(one.vendorId)).toEqual({ sage_vendor: one.sageId });
    expect(await bed.companyKinds(company)).toContain("vendor.linked");
    const origin = { id: one.sageId, code: one.sageId, data: null };
    expect(writes).toEqual([["vendors", null, one.sourceId, origin]]);
    expect(await bed.exportOf(one.id)).toMatchObject({ write_back: "written" });
    const marked = await row<{ is_marked: boolean }>(
      bed.owner,
      sql`select checked_at is null as is_marked from item where id = ${waiting.id}`,
    );
    expect(marked).toEqual({ is_marked: true });
    expect(await bed.broken(company)).toEqual([]);
  });

  test("a tie that a person made meanwhile stays, and the vendor is still told to Procore", async () => {
    const company = await aCompany(bed.owner);
    const one = await aDirectoryCompany(bed.app, company);
    demand(await accept(company, one.id));
    await bed.drive(company, one.id);
    const tie = { vendorId: one.vendorId, sageVendor: "OAKFIELD" };
    demand(await linkVendor.execute(bed.app, company.principal("admin"), tie));
    await report(company, { kind: "proved" });
    const { port, writes } = source();
    await bed.run(writeBack, { companyId: company.id }, port);
    expect(await linkOf(one.vendorId)).toEqual({ sage_vendor: "OAKFIELD" });
    expect(writes).toHaveLength(1);
  });
});
