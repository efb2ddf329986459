import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aCompany, type TestCompany } from "#drizzle/factories/company.ts";
import { aDirectoryCompany } from "#drizzle/factories/directory-company.ts";
import { aTurn, Scene, sendAll } from "#drizzle/factories/gesture-scene.ts";
import { anItem } from "#drizzle/factories/item.ts";
import { aNewJob } from "#drizzle/factories/new-job.ts";
import { acceptRow, codeOf, demand, openTestBed, type TestBed } from "#drizzle/factories/test-bed.ts";
import { acceptItems } from "#lib/commands/accept-items.ts";
import { justBefore } from "#lib/core/as-of.ts";
import { row, rows, sqlState, withCompany } from "#lib/db/database.ts";
import { gatewayStore } from "#lib/db/gateway-store.ts";
import { inboxPage } from "#lib/queries/inbox-page.ts";
import { inboxPast } from "#lib/queries/inbox-past.ts";
import { itemPast } from "#lib/queries/item-past.ts";
import { projectLadder } from "#lib/queries/project-ladder.ts";
import { projectList } from "#lib/queries/project-list.ts";
import { projectPast } from "#lib/queries/project-past.ts";
import { projectStatus } from "#lib/queries/project-status.ts";
import { projectsPast } from "#lib/queries/projects-past.ts";
import { pastTabIds } from "#lib/views/inbox-tabs.ts";
import type { ItemView } from "#lib/views/item.ts";
import type { PastInbox, PastItem, PastView } from "#lib/views/past.ts";

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

const at = async (company: TestCompany, itemId: string, instant: string): Promise<PastItem> =>
  demand(await itemPast.execute(bed.app, company.principal("auditor"), { itemId, at: instant }));
/** Now to the microsecond, in ISO 8601. */
const instant = async (): Promise<string> =>
  (
    await row<{ at: string }>(
      bed.owner,
      sql`select to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at`,
    )
  )?.at ?? "";

/** What both views say in the same words; the past has no time of the reading, no Sage name and no facts of today. */
function common(view: ItemView) {
  const { vendor, rejection, findings, document, details, holding } = view;
  const { points: _, ...asked } = rejection ?? { points: null };
  return {
    ...pick(view),
    vendor: vendor && { ...vendor, sageName: null },
    rejection: rejection && asked,
    findings: findings.map((finding) => ({ ...finding, asOf: null })),
    document: document?.sha256 ?? null,
    hold: holding?.hold ?? null,
    details: details.map(({ label }) => label),
  };
}
type Same = Pick<ItemView, Exclude<keyof ItemView & keyof PastView, "rejection">>;
function pick(view: Same) {
  const { version, state, stateLabel, lane, number, title, amount, project, parent, assignee, sentAt, sentBy } = view;
  const { revision, hasNewerRevision, fields, documentProblem, lines, attempts, timeline, sourceStatus } = view;
  return {
    ...{ version, state, stateLabel, lane, number, title, amount, project, parent, assignee, sentAt, sentBy },
    ...{ revision, hasNewerRevision, fields, documentProblem, lines, attempts, timeline, sourceStatus },
  };
}
function pastOf(past: PastItem, live: ItemView) {
  const { view } = past;
  if (!view) return past.standing;
  const own = view.details.map(({ label }) => label);
  return {
    ...pick(view),
    vendor: view.vendor,
    rejection: view.rejection,
    findings: view.findings,
    document: view.document?.sha256 ?? null,
    hold: view.hold,
    // Of a synced item the live view also says what stands in Sage now.
    details: live.state === "synced" ? live.details.map(({ label }) => label) : own,
  };
}

/** The list and its counts in what both the inbox of now and that of then have. */
function shown({
  rows: list,
  counts,
  total,
}: Pick<PastInbox, "total" | "counts"> & {
  readonly rows: readonly Omit<PastInbox["rows"][number], "isOnHold" | "stateAt">[];
}) {
  return {
    total,
    counts: pastTabIds.map((tab) => [tab, counts[tab]]),
    rows: list.map(({ id, state, lane, number, title, amount, note, sageId, isReturned, sentAt, project, vendor }) => ({
      ...{ id, state, lane, number, title, amount, note, sageId, isReturned, sentAt, project },
      vendor: vendor?.name ?? null,
    })),
  };
}

