import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aCompany, type CompanyOptions, type TestCompany } from "#drizzle/factories/company.ts";
import { aDelegation } from "#drizzle/factories/delegation.ts";
import { anItem, type ItemOptions } from "#drizzle/factories/item.ts";
import { aMailingCompany, aMailLink } from "#drizzle/factories/mail-link.ts";
import { acceptRules } from "#drizzle/factories/signed-item.ts";
import { codeOf, demand, openTestBed, type TestBed } from "#drizzle/factories/test-bed.ts";
import { acceptByMail } from "#lib/commands/accept-by-mail.ts";
import { acceptItems } from "#lib/commands/accept-items.ts";
import { holdItems } from "#lib/commands/hold-items.ts";
import { rejectItems } from "#lib/commands/reject-items.ts";
import { saveFields } from "#lib/commands/save-fields.ts";
import { row, rows } from "#lib/db/database.ts";
import { enterByMailLink } from "#lib/db/mail-links.ts";
import { itemView } from "#lib/queries/item-view.ts";
import { mailLinkView } from "#lib/queries/mail-link-view.ts";

let bed: TestBed;
beforeAll(async () => {
  bed = await openTestBed();
});
afterAll(() => bed.close());

/** An item of low risk, and a link to it. */
async function linked({ profile, ...over }: CompanyOptions & ItemOptions = {}) {
  const company = await aMailingCompany(bed.owner, { profile: { undoSeconds: 600, ...profile } });
  const item = await anItem(bed.app, company, over);
  return { company, item, ...(await aMailLink(bed.app, company, item)) };
}
/** Follows a link as the page does: look, or accept. */
const look = async (token: string) => {
  const who = await enterByMailLink(bed.app, token);
  return who.ok ? await mailLinkView.execute(bed.app, who.value, { linkId: who.value.actor.mailLink }) : who;
};
const use = async (token: string) => {
  const who = await enterByMailLink(bed.app, token);
  return who.ok ? await acceptByMail.execute(bed.app, who.value, { linkId: who.value.actor.mailLink }) : who;
};
const decisions = async (company: TestCompany) =>
  await rows<{ id: string; person: string; verdict: string }>(
    bed.owner,
    sql`select id, person_id as person, verdict from decision where company_id = ${company.id}`,
  );
/** Refused by the door and by the page, in the same words; nothing was decided. */
async function expectClosed(company: TestCompany, itemId: string, token: string, code: string): Promise<void> {
  const before = await bed.item(itemId);
  const seen = await look(token);
  const closed = seen.ok ? seen.value.standing : null;
  expect([codeOf(await use(token)), closed?.kind ?? codeOf(seen)]).toEqual([code, closed ? "closed" : code]);
  expect(await bed.item(itemId)).toEqual(before);
  expect((await decisions(company)).filter(({ verdict }) => verdict === "accept")).toEqual([]);
}

test("a link shows what it accepts and accepts it, as the button would, with a record that says how", async () => {
  const { company, item, token } = await linked();
  const seen = demand(await look(token));
  expect(seen).toMatchObject({ person: "Ada Kline", number: item.contract.number, standing: { kind: "open" } });
  if (seen.standing.kind !== "open") return;
  const shown = await bed.view(company, item.id);
  expect(seen.standing.item.document?.sha256).toBe(item.documentSha256);
  expect(seen.standing.item.preview).toEqual(shown.preview);
  expect(seen.standing.item.lines).toEqual(shown.lines);
  expect(JSON.stringify(seen)).not.toContain("timeline");
  const { releaseAt } = demand(await use(token));
  expect(Date.parse(releaseAt) - Date.now()).toBeGreaterThan(590_000);
  expect(await bed.item(item.id)).toMatchObject({ state: "outbox" });
  expect(await bed.exportOf(item.id)).toMatchObject({ status: "outbox", document_sha256: item.documentSha256 });
  const link = await row<{ decision: string; used: string | null }>(
    bed.owner,
    sql`select decision_id as decision, used_at as used from mail_link where company_id = ${company.id}`,
  );
  expect(await decisions(company)).toEqual([
    { id: link?.decision, person: company.people.accountant.id, verdict: "accept" },
  ]);
  expect((await bed.view(company, item.id)).timeline[0]).toMatchObject({ who: "Ada Kline by mail link" });
  expect(await bed.broken(company)).toEqual([]);
});

test("looking writes nothing, however often; the transaction could not", async () => {
  const { company, item, token } = await linked();
  const mark = () =>
    row(
      bed.owner,
      sql`select (select count(*) from audit_event where company_id = ${company.id}) as events, (select md5(string_agg(l::text, '')) from mail_link l where company_id = ${company.id}) as links,
        (select md5(i::text) from item i where id = ${item.id}) as item, (select count(*) from decision where company_id = ${company.id}) as decisions`,
    );
  const before = await mark();
  for (let n = 0; n < 3; n += 1) demand(await look(token));
  expect(await mark()).toEqual(before);
});

