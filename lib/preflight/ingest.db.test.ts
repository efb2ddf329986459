import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aCompany, type TestCompany } from "#drizzle/factories/company.ts";
import { anItem } from "#drizzle/factories/item.ts";
import { aContract, acceptRow, codeOf, openTestBed, type TestBed } from "#drizzle/factories/test-bed.ts";
import type { SeedContract } from "#drizzle/seed/model.ts";
import { rawContract } from "#drizzle/seed/raw-contract.ts";
import { acceptItems } from "#lib/commands/accept-items.ts";
import type { Json } from "#lib/core/canonical-json.ts";
import { type ItemState, itemStates } from "#lib/core/workflow.ts";
import { row, rows, withCompany } from "#lib/db/database.ts";
import { readFactsBase } from "#lib/db/facts.ts";
import { ingest, ingestDirectory } from "#lib/preflight/ingest.ts";
import { recordTypeOfKind } from "#lib/records/registry.ts";

let bed: TestBed;
beforeAll(async () => {
  bed = await openTestBed();
});
afterAll(() => bed.close());

/** One document as the poller hands it over. */
const take = (company: TestCompany, contract: SeedContract, over: Record<string, Json> = {}, isDeleted = false) =>
  withCompany(bed.app, company.id, async (tx) =>
    ingest(tx, await readFactsBase(tx, company.id), {
      type: recordTypeOfKind(contract.kind),
      sourceKind: contract.kind,
      raw: { ...(rawContract(contract) as Record<string, Json>), ...over },
      isDeleted,
    }),
  );
const itemsOf = (company: TestCompany) =>
  rows<{ id: string; state: string; sent_by: string | null; search: string; vendor_id: string | null; own: string[] }>(
    bed.owner,
    sql`select id, state, sent_by, search, vendor_id, to_json(own_person_ids) as own from item where company_id = ${company.id}`,
  );
const revisionsOf = async (id: string) =>
  Number((await row<{ n: string }>(bed.owner, sql`select count(*) as n from item_revision where item_id = ${id}`))?.n);

describe("a document of the source", () => {
  test("new: one item, one revision, checked, with words to search; the same again is nothing", async () => {
    const company = await aCompany(bed.owner);
    const contract = aContract(company, { title: "Site ÉLECTRICAL" });
    expect(await take(company, contract)).toEqual({ kind: "new" });
    expect(await take(company, contract)).toEqual({ kind: "same" });
    const [item] = await itemsOf(company);
    expect(item).toMatchObject({ state: "not_sent", vendor_id: company.vendor.id });
    expect(item?.search).toBe(
      `${contract.number} site électrical lumen works 3501.00 24-01 north clinic`.toLowerCase(),
    );
    expect(await revisionsOf(item?.id ?? "")).toBe(1);
    expect(await bed.kinds(item?.id ?? "")).toEqual(["item.received"]);
    expect(await bed.item(item?.id ?? "")).toMatchObject({ lane: "clean", version: 1 });
  });

  test("of a project that is not known, or that cannot be read, is named and stores nothing", async () => {
    const company = await aCompany(bed.owner);
    const contract = aContract(company);
    const foreign = await take(company, contract, { project: { id: 4711, name: "Elsewhere" } });
    expect(foreign).toEqual({ kind: "unreadable", words: expect.stringContaining("Project 4711") });
    expect(await take(company, contract, { grand_total: "12,5" })).toMatchObject({
      kind: "unreadable",
      words: expect.stringContaining("grand_total"),
    });
    expect(await take(company, contract, {}, true)).toEqual({ kind: "gone" });
    expect(await itemsOf(company)).toEqual([]);
  });

  test("two at once make one item, two new contents at once make two revisions in order", async () => {
    const company = await aCompany(bed.owner);
    for (let round = 0; round < 5; round += 1) {
      const contract = aContract(company);
      const kinds = (
        await Promise.all([take(company, contract), take(company, contract), take(company, contract)])
      ).map((taken) => taken.kind);
      expect(kinds.toSorted()).toEqual(["new", "same", "same"]);
      await Promise.all(["A", "B"].map((title) => take(company, { ...contract, title })));
    }
    const items = await itemsOf(company);
    expect(items).toHaveLength(5);
    for (const item of items) expect(await revisionsOf(item.id)).toBe(3);
    expect(await bed.broken(company)).toEqual([]);
  });

  test("authors that are local persons are closed to deciding on it, also those of a revision that came too late", async () => {
    const company = await aCompany(bed.owner);
    const byManager = await take(company, aContract(company), { created_by_id: 31 });
    expect(byManager.kind).toBe("new");
    expect((await itemsOf(company))[0]?.own).toEqual([company.people.project_manager.id]);
    await bed.owner.execute(
      sql`update membership set procore_user_id = '44' where company_id = ${company.id} and person_id = ${company.people.accountant.id}`,
    );
    const item = await anItem(bed.app, company);
    await take(company, { ...item.contract, title: "Edited" }, { updated_by: { id: 44 } });
    expect((await bed.item(item.id)).own_person_ids.toSorted()).toEqual(
      [company.people.project_manager.id, company.people.accountant.id].toSorted(),
    );
    const answer = await acceptItems.execute(bed.app, company.principal("accountant"), {
      rows: [acceptRow(await bed.view(company, item.id))],
    });
    expect(codeOf(answer)).toBe("access.own");
  });

  test("is sent by itself when it is approved and the company wants it so: at once, or when it becomes so", async () => {
    const company = await aCompany(bed.owner, { profile: { sendWhenApproved: true } });
    const [approved, draft] = [aContract(company), aContract(company, { status: "Draft" })];
    await take(company, approved);
    await take(company, draft);
    expect((await itemsOf(company)).map((item) => [item.state, item.sent_by]).toSorted()).toEqual([
      ["not_sent", null],
      ["ready", "Sent when approved"],
    ]);
    await take(company, { ...draft, status: "Approved" });
    expect((await itemsOf(company)).map((item) => item.state)).toEqual(["ready", "ready"]);
    expect(await bed.broken(company)).toEqual([]);
  });
});