/** The project's page and its line in the list, in what both now and then have. */
type LiveProject = Awaited<ReturnType<typeof liveProject>>;
async function liveProject(company: TestCompany) {
  const as = company.principal("auditor");
  const { id: projectId } = company.project;
  const { rungs } = demand(await projectLadder.execute(bed.app, as, { projectId }));
  const { groups } = demand(await projectStatus.execute(bed.app, as, { projectId }));
  const list = demand(await projectList.execute(bed.app, as, {}));
  return {
    rungs: rungs.map((rung) => ({ ...rung, pace: null })),
    groups: groups.map(({ id, total, items }) => ({
      ...{ id, total },
      items: items.map(({ id, number, amount, state, vendorName }) => ({ id, number, amount, state, vendorName })),
    })),
    list: list.rows,
  };
}
async function pastProject(company: TestCompany, then: string): Promise<LiveProject> {
  const as = company.principal("auditor");
  const { id: projectId } = company.project;
  const { view } = demand(await projectPast.execute(bed.app, as, { projectId, at: then }));
  const list = demand(await projectsPast.execute(bed.app, as, { at: then }));
  const groups = (view?.groups ?? []).map(({ id, total, items }) => ({
    ...{ id, total },
    items: items.map(({ id, number, amount, state, vendor }) => {
      const vendorName = vendor?.name ?? null;
      return { id, number, amount, state, vendorName };
    }),
  }));
  return { rungs: (view?.rungs ?? []).map((rung) => ({ ...rung, pace: null })), groups, list: list.rows };
}

test("after whatever people and machines did, every instant shows what the item said then", {
  timeout: 400_000,
}, async () => {
  let compared = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(aTurn, { minLength: 30, maxLength: 30, size: "max" }), async (turns) => {
      const company = await aCompany(bed.owner);
      const vendor = await aDirectoryCompany(bed.app, company);
      const job = await aNewJob(bed.app, company, { codes: [{ code: "26-010", types: ["SUB"] }] });
      const scene = new Scene({ bed, store }, company, vendor, job);
      for (let n = 0; n < 4; n += 1) await scene.source(n, 1);
      await sendAll(scene);
      await scene.acceptAll();
      type Noted = { at: string; views: ItemView[]; inbox: ReturnType<typeof shown>; project: LiveProject | null };
      const noted: Noted[] = [];
      for (const turn of turns) {
        await scene.play(turn);
        const ids = await rows<{ id: string }>(
          bed.owner,
          sql`select id from item where company_id = ${company.id} order by id`,
        );
        const views: ItemView[] = [];
        for (const { id } of ids) views.push(await bed.view(company, id));
        const inbox = shown(demand(await inboxPage.execute(bed.app, company.principal("auditor"), { tab: "all" })));
        const project = noted.length % 4 === 3 ? await liveProject(company) : null;
        noted.push({ at: await instant(), views, inbox, project });
      }
      for (const { at: then, views, inbox, project } of noted) {
        if (project) expect(await pastProject(company, then)).toEqual(project);
        const past = await inboxPast.execute(bed.app, company.principal("auditor"), { tab: "all", at: then });
        expect(shown(demand(past))).toEqual(inbox);
        for (const live of views) {
          compared += 1;
          expect(pastOf(await at(company, live.id, then), live)).toEqual(common(live));
        }
      }
    }),
    { numRuns: Number(process.env.GESTURE_RUNS ?? 2), endOnFailure: true },
  );
  expect(compared).toBeGreaterThan(100);
});

const accepting = async (company: TestCompany, itemId: string) =>
  demand(
    await acceptItems.execute(bed.app, company.principal("accountant"), {
      rows: [acceptRow(await bed.view(company, itemId))],
    }),
  );
