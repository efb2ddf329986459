import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aCompany, type TestCompany } from "#drizzle/factories/company.ts";
import { aDelegation } from "#drizzle/factories/delegation.ts";
import { aNewVersion, anItem, type TestItem } from "#drizzle/factories/item.ts";
import { aSession } from "#drizzle/factories/people.ts";
import { sageHas } from "#drizzle/factories/sage-has.ts";
import { acceptRules } from "#drizzle/factories/signed-item.ts";
import { acceptRow, codeOf, demand, openTestBed, type TestBed } from "#drizzle/factories/test-bed.ts";
import { acceptItems } from "#lib/commands/accept-items.ts";
import { assignItems } from "#lib/commands/assign-items.ts";
import { endDelegation } from "#lib/commands/end-delegation.ts";
import { holdItems } from "#lib/commands/hold-items.ts";
import { liftHoldsCommand } from "#lib/commands/lift-holds.ts";
import { linkDocuments } from "#lib/commands/link-documents.ts";
import { makeDelegation } from "#lib/commands/make-delegation.ts";
import { proposeRules } from "#lib/commands/propose-rules.ts";
import { retryItem } from "#lib/commands/retry-item.ts";
import { retryItems } from "#lib/commands/retry-items.ts";
import { saveFields } from "#lib/commands/save-fields.ts";
import { settleRules } from "#lib/commands/settle-rules.ts";
import { takeBackItems } from "#lib/commands/take-back-items.ts";
import { takeBackSignatureCommand } from "#lib/commands/take-back-signature.ts";
import type { Actor } from "#lib/core/actors.ts";
import { row } from "#lib/db/database.ts";
import { readSession } from "#lib/db/people.ts";
import { documentMatch } from "#lib/queries/document-match.ts";
import { inboxAssignees } from "#lib/queries/inbox-assignees.ts";
import { inboxPage } from "#lib/queries/inbox-page.ts";
import { itemStuck } from "#lib/queries/item-stuck.ts";
import { itemView } from "#lib/queries/item-view.ts";
import { rulesView } from "#lib/queries/rules-view.ts";
import { settingsImpact } from "#lib/queries/settings-impact.ts";

let bed: TestBed;
beforeAll(async () => {
  bed = await openTestBed();
});
afterAll(() => bed.close());

const everything = { recordType: null, projectId: null, atLeast: null };
type Principal = { readonly companyId: string; readonly actor: Actor };
/** A second accountant with all rights of the first. */
const second = (company: TestCompany): Principal => {
  const { grants } = company.principal("accountant").actor;
  return { companyId: company.id, actor: { ...company.principal("ungranted").actor, grants } };
};
async function accept(who: Principal, ...items: readonly TestItem[]) {
  const views = await Promise.all(
    items.map(async ({ id }) => demand(await itemView.execute(bed.app, who, { itemId: id }))),
  );
  return await acceptItems.execute(bed.app, who, { rows: views.map((view) => acceptRow(view)) });
}
async function aRuledCompany(profile = {}) {
  const company = await aCompany(bed.owner, { profile: { undoSeconds: 600, undoSecondsBulk: 600, ...profile } });
  await acceptRules(bed.app, company, [everything]);
  return company;
}