describe("a changed document", () => {
  const open: readonly ItemState[] = ["not_sent", "ready", "retrieved", "rejected", "outbox"];

  test.each(Object.keys(itemStates) as ItemState[])("while the item is %s", async (state) => {
    const company = await aCompany(bed.owner, { profile: { undoSeconds: 600 } });
    const item = await anItem(bed.app, company, { state });
    const changed = { ...item.contract, title: "Site electrical, phase 2" };
    expect(await take(company, changed)).toEqual({ kind: "revised" });
    const after = await bed.item(item.id);
    expect(after.latest_revision_id).not.toBe(item.revisionId);
    expect((await bed.kinds(item.id)).filter((kind) => kind === "item.revised")).toHaveLength(1);
    if (open.includes(state)) {
      expect(after).toMatchObject({
        state: state === "outbox" ? "ready" : state,
        revision_id: after.latest_revision_id,
      });
      expect(after.version).toBeGreaterThan(item.version);
      expect(after.document_sha256).not.toBe(item.documentSha256);
    } else
      expect(after).toMatchObject({
        state,
        revision_id: item.revisionId,
        version: item.version,
        document_sha256: item.documentSha256,
      });
    expect(await take(company, changed)).toEqual({ kind: "same" });
    expect(await bed.broken(company)).toEqual([]);
  });

  test("in the outbox: the acceptance is void, its export is taken back, the new revision gets an export of its own", async () => {
    const company = await aCompany(bed.owner, { profile: { undoSeconds: 600 } });
    const item = await anItem(bed.app, company, { state: "outbox" });
    await take(company, { ...item.contract, title: "Changed" });
    expect(await bed.kinds(item.id)).toContain("item.voided");
    const exports = () =>
      rows<{ id: string; status: string }>(
        bed.owner,
        sql`select id, status from export where item_id = ${item.id} order by position`,
      );
    expect(await exports()).toEqual([{ id: item.exportId, status: "taken_back" }]);
    await acceptItems.execute(bed.app, company.principal("accountant"), {
      rows: [acceptRow(await bed.view(company, item.id))],
    });
    expect((await exports()).map((entry) => entry.status)).toEqual(["taken_back", "outbox"]);
    expect(await bed.broken(company)).toEqual([]);
  });

  test("against accept: the accountant exports what was seen, or is told that it changed", async () => {
    const company = await aCompany(bed.owner, { profile: { undoSeconds: 600 } });
    for (let round = 0; round < 10; round += 1) {
      const item = await anItem(bed.app, company);
      const seen = await bed.view(company, item.id);
      const [answer] = await Promise.all([
        acceptItems.execute(bed.app, company.principal("accountant"), { rows: [acceptRow(seen)] }),
        take(company, { ...item.contract, title: `Round ${round}` }),
      ]);
      expect([null, "item.changed"]).toContain(codeOf(answer));
      expect((await bed.item(item.id)).state).toBe("ready");
    }
    expect(await bed.broken(company)).toEqual([]);
  });
});

describe("a deleted document", () => {
  test.each(["not_sent", "ready", "outbox", "exporting", "synced"] as const)("while the item is %s", async (state) => {
    const company = await aCompany(bed.owner, { profile: { undoSeconds: 600 } });
    const item = await anItem(bed.app, company, { state });
    expect(await take(company, item.contract, {}, true)).toEqual({ kind: "gone" });
    expect(await take(company, item.contract, {}, true)).toEqual({ kind: "same" });
    const after = await bed.item(item.id);
    expect(after).toMatchObject({ is_gone: true, state: state === "outbox" ? "ready" : state });
    expect(after.version).toBeGreaterThan(item.version);
    if (state !== "exporting" && state !== "synced")
      expect(after).toMatchObject({ lane: "blocked", note: "The document was deleted in Procore." });
    expect((await bed.kinds(item.id)).filter((kind) => kind === "item.gone")).toHaveLength(1);
    expect(await take(company, item.contract)).toEqual({ kind: "revised" });
    expect((await bed.item(item.id)).is_gone).toBe(false);
    expect(await bed.broken(company)).toEqual([]);
  });
});

test("a company of the directory that comes after its document, and one named twice", async () => {
  const company = await aCompany(bed.owner);
  const contract = { ...aContract(company), vendor: { id: 900, name: "Late Concrete" } };
  await take(company, contract);
  expect((await itemsOf(company))[0]?.vendor_id).toBeNull();
  const late = {
    sourceId: "900",
    number: "",
    name: "Late Concrete",
    isActive: true,
    city: "",
    phone: "",
    updatedAt: null,
  };
  const changed = await withCompany(bed.app, company.id, (tx) =>
    ingestDirectory(tx, company.id, "vendor", [{ ...late, name: "Late" }, late]),
  );
  expect(changed).toHaveLength(1);
  expect((await itemsOf(company))[0]?.vendor_id).toBe(changed[0]);
  expect(await withCompany(bed.app, company.id, (tx) => ingestDirectory(tx, company.id, "vendor", [late]))).toEqual([]);
});