const eventAt = async (itemId: string, kind: string): Promise<string> => {
  const found = await row<{ at: string }>(
    bed.owner,
    sql`select at from audit_event where item_id = ${itemId} and kind = ${kind} order by seq limit 1`,
  );
  return new Date(found?.at ?? "").toISOString();
};

describe("an instant", () => {
  test("at an event is after it, one millisecond earlier is before it, also of one decision on many", async () => {
    const company = await aCompany(bed.owner, { profile: { undoSeconds: 600 } });
    const items = [await anItem(bed.app, company), await anItem(bed.app, company), await anItem(bed.app, company)];
    await bed.accept(company, ...items.map(({ id }) => id));
    for (const { id } of items) {
      const accepted = await eventAt(id, "item.accepted");
      const [before, after] = [await at(company, id, justBefore(accepted)), await at(company, id, accepted)];
      expect([before.view?.state, after.view?.state]).toEqual(["ready", "outbox"]);
      expect(before.view?.timeline.some(({ words }) => words.startsWith("Accepted"))).toBe(false);
      expect(after.view?.timeline.some(({ words }) => words.startsWith("Accepted"))).toBe(true);
      expect(after.view?.document?.sha256).toBe((await bed.view(company, id)).document?.sha256);
    }
  });

  test("before the item came, before versions were kept and in the future nothing is shown, and why", async () => {
    const company = await aCompany(bed.owner);
    const { id } = await anItem(bed.app, company);
    const early = await at(company, id, "2020-01-01T00:00:00Z");
    expect([early.standing, early.view]).toEqual(["not_yet", null]);
    expect((await at(company, id, "2999-01-01T00:00:00Z")).standing).toBe("to_come");
    // As for an item that was there before its versions: its record begins earlier than they do.
    await bed.owner.execute(sql`insert into audit_event (company_id, seq, at, actor, kind, item_id, data, prev_hash, hash)
      values (${company.id}, 0, '2020-01-01', '{}', 'item.received', ${id}, '{"number": "X", "amount": "1.00"}', '', '')`);
    const old = await at(company, id, "2020-01-02T00:00:00Z");
    expect([old.standing, old.view]).toEqual(["not_kept", null]);
    expect(Date.parse(old.keptFrom)).toBeGreaterThan(Date.parse("2026-01-01T00:00:00Z"));
    expect((await at(company, id, await instant())).standing).toBe("shown");
    expect(codeOf(await itemPast.execute(bed.app, company.principal("auditor"), { itemId: id, at: "yesterday" }))).toBe(
      "input.invalid",
    );
  });

  test("is shown with the name and the tie of then", async () => {
    const company = await aCompany(bed.owner);
    const { id } = await anItem(bed.app, company);
    const before = await instant();
    await bed.owner.execute(
      sql`update vendor set name = 'Another name' where company_id = ${company.id} and id = ${company.vendor.id}`,
    );
    await bed.owner.execute(
      sql`delete from vendor_link where company_id = ${company.id} and vendor_id = ${company.vendor.id}`,
    );
    const after = await instant();
    expect((await at(company, id, before)).view?.vendor).toMatchObject({
      name: company.vendor.name,
      sageVendor: company.vendor.sageVendor,
    });
    expect((await at(company, id, after)).view?.vendor).toMatchObject({ name: "Another name", sageVendor: null });
  });

  test("a project manager is refused the past of an item of another's project, also where it was theirs once", async () => {
    const company = await aCompany(bed.owner);
    const { id } = await anItem(bed.app, company);
    const { actor } = company.principal("project_manager");
    const asked = { itemId: id, at: await instant() };
    const elsewhere = { companyId: company.id, actor: { ...actor, projectIds: [randomUUID()] } };
    expect(codeOf(await itemPast.execute(bed.app, elsewhere, asked))).toBe("access.project");
    expect(codeOf(await itemPast.execute(bed.app, company.principal("project_manager"), asked))).toBeNull();
    const found = await row<{ id: string }>(
      bed.owner,
      sql`insert into project (company_id, source_id, number, name) values (${company.id}, 'other', '99', 'Other') returning id`,
    );
    await bed.owner.execute(sql`update item set project_id = ${found?.id} where id = ${id}`);
    expect(codeOf(await itemPast.execute(bed.app, company.principal("project_manager"), asked))).toBe("access.project");
    const other = { companyId: company.id, actor: { ...actor, projectIds: [found?.id ?? ""] } };
    expect(codeOf(await itemPast.execute(bed.app, other, asked))).toBe("access.project");
    expect(codeOf(await itemPast.execute(bed.app, other, { itemId: id, at: await instant() }))).toBeNull();
  });
});