test("used twice, also at once, it is one decision with one answer", async () => {
  const { company, item, token } = await linked();
  const answers = await Promise.all([use(token), use(token), use(token)]);
  const first = demand(await use(token));
  expect(answers.map((answer) => demand(answer))).toEqual([first, first, first]);
  expect(await decisions(company)).toHaveLength(1);
  expect(await bed.kinds(item.id)).toEqual(["item.received", "item.sent", "item.accepted"]);
  expect(demand(await look(token)).standing).toMatchObject({
    kind: "used",
    releaseAt: first.releaseAt,
    state: "Outbox",
  });
});

describe("a token that is no link", () => {
  test("tampered, cut, or of nothing learns nothing, in the same words", async () => {
    const { token, item } = await linked();
    const flipped = `${token.slice(0, -1)}${token.endsWith("A") ? "B" : "A"}`;
    const refusals = await Promise.all([flipped, token.slice(0, 20), "", "x".repeat(43)].map(look));
    expect(new Set(refusals.map((one) => JSON.stringify(one))).size).toBe(1);
    expect(codeOf(await look(flipped))).toBe("mail_link.unknown");
    expect(JSON.stringify(refusals)).not.toContain(item.contract.number);
  });

  test("is kept as a hash alone", async () => {
    const { company, token } = await linked();
    const [stored] = await rows<{ text: string }>(
      bed.owner,
      sql`select l::text as text from mail_link l where company_id = ${company.id}`,
    );
    expect(stored?.text).not.toContain(token);
  });
});

test("of another company it opens that one's item, never ours; no other link and no session stands in for it", async () => {
  const [ours, theirs] = [await linked(), await linked()];
  const who = demand(await enterByMailLink(bed.app, theirs.token));
  expect(who.companyId).toBe(theirs.company.id);
  const elsewhere = { ...who, companyId: ours.company.id };
  expect(codeOf(await acceptByMail.execute(bed.app, elsewhere, { linkId: who.actor.mailLink }))).toBe(
    "mail_link.unknown",
  );
  expect(codeOf(await acceptByMail.execute(bed.app, elsewhere, { linkId: ours.linkId }))).toBe("access.mail_link");
  const signedIn = ours.company.principal("accountant");
  expect(codeOf(await acceptByMail.execute(bed.app, signedIn, { linkId: ours.linkId }))).toBe("access.mail_link");
  expect(await decisions(ours.company)).toEqual([]);
});

test("who came by a link can do nothing else: no other command, no list, no rejection", async () => {
  const { company, item, token } = await linked();
  const who = demand(await enterByMailLink(bed.app, token));
  const held = { items: [{ itemId: item.id, seenVersion: item.version }], until: { kind: "lift" as const }, note: "" };
  expect(codeOf(await holdItems.execute(bed.app, who, held))).toBe("mail_link.closed");
  const { id: itemId } = await anItem(bed.app, company);
  expect(codeOf(await itemView.execute(bed.app, who, { itemId }))).toBe("mail_link.closed");
});