describe("two signatures", () => {
  test("the first is recorded and the item stays; the second enqueues; nobody gives both", async () => {
    const company = await aRuledCompany();
    const item = await anItem(bed.app, company);
    const first = demand(await accept(company.principal("accountant"), item));
    expect(first).toMatchObject({ done: 0, signed: 1, rows: [{ isDone: true, code: "accept.first_signature" }] });
    expect(await bed.item(item.id)).toMatchObject({ state: "ready", version: item.version });
    const seen = await bed.view(company, item.id);
    expect(seen.signature).toMatchObject({ first: { by: "Ada Kline", isOwn: true }, missing: [] });
    expect(seen.actions.find((one) => one.gesture === "accept")).toMatchObject({ isAllowed: false });
    const list = demand(await inboxPage.execute(bed.app, second(company), {}));
    expect(list.rows[0]?.signature).toEqual({ firstBy: "Ada Kline", isOwn: false });
    expect(codeOf(await accept(company.principal("accountant"), item))).toBe("accept.own_signature");
    expect(demand(await accept(second(company), item))).toMatchObject({ done: 1, signed: 0 });
    expect((await bed.item(item.id)).state).toBe("outbox");
    expect((await bed.kinds(item.id)).slice(-2)).toEqual(["item.signed", "item.accepted"]);
    expect(await bed.broken(company)).toEqual([]);
  });

  test("a repeated first signature is answered as the first time, and is no second one", async () => {
    const company = await aRuledCompany();
    const item = await anItem(bed.app, company);
    const rows = [acceptRow(await bed.view(company, item.id))];
    for (let n = 0; n < 2; n += 1)
      expect(demand(await acceptItems.execute(bed.app, company.principal("accountant"), { rows }))).toMatchObject({
        done: 0,
        signed: 1,
      });
    expect((await bed.kinds(item.id)).filter((kind) => kind === "item.signed")).toHaveLength(1);
  });

  test("a rule by amount, type or project fits what it names and nothing else", async () => {
    const company = await aCompany(bed.owner);
    const rules = [
      { recordType: "commitment", projectId: null, atLeast: "50000.00" },
      { recordType: "vendor", projectId: null, atLeast: null },
      { recordType: null, projectId: randomUUID(), atLeast: null },
    ];
    await acceptRules(bed.app, company, rules);
    const large = await anItem(bed.app, company, { lines: [{ amount: "50000.00" }] });
    const small = await anItem(bed.app, company, { lines: [{ amount: "49999.99" }] });
    const answer = demand(await accept(company.principal("accountant"), large, small));
    expect(answer).toMatchObject({ done: 1, signed: 1 });
    expect(answer.rows.map((one) => one.code)).toEqual(["accept.first_signature", null]);
    const batch = await row<{ count: number; refused: object[] }>(
      bed.owner,
      sql`select item_count as count, refused from batch where company_id = ${company.id}`,
    );
    expect(batch).toMatchObject({ count: 1, refused: [{ itemId: large.id }] });
  });

  test.each(["fields", "revision"] as const)("a change of the %s voids the first", async (what) => {
    const company = await aRuledCompany();
    const item = await anItem(bed.app, company);
    demand(await accept(company.principal("accountant"), item));
    if (what === "fields") {
      const input = { itemId: item.id, seenVersion: item.version, fields: { sageId: "OTHER-1" } };
      demand(await saveFields.execute(bed.app, second(company), input));
    } else await aNewVersion(bed.app, company, { ...item.contract, title: "Another title" });
    expect((await bed.view(company, item.id)).signature?.first).toBeNull();
    expect(demand(await accept(second(company), item))).toMatchObject({ done: 0, signed: 1 });
    expect(demand(await accept(company.principal("accountant"), item))).toMatchObject({ done: 1 });
  });

  test("the first is taken back by whoever gave it; out of the outbox both are needed again", async () => {
    const company = await aRuledCompany();
    const item = await anItem(bed.app, company);
    demand(await accept(company.principal("accountant"), item));
    const ref = { itemId: item.id, seenVersion: item.version };
    expect(codeOf(await takeBackSignatureCommand.execute(bed.app, second(company), ref))).toBe("accept.no_signature");
    demand(await takeBackSignatureCommand.execute(bed.app, company.principal("accountant"), ref));
    expect(demand(await accept(second(company), item))).toMatchObject({ signed: 1 });
    expect(demand(await accept(company.principal("accountant"), item))).toMatchObject({ done: 1 });
    const { version } = await bed.item(item.id);
    const items = [{ itemId: item.id, seenVersion: version }];
    demand(await takeBackItems.execute(bed.app, company.principal("accountant"), { items }));
    expect(demand(await accept(company.principal("accountant"), item))).toMatchObject({ done: 0, signed: 1 });
    expect(await bed.broken(company)).toEqual([]);
  });

  test("a held item is not signed; a signature stands through a hold, and the second waits for its end", async () => {
    const company = await aRuledCompany();
    const item = await anItem(bed.app, company);
    const [ada, other] = [company.principal("accountant"), second(company)];
    const items = [{ itemId: item.id, seenVersion: item.version }];
    const hold = () => holdItems.execute(bed.app, ada, { items, until: { kind: "lift" }, note: "Owner asked" });
    demand(await hold());
    expect(codeOf(await accept(ada, item))).toBe("item.on_hold");
    expect((await bed.view(company, item.id)).signature?.first).toBeNull();
    demand(await liftHoldsCommand.execute(bed.app, ada, { items }));
    expect(demand(await accept(ada, item))).toMatchObject({ signed: 1 });
    demand(await hold());
    expect(codeOf(await accept(other, item))).toBe("item.on_hold");
    demand(await liftHoldsCommand.execute(bed.app, other, { items }));
    expect(demand(await accept(other, item))).toMatchObject({ done: 1 });
    expect(await bed.broken(company)).toEqual([]);
  });

  test("why it does not move says whose the first is, and closes Accept to that one alone", async () => {
    const company = await aRuledCompany();
    const item = await anItem(bed.app, company);
    demand(await accept(company.principal("accountant"), item));
    const ask = async (who: Principal) => demand(await itemStuck.execute(bed.app, who, { itemId: item.id }));
    const own = await ask(company.principal("accountant"));
    expect(own.sentence).toContain("has its first signature, by Ada Kline");
    expect(own.links[0]?.next?.reason).toContain("You gave the first signature");
    expect((await ask(second(company))).links[0]?.next).toMatchObject({ label: "Accept, second of two", reason: null });
  });

  test("a document that Sage has already is linked by one person, on whose behalf it says: nothing is written", async () => {
    const company = await aRuledCompany();
    await aDelegation(bed.app, company);
    const session = await readSession(bed.app, await aSession(bed.owner, company.people.ungranted.id, company.id));
    if (!session) throw new Error("nobody is signed in");
    const item = await anItem(bed.app, company, { state: "not_sent" });
    const erpId = await sageHas(bed.app, company, item.contract);
    const { version, amount, seen } = demand(await documentMatch.execute(bed.app, session, { itemId: item.id }));
    const rows = [{ itemId: item.id, decisionId: randomUUID(), seenVersion: version, erpId, seen }];
    const input = { projectId: company.project.id, rows, count: 1, amount, isExact: true };
    expect(demand(await linkDocuments.execute(bed.app, session, input)).done).toBe(1);
    const { timeline } = await bed.view(company, item.id);
    expect(timeline.map(({ who }) => who)).toContain("Noel Brandt on behalf of Ada Kline");
    const decided = await row(
      bed.owner,
      sql`select verdict, on_behalf_of from decision where company_id = ${company.id} and item_id = ${item.id}`,
    );
    expect(decided).toEqual({ verdict: "accept", on_behalf_of: company.people.accountant.id });
    expect(await bed.broken(company)).toEqual([]);
  });

  test("two who accept at once are the first and the second", async () => {
    const company = await aRuledCompany();
    const item = await anItem(bed.app, company);
    const both = [company.principal("accountant"), second(company)];
    const answers = await Promise.all(both.map((who) => accept(who, item)));
    const done = answers.map((answer) => demand(answer).done);
    expect(done.toSorted()).toEqual([0, 1]);
  });

  test("a second try of other bytes needs two again; the database refuses one pair of hands", async () => {
    const company = await aRuledCompany();
    const item = await anItem(bed.app, company, { state: "ready" });
    await acceptRules(bed.app, company, [], { version: 2 });
    const failed = await anItem(bed.app, company, { state: "failed" });
    await acceptRules(bed.app, company, [everything], { version: 3 });
    const retry = async (who: Principal) =>
      await retryItem.execute(bed.app, who, {
        itemId: failed.id,
        decisionId: randomUUID(),
        seenVersion: failed.version,
        seenSha256: failed.documentSha256,
      });
    expect(demand(await retry(company.principal("accountant")))).toMatchObject({ isSigned: true });
    expect(codeOf(await retry(company.principal("accountant")))).toBe("accept.own_signature");
    expect(demand(await retry(second(company)))).toMatchObject({ isSigned: false });
    expect((await bed.item(failed.id)).state).toBe("outbox");
    demand(await accept(company.principal("accountant"), item));
    const forced =
      bed.owner.execute(sql`insert into decision (company_id, id, item_id, revision_id, verdict, person_id, seen_sha256, signature_id)
      select company_id, gen_random_uuid(), item_id, revision_id, 'accept', person_id, seen_sha256, id from decision
      where company_id = ${company.id} and item_id = ${item.id} and verdict = 'sign'`);
    await expect(forced).rejects.toThrow();
    expect(await bed.broken(company)).toEqual([]);
  });
});

