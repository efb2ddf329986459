import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aBudget } from "#drizzle/factories/budget.ts";
import { aChangeOrder } from "#drizzle/factories/change-order.ts";
import { aCompany, type TestCompany } from "#drizzle/factories/company.ts";
import { anItem, type TestItem } from "#drizzle/factories/item.ts";
import { acceptRow, codeOf, demand, openTestBed, type TestBed } from "#drizzle/factories/test-bed.ts";
import { rawContract } from "#drizzle/seed/raw-contract.ts";
import { acceptItems } from "#lib/commands/accept-items.ts";
import { keepItem } from "#lib/commands/keep-item.ts";
import { saveFields } from "#lib/commands/save-fields.ts";
import { sendItems } from "#lib/commands/send-items.ts";
import { unlinkItem } from "#lib/commands/unlink-item.ts";
import type { SourcePort } from "#lib/connectors/port.ts";
import type { Verdict } from "#lib/core/machines/look.ts";
import { withCompany } from "#lib/db/database.ts";
import { readFactsBase } from "#lib/db/facts.ts";
import { gatewayStore } from "#lib/db/gateway-store.ts";
import { checkItems } from "#lib/jobs/check-items.ts";
import { writeBack } from "#lib/jobs/write-back.ts";
import { ingest } from "#lib/preflight/ingest.ts";
import { recordTypeOfKind } from "#lib/records/registry.ts";

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

const stands: Verdict = { kind: "stands", where: ["JCM_MASTER__COMMITMENT SC-1"] };
const gone: Verdict = { kind: "gone" };
type Seen = Pick<TestItem, "id" | "version">;
const inputOf = ({ id, version }: Seen) => ({ itemId: id, seenVersion: version });
const unlink = (company: TestCompany, item: Seen) =>
  unlinkItem.execute(bed.app, company.principal("accountant"), inputOf(item));
const keep = (company: TestCompany, item: Seen) =>
  keepItem.execute(bed.app, company.principal("accountant"), inputOf(item));
const synced = async (options = {}) => {
  const company = await aCompany(bed.owner);
  return { company, item: await anItem(bed.app, company, { state: "synced", ...options }) };
};
type Given = { readonly exportId: string; readonly fence: number; readonly sha256: string };
const take = async (company: TestCompany) => {
  const [given] = await store.leaseNext(company.syncClient.id, 1);
  if (!given) throw new Error("nothing is offered");
  return given;
};
const tell = (company: TestCompany, { exportId, fence, sha256 }: Given, verdict: Verdict) =>
  store.report(company.syncClient.id, { exportId, fence, sha256, verdict, evidence: {} });
/** An unlinked item is sent, gets another Sage id, is accepted and released. */
const goOutAgain = async (company: TestCompany, item: Seen, sageId: string) => {
  await bed.run(checkItems, { companyId: company.id });
  const { version } = await bed.item(item.id);
  const manager = company.principal("project_manager");
  demand(await sendItems.execute(bed.app, manager, { items: [inputOf({ id: item.id, version })] }));
  await bed.run(checkItems, { companyId: company.id });
  const accountant = company.principal("accountant");
  const sent = await bed.view(company, item.id);
  const change = { itemId: item.id, seenVersion: sent.version, fields: { ...sent.fields, sageId } };
  demand(await saveFields.execute(bed.app, accountant, change));
  const seen = await bed.view(company, item.id);
  expect(demand(await acceptItems.execute(bed.app, accountant, { rows: [acceptRow(seen)] })).done).toBe(1);
  await bed.drive(company, item.id);
};
/** The next look is due, is leased, and answers. */
const look = async (company: TestCompany, item: Seen, verdict: Verdict) => {
  if (!(await bed.exportOf(item.id)).is_offered) {
    await bed.owner.execute(sql`update export set next_check_at = clock_timestamp() where item_id = ${item.id}`);
    await bed.drive(company, item.id);
  }
  const given = await take(company);
  await tell(company, given, verdict);
  return given;
};
const sever = async (company: TestCompany, item: Seen) => {
  demand(await unlink(company, item));
  await look(company, item, gone);
  await look(company, item, gone);
};
const reviewOf = async (company: TestCompany, item: Seen) => (await bed.view(company, item.id)).unlink;
const actionOf = async (company: TestCompany, item: Seen) =>
  (await bed.view(company, item.id)).actions.find(({ gesture }) => gesture === "unlink");