describe("a link accepts nothing any more", () => {
  test("after the grant was taken away, and says nothing of the item", async () => {
    const { company, item, token } = await linked();
    await bed.owner.execute(sql`delete from push_grant where company_id = ${company.id}`);
    await expectClosed(company, item.id, token, "access.grant");
    expect(JSON.stringify(await look(token))).not.toContain(item.contract.number);
  });

  test("after the role was taken away; of somebody who left it is known no more", async () => {
    const { company, item, token } = await linked();
    const set = (change: ReturnType<typeof sql>) =>
      bed.owner.execute(sql`update membership set ${change} where company_id = ${company.id}`);
    await set(sql`roles = array['auditor']`);
    await expectClosed(company, item.id, token, "access.role");
    await set(sql`roles = array['accountant'], is_disabled = true`);
    await expectClosed(company, item.id, token, "mail_link.unknown");
  });

  test("with a right that somebody else lends: that is used on the screen", async () => {
    const { company, item } = await linked();
    const { token } = await aMailLink(bed.app, company, item, { to: "ungranted" });
    await aDelegation(bed.app, company);
    await expectClosed(company, item.id, token, "access.grant");
  });

  test("to an item that its person sent", async () => {
    const { company, item, token } = await linked();
    await bed.owner.execute(
      sql`update item set own_person_ids = array[${company.people.accountant.id}::uuid] where id = ${item.id}`,
    );
    await expectClosed(company, item.id, token, "access.own");
  });

  test("after 72 hours", async () => {
    const { company, item, token } = await linked();
    await bed.owner.execute(
      sql`update mail_link set expires_at = clock_timestamp() - interval '1 second' where company_id = ${company.id}`,
    );
    await expectClosed(company, item.id, token, "mail_link.expired");
  });

  test("after the fields were changed", async () => {
    const { company, item, token } = await linked();
    const { fields, version } = await bed.view(company, item.id);
    const changed = { ...fields, sageId: "OTHER-1" };
    const input = { itemId: item.id, seenVersion: version, fields: changed };
    demand(await saveFields.execute(bed.app, company.principal("accountant"), input));
    await expectClosed(company, item.id, token, "item.changed");
  });

  test("after somebody rejected it, and says who", async () => {
    const { company, item, token } = await linked();
    const rows_ = [{ itemId: item.id, seenVersion: item.version, decisionId: crypto.randomUUID() }];
    const rejected = { rows: rows_, reasons: ["codes"], text: "" };
    demand(await rejectItems.execute(bed.app, company.principal("accountant"), rejected));
    await expectClosed(company, item.id, token, "item.moved");
    const seen = demand(await look(token)).standing;
    expect(seen.kind === "closed" && seen.sentence).toContain("Ada Kline was first: the item is now “Rejected”");
  });

  test("while the item is held, or needs two signatures", async () => {
    const held = await linked();
    const until = { until: { kind: "lift" as const }, note: "" };
    const seen = [{ itemId: held.item.id, seenVersion: held.item.version }];
    demand(await holdItems.execute(bed.app, held.company.principal("accountant"), { items: seen, ...until }));
    const after = await bed.item(held.item.id);
    const again = await aMailLink(bed.app, held.company, { ...held.item, version: after.version });
    await expectClosed(held.company, held.item.id, again.token, "item.on_hold");
    const signed = await linked();
    await acceptRules(bed.app, signed.company, [{ recordType: null, projectId: null, atLeast: "3501.00" }]);
    await expectClosed(signed.company, signed.item.id, signed.token, "mail_link.second");
  });

  test.each([
    { what: "the limit was lowered", profile: { mailAcceptMost: "3500.99" }, code: "mail_link.amount" },
    { what: "the type was left out", profile: { mailAcceptTypes: ["budget"] }, code: "mail_link.type" },
    { what: "it was turned off", profile: { acceptsByMail: false }, code: "mail_link.off" },
  ])("after $what", async ({ profile, code }) => {
    const { company, item, token } = await linked();
    await bed.owner.execute(
      sql`update company set profile = profile || ${JSON.stringify(profile)}::jsonb where id = ${company.id}`,
    );
    await expectClosed(company, item.id, token, code);
  });

  test("up to the limit it does, to the cent", async () => {
    const { token } = await linked({ profile: { mailAcceptMost: "3501.00" } });
    expect(codeOf(await use(token))).toBeNull();
  });

  test("when the checks find something that they did not find then, stored or not", async () => {
    const { company, item, token } = await linked();
    await bed.owner.execute(
      sql`update sage_vendor set status = 'Inactive' where company_id = ${company.id} and vendor = ${company.vendor.sageVendor}`,
    );
    expect(await bed.item(item.id)).toMatchObject({ lane: "clean" });
    await expectClosed(company, item.id, token, "mail_link.finding");
  });

  test("of a vendor that was linked this week, or has another name since", async () => {
    const young = await linked();
    const set = (company: TestCompany, change: ReturnType<typeof sql>) =>
      bed.owner.execute(sql`update vendor_link set ${change} where company_id = ${company.id}`);
    await set(young.company, sql`created_at = clock_timestamp() - interval '6 days'`);
    await expectClosed(young.company, young.item.id, young.token, "mail_link.vendor");
    const renamed = await linked();
    await set(renamed.company, sql`vendor_name = 'Lumen Works, formerly'`);
    await expectClosed(renamed.company, renamed.item.id, renamed.token, "mail_link.vendor");
  });
});

test("an acceptance on the screen and one by the link meet: one of them decides", async () => {
  const { company, item, token } = await linked();
  const shown = await bed.view(company, item.id);
  const seen = { itemId: item.id, seenVersion: shown.version, seenRevisionId: shown.revision.id };
  const onScreen = { rows: [{ ...seen, seenSha256: item.documentSha256, decisionId: crypto.randomUUID() }] };
  const answers = await Promise.all([
    acceptItems.execute(bed.app, company.principal("accountant"), onScreen),
    use(token),
  ]);
  expect(answers.map((answer) => codeOf(answer as never)).filter((code) => code === null)).toHaveLength(1);
  expect((await decisions(company)).filter(({ verdict }) => verdict === "accept")).toHaveLength(1);
});

test("a company that never turned it on offers and accepts nothing", async () => {
  const company = await aCompany(bed.owner);
  const item = await anItem(bed.app, company);
  const { token } = await aMailLink(bed.app, company, item);
  await expectClosed(company, item.id, token, "mail_link.off");
});