describe("trying all of a cause again", () => {
  test("gives each its first signature; the same person's second try is refused, another one's enqueues", async () => {
    const company = await aRuledCompany();
    await acceptRules(bed.app, company, [], { version: 2 });
    const items = [
      await anItem(bed.app, company, { state: "failed", lines: [{ amount: "70000.00" }] }),
      await anItem(bed.app, company, { state: "failed", lines: [{ amount: "70.00" }] }),
    ];
    await acceptRules(bed.app, company, [{ ...everything, atLeast: "50000" }], { version: 3 });
    const [large, small] = items;
    if (!large || !small) throw new Error("two were made");
    const order = (wanted: readonly TestItem[]) => ({
      rows: wanted.map(({ id, version, documentSha256 }) => ({
        itemId: id,
        decisionId: randomUUID(),
        seenVersion: version,
        seenSha256: documentSha256,
      })),
    });
    const first = order(items);
    for (let n = 0; n < 2; n += 1) {
      const answer = demand(await retryItems.execute(bed.app, company.principal("accountant"), first));
      expect(answer).toMatchObject({ done: 1, signed: 1 });
      expect(answer.rows.map(({ code }) => code)).toEqual(["accept.first_signature", null]);
    }
    expect((await bed.item(large.id)).state).toBe("failed");
    expect((await bed.item(small.id)).state).toBe("outbox");
    const alone = demand(await retryItems.execute(bed.app, company.principal("accountant"), order([large])));
    expect(alone).toMatchObject({ done: 0, signed: 0, rows: [{ code: "accept.own_signature" }] });
    expect(demand(await retryItems.execute(bed.app, second(company), order([large])))).toMatchObject({
      done: 1,
      signed: 0,
    });
    expect((await bed.item(large.id)).state).toBe("outbox");
    expect(await bed.broken(company)).toEqual([]);
  });
});