describe("versions", () => {
  const versions = async (itemId: string) =>
    await rows<{ valid_from: string; valid_to: string | null; state: string }>(
      bed.owner,
      sql`select valid_from, valid_to, state from item_version where item_id = ${itemId} order by valid_from`,
    );

  test("follow each other without a gap, one for each transaction that changed something that is shown", async () => {
    const company = await aCompany(bed.owner, { profile: { undoSeconds: 600 } });
    const { id } = await anItem(bed.app, company);
    const before = await versions(id);
    expect((await at(company, id, await instant())).view?.checkedAt).not.toBeNull();
    await bed.owner.execute(sql`update item set checked_at = null where id = ${id}`);
    await bed.owner.execute(sql`update item set checked_at = clock_timestamp() where id = ${id}`);
    expect(await versions(id)).toEqual(before);
    await accepting(company, id);
    const after = await versions(id);
    expect(after).toHaveLength(before.length + 1);
    expect(after.map(({ valid_to }) => valid_to)).toEqual([
      ...after.slice(1).map(({ valid_from }) => valid_from),
      null,
    ]);
  });

  test("are changed, dated back or removed by nobody, neither the application nor the owner", async () => {
    const company = await aCompany(bed.owner);
    const { id } = await anItem(bed.app, company);
    const before = await versions(id);
    const tries = [
      sql`update item_version set state = 'synced' where item_id = ${id}`,
      sql`update item_version set valid_to = null where item_id = ${id}`,
      sql`delete from item_version where item_id = ${id}`,
      sql`truncate item_version`,
      sql`update name_version set value = '{}' where company_id = ${company.id}`,
      sql`delete from name_version where company_id = ${company.id}`,
    ];
    for (const statement of tries) {
      const byApp = withCompany(bed.app, company.id, (tx) => tx.execute(statement)).catch((error: unknown) => error);
      expect(sqlState(await byApp)).toBe("42501");
      expect(sqlState(await bed.owner.execute(statement).catch((error: unknown) => error))).toBe("42501");
    }
    const counters = sql`update item_counter_hour set count = 0 where company_id = ${company.id}`;
    const byApp = withCompany(bed.app, company.id, (tx) => tx.execute(counters)).catch((error: unknown) => error);
    expect(sqlState(await byApp)).toBe("42501");
    await withCompany(bed.app, company.id, async (tx) => {
      await tx.execute(sql`select set_config('app.instant', '2020-01-01 00:00:00+00', true)`);
      await tx.execute(sql`update item set note = 'dated back' where company_id = ${company.id} and id = ${id}`);
    });
    expect(await versions(id)).toHaveLength(before.length + 1);
    expect((await at(company, id, "2020-01-02T00:00:00Z")).view).toBeNull();
  });

  test("two that change one item at once leave two versions in the order in which they held it", async () => {
    const company = await aCompany(bed.owner);
    const { id } = await anItem(bed.app, company);
    const before = (await versions(id)).length;
    const write = (note: string) =>
      withCompany(bed.app, company.id, (tx) =>
        tx.execute(sql`update item set note = ${note} where company_id = ${company.id} and id = ${id}`),
      );
    await Promise.all(["a", "b", "c", "d"].map(write));
    const after = await versions(id);
    expect(after).toHaveLength(before + 4);
    expect(new Set(after.map(({ valid_from }) => valid_from)).size).toBe(after.length);
    expect(after.filter(({ valid_to }) => valid_to === null)).toHaveLength(1);
    const last = await row<{ note: string }>(bed.owner, sql`select note from item where id = ${id}`);
    expect((await at(company, id, await instant())).view?.note).toBe(last?.note);
  });
});