function source() {
  const calls: unknown[][] = [];
  const none = async function* () {};
  const lists = { projects: none, vendors: none, documents: none, document: async () => null };
  const port: SourcePort = {
    ...lists,
    writeOrigin: async (...call) => {
      calls.push(call);
      return { kind: "written" };
    },
  };
  return { port, calls };
}

describe("watching", () => {
  test("says what to delete, looks without writing, and stays synced as long as it stands", async () => {
    const { company, item } = await synced();
    expect(await actionOf(company, item)).toMatchObject({ label: "Unlink…", isAllowed: true });
    expect(await reviewOf(company, item)).toMatchObject({
      ...{ noun: "commitment in Sage", erpId: item.contract.number, inTheWay: [], reason: null, watch: null },
    });
    demand(await unlink(company, item));
    const first = await look(company, item, stands);
    expect(first).toMatchObject({ mode: "watch", fence: 2, settledFence: 0 });
    const view = await bed.view(company, item.id);
    expect(view).toMatchObject({ state: "synced", export: { status: "Watching Sage for Unlink", isPosted: true } });
    expect(view.unlink?.watch).toMatchObject({
      by: company.principal("accountant").actor.name,
      lookedAt: expect.any(String),
      words: "Still in Sage: JCM_MASTER__COMMITMENT SC-1",
      noWithdrawal: null,
    });
    expect(await actionOf(company, item)).toMatchObject({ isAllowed: false, reason: expect.stringMatching(/watched/) });
    expect(view.attempts.map(({ mode }) => mode)).toEqual(["deliver"]);
    expect(await bed.exportOf(item.id)).toMatchObject({ status: "unlinking" });
    expect(await bed.broken(company)).toEqual([]);
  });

  test("concludes nothing from a Sage that cannot be read, and begins anew when it stands again", async () => {
    const { company, item } = await synced();
    demand(await unlink(company, item));
    await look(company, item, gone);
    await look(company, item, { kind: "pending", reason: "Sage could not be read", waitsForSage: true });
    await look(company, item, gone);
    expect(await bed.item(item.id)).toMatchObject({ state: "synced" });
    await look(company, item, stands);
    expect(await bed.item(item.id)).toMatchObject({ state: "synced" });
  });

  test("opens by itself at the second look that finds nothing; everything of its first life is settled", async () => {
    const { company, item } = await synced();
    await sever(company, item);
    expect(await bed.item(item.id)).toMatchObject({ state: "not_sent", note: null });
    expect(await bed.exportOf(item.id)).toMatchObject({ status: "unlinked", next_check_at: null });
    const kinds = await bed.kinds(item.id);
    expect(kinds.slice(kinds.indexOf("item.unlink_asked"))).toEqual([
      ...["item.unlink_asked", "export.reported", "export.reported", "item.unlinked"],
    ]);
    expect(await reviewOf(company, item)).toBeNull();
    expect((await bed.view(company, item.id)).export).toBeNull();
    expect(await bed.broken(company)).toEqual([]);
  });

  test("shows the newest version of Procore then", async () => {
    const { company, item } = await synced();
    const raw = rawContract({ ...item.contract, title: "Site electrical, revised", updatedAt: "2026-06-01T00:00:00Z" });
    await withCompany(bed.app, company.id, async (tx) =>
      ingest(tx, await readFactsBase(tx, company.id), {
        ...{ type: recordTypeOfKind(item.contract.kind), sourceKind: item.contract.kind, raw, isDeleted: false },
      }),
    );
    await sever(company, item);
    expect(await bed.view(company, item.id)).toMatchObject({
      ...{ title: "Site electrical, revised", hasNewerRevision: false, state: "not_sent" },
    });
    expect(await bed.broken(company)).toEqual([]);
  });
});