describe("rules", () => {
  const propose = async (who: Principal, seenVersion: number, rules: readonly object[]) =>
    await proposeRules.execute(bed.app, who, { rules, seenVersion, note: "as agreed" });
  async function anotherAdmin(company: TestCompany): Promise<Principal> {
    await bed.owner.execute(sql`update membership set roles = '{auditor,admin}'
      where company_id = ${company.id} and person_id = ${company.people.auditor.id}`);
    return { companyId: company.id, actor: { ...company.principal("auditor").actor, roles: ["auditor", "admin"] } };
  }

  test("of a single administrator are in force at once, with their impact before", async () => {
    const company = await aCompany(bed.owner);
    const item = await anItem(bed.app, company);
    const input = { changes: "{}", rules: JSON.stringify([everything]) };
    const impact = demand(await settingsImpact.execute(bed.app, company.principal("admin"), input));
    expect(impact.rows).toMatchObject([{ id: item.id, change: "signs" }]);
    const admin = company.principal("admin");
    expect(demand(await propose(admin, 0, [everything])).isInForce).toBe(true);
    expect(codeOf(await propose(admin, 0, []))).toBe("rules.moved");
    expect(codeOf(await propose(admin, 1, [everything, everything]))).toBe("input.invalid");
    expect(codeOf(await propose(admin, 1, [{ ...everything, recordType: "bogus" }]))).toBe("input.invalid");
    expect(demand(await propose(admin, 1, [])).isInForce).toBe(true);
    const view = demand(await rulesView.execute(bed.app, admin, {}));
    expect(view.versions.map(({ status }) => status)).toEqual(["in_force", "replaced"]);
  });

  test("wait for another administrator where there is one; whoever proposed them does not confirm", async () => {
    const company = await aCompany(bed.owner);
    const other = await anotherAdmin(company);
    const admin = company.principal("admin");
    expect(demand(await propose(admin, 0, [everything])).isInForce).toBe(false);
    const item = await anItem(bed.app, company);
    const before = demand(await itemView.execute(bed.app, company.principal("accountant"), { itemId: item.id }));
    expect(before.signature).toBeNull();
    const settle = async (who: Principal, as: string) =>
      codeOf(await settleRules.execute(bed.app, who, { version: 1, as }));
    expect(await settle(admin, "confirm")).toBe("rules.second_admin");
    expect(codeOf(await propose(other, 0, []))).toBe("rules.moved");
    expect(await settle(other, "confirm")).toBeNull();
    expect(await settle(other, "confirm")).toBe("rules.settled");
    expect((await bed.view(company, item.id)).signature).not.toBeNull();
    expect((await bed.companyKinds(company)).filter((kind) => kind.startsWith("rules."))).toEqual([
      "rules.proposed",
      "rules.in_force",
    ]);
  });
});