describe("Procore", () => {
  test("is told that there is no Sage id any more, and only if it still shows ours", async () => {
    const { company, item } = await synced();
    const { port, calls } = source();
    await bed.run(writeBack, { companyId: company.id }, port);
    await sever(company, item);
    await bed.run(writeBack, { companyId: company.id }, port);
    const was = item.contract.number;
    expect(calls.map(([, , , origin]) => origin)).toEqual([
      { id: was, code: was, data: null },
      { id: null, code: null, data: null, was },
    ]);
    expect((await bed.kinds(item.id)).at(-1)).toBe("export.origin_removed");
  });

  test("is never told of an id that is not proved, when the item goes out again before", async () => {
    const { company, item } = await synced();
    await sever(company, item);
    await goOutAgain(company, item, `${item.contract.number}R`);
    const { port, calls } = source();
    await bed.run(writeBack, { companyId: company.id }, port);
    const was = item.contract.number;
    expect(calls.map(([, , , origin]) => origin)).toEqual([{ id: null, code: null, data: null, was }]);
    const given = await take(company);
    expect(given).toMatchObject({ mode: "deliver", fence: 4, settledFence: 3 });
    await tell(company, given, { kind: "proved" });
    await bed.run(writeBack, { companyId: company.id }, port);
    expect(calls.at(-1)?.at(3)).toMatchObject({ id: `${was}R`, was });
    expect(await bed.broken(company)).toEqual([]);
  });
});

describe("the second life", () => {
  test("the old id is used: Sage takes the id of a commitment once", async () => {
    const { company, item } = await synced();
    await sever(company, item);
    await bed.run(checkItems, { companyId: company.id });
    const { findings } = await bed.view(company, item.id);
    expect(findings.map(({ code, sentence }) => `${code}: ${sentence}`)).toContainEqual(
      expect.stringMatching(/sage_id\.taken: .*used in Sage before/),
    );
  });

  test("an answer about the first life does not prove the second", async () => {
    const { company, item } = await synced();
    await bed.owner.execute(
      sql`update export_attempt set reported_at = null, verdict = null where export_id = ${item.exportId}`,
    );
    await sever(company, item);
    await goOutAgain(company, item, `${item.contract.number}R`);
    const { id: exportId, document_sha256: sha256 } = await bed.exportOf(item.id);
    await tell(company, { exportId, fence: 1, sha256 }, { kind: "proved" });
    expect(await bed.item(item.id)).toMatchObject({ state: "exporting" });
    expect((await bed.kinds(item.id)).at(-1)).toBe("export.reported");
  });
});

describe("children first", () => {
  test.each(["synced", "outbox", "held"] as const)(
    "a change order that is %s is in the way and is named",
    async (state) => {
      const { company, item } = await synced();
      const child = await aChangeOrder(bed.app, company, item, { state });
      const answer = await unlink(company, item);
      expect(answer).toMatchObject({ ok: false, refusal: { code: "unlink.children" } });
      expect(JSON.stringify(answer)).toContain(`Commitment change order ${child.source.number}`);
      expect(await reviewOf(company, item)).toMatchObject({
        inTheWay: [{ id: child.id, number: child.source.number, state }],
        reason: expect.stringContaining(child.source.number),
      });
      expect(await bed.exportOf(item.id)).toMatchObject({ status: "proved" });
    },
  );

  test("one that nobody accepted is not; accepted meanwhile, it waits and does not go", async () => {
    const { company, item } = await synced();
    const child = await aChangeOrder(bed.app, company, item);
    demand(await unlink(company, item));
    const seen = await bed.view(company, child.id);
    demand(await acceptItems.execute(bed.app, company.principal("accountant"), { rows: [acceptRow(seen)] }));
    await bed.drive(company, child.id);
    const note = `Waiting: ${item.contract.number} is being unlinked`;
    expect(await bed.exportOf(child.id)).toMatchObject({ status: "waiting", note });
  });

  test("accepting a child and asking for Unlink at once: never both with the child on its way", async () => {
    const { company, item } = await synced();
    const child = await aChangeOrder(bed.app, company, item);
    const seen = await bed.view(company, child.id);
    await Promise.all([
      unlink(company, item),
      acceptItems.execute(bed.app, company.principal("accountant"), { rows: [acceptRow(seen)] }),
    ]);
    await bed.drive(company, child.id).catch(() => {});
    const [parent, own] = [await bed.exportOf(item.id), await bed.exportOf(child.id)];
    if (parent.status === "unlinking") expect(own?.status ?? "none").not.toBe("queued");
  });

  test("a budget left no record of its own: its button says so", async () => {
    const company = await aCompany(bed.owner);
    const item = await aBudget(bed.app, company);
    const seen = await bed.view(company, item.id);
    demand(await acceptItems.execute(bed.app, company.principal("accountant"), { rows: [acceptRow(seen)] }));
    await bed.drive(company, item.id);
    await tell(company, await take(company), { kind: "proved" });
    const reason = expect.stringContaining("totals of the job");
    expect(await actionOf(company, item)).toMatchObject({ isAllowed: false, reason });
    const { version } = await bed.item(item.id);
    expect(codeOf(await unlink(company, { id: item.id, version }))).toBe("unlink.closed");
  });

  test("a change order itself is closed, with the reason on its button", async () => {
    const { company, item } = await synced();
    const child = await aChangeOrder(bed.app, company, item, { state: "synced" });
    expect(codeOf(await unlink(company, child))).toBe("unlink.closed");
    const reason = expect.stringContaining("Project Management");
    expect(await actionOf(company, child)).toMatchObject({ isAllowed: false, reason });
  });
});

describe("people", () => {
  test("a wish is withdrawn; a look that is still under way is heard by nobody", async () => {
    const { company, item } = await synced();
    demand(await unlink(company, item));
    const given = await take(company);
    demand(await keep(company, item));
    await tell(company, given, gone);
    expect(await bed.exportOf(item.id)).toMatchObject({ status: "proved", next_check_at: null, is_offered: false });
    expect(codeOf(await keep(company, item))).toBe("unlink.not_asked");
    expect((await bed.kinds(item.id)).filter((kind) => kind.startsWith("item.unlink"))).toEqual([
      ...["item.unlink_asked", "item.unlink_withdrawn"],
    ]);
    expect(await bed.broken(company)).toEqual([]);
  });

  test("what is gone already cannot be kept", async () => {
    const { company, item } = await synced();
    demand(await unlink(company, item));
    await look(company, item, gone);
    expect(codeOf(await keep(company, item))).toBe("unlink.gone");
    expect((await reviewOf(company, item))?.watch?.noWithdrawal).toContain("no longer in Sage");
  });

  test("two at once: one asks, the other is told; a withdrawal and a wish leave one of both", async () => {
    const { company, item } = await synced();
    const both = await Promise.all([unlink(company, item), unlink(company, item)]);
    expect(both.map(codeOf).toSorted()).toEqual([null, "unlink.asked"].toSorted());
    const kept = await Promise.all([keep(company, item), keep(company, item)]);
    expect(kept.map(codeOf).toSorted()).toEqual([null, "unlink.not_asked"].toSorted());
    expect(await bed.broken(company)).toEqual([]);
  });

  test.each(["ready", "outbox", "exporting", "failed"] as const)("%s has nothing to unlink", async (state) => {
    const { company, item } = await synced({ state });
    expect(codeOf(await unlink(company, item))).toBe("item.moved");
    expect(codeOf(await keep(company, item))).toBe("item.moved");
  });

  test("another version, another company, and those without the right are refused", async () => {
    const { company, item } = await synced();
    expect(codeOf(await unlink(company, { id: item.id, version: item.version - 1 }))).toBe("item.changed");
    expect(codeOf(await unlink(await aCompany(bed.owner), item))).toBe("item.unknown");
    for (const role of ["admin", "auditor", "project_manager", "ungranted"] as const) {
      for (const command of [unlinkItem, keepItem])
        expect(codeOf(await command.execute(bed.app, company.principal(role), inputOf(item)))).toMatch(/^access\./);
    }
  });
});