describe("a delegate", () => {
  /** As a request finds the person: with what others lent them today. */
  async function signedIn(company: TestCompany): Promise<Principal> {
    const session = await readSession(bed.app, await aSession(bed.owner, company.people.ungranted.id, company.id));
    if (!session) throw new Error("nobody is signed in");
    return session;
  }

  test("decides with the rights of the one who is away, and the record says on whose behalf", async () => {
    const company = await aCompany(bed.owner, { profile: { undoSeconds: 600 } });
    const item = await anItem(bed.app, company);
    expect(codeOf(await accept(await signedIn(company), item))).toBe("access.grant");
    const delegationId = await aDelegation(bed.app, company);
    expect(demand(await accept(await signedIn(company), item)).done).toBe(1);
    expect((await bed.view(company, item.id)).timeline[0]?.who).toBe("Noel Brandt on behalf of Ada Kline");
    demand(await endDelegation.execute(bed.app, company.principal("accountant"), { delegationId }));
    expect((await signedIn(company)).actor).not.toHaveProperty("standsInFor");
  });

  test("has no right outside the days, and none that the other one does not have", async () => {
    const company = await aCompany(bed.owner);
    const item = await anItem(bed.app, company);
    await aDelegation(bed.app, company, { firstDay: "2039-01-01", lastDay: "2039-01-31" });
    expect(codeOf(await accept(await signedIn(company), item))).toBe("access.grant");
    await aDelegation(bed.app, company, { firstDay: "2026-01-01", lastDay: "2038-12-31" });
    await bed.owner.execute(sql`delete from push_grant where company_id = ${company.id}`);
    expect(codeOf(await accept(await signedIn(company), item))).toBe("access.grant");
  });

  test("never decides on what the other one sent, and never makes one person both signatures", async () => {
    const company = await aRuledCompany();
    await aDelegation(bed.app, company);
    const [own, item] = [await anItem(bed.app, company), await anItem(bed.app, company)];
    await bed.owner.execute(
      sql`update item set own_person_ids = array[${company.people.accountant.id}::uuid] where company_id = ${company.id} and id = ${own.id}`,
    );
    expect(codeOf(await accept(await signedIn(company), own))).toBe("access.own_of_lender");
    demand(await accept(company.principal("accountant"), item));
    expect(codeOf(await accept(await signedIn(company), item))).toBe("accept.same_hands");
    const other = await anItem(bed.app, company);
    expect(demand(await accept(await signedIn(company), other)).signed).toBe(1);
    expect(codeOf(await accept(company.principal("accountant"), other))).toBe("accept.same_hands");
  });

  test("is given items to decide on, but none that the other one sent; holds with the lent right", async () => {
    const company = await aCompany(bed.owner);
    const [item, own] = [await anItem(bed.app, company), await anItem(bed.app, company)];
    await bed.owner.execute(
      sql`update item set own_person_ids = array[${company.people.accountant.id}::uuid] where company_id = ${company.id} and id = ${own.id}`,
    );
    const assign = async () => {
      const input = { itemIds: [item.id, own.id], personId: company.people.ungranted.id };
      return demand(await assignItems.execute(bed.app, company.principal("admin"), input));
    };
    expect(await assign()).toMatchObject({ done: 0 });
    await aDelegation(bed.app, company);
    const answer = await assign();
    expect(answer.rows.map(({ isDone }) => isDone)).toEqual([true, false]);
    expect(answer.rows[1]?.sentence).toContain("the one for whom they stand in sent or last edited it");
    const { people } = demand(await inboxAssignees.execute(bed.app, company.principal("admin"), {}));
    expect(people.find(({ id }) => id === company.people.ungranted.id)?.recordTypes).toContain("commitment");
    const { version } = await bed.item(own.id);
    const held = { items: [{ itemId: own.id, seenVersion: version }], until: { kind: "lift" }, note: "" };
    expect(demand(await holdItems.execute(bed.app, await signedIn(company), held)).done).toBe(1);
    const { timeline } = await bed.view(company, own.id);
    expect(timeline[0]?.who).toBe("Noel Brandt on behalf of Ada Kline");
  });

  test("is never made in a circle, for oneself, or by a stranger", async () => {
    const company = await aCompany(bed.owner);
    const { accountant, ungranted, auditor } = company.people;
    const days = { firstDay: "2039-01-01", lastDay: "2039-01-31", note: "on leave" };
    const make = async (role: "accountant" | "ungranted" | "admin", from: string, to: string) =>
      codeOf(
        await makeDelegation.execute(bed.app, company.principal(role), {
          fromPersonId: from,
          toPersonId: to,
          ...days,
        }),
      );
    expect(await make("ungranted", accountant.id, ungranted.id)).toBe("delegation.other");
    expect(await make("accountant", accountant.id, accountant.id)).toBe("input.invalid");
    expect(await make("accountant", accountant.id, auditor.id)).toBe("delegation.person");
    expect(await make("admin", accountant.id, ungranted.id)).toBeNull();
    expect(await make("accountant", accountant.id, ungranted.id)).toBe("delegation.overlap");
    expect(await make("ungranted", ungranted.id, accountant.id)).toBe("delegation.chain");
  });
});
