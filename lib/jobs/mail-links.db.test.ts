import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aCompany, type TestCompany } from "#drizzle/factories/company.ts";
import { anItem } from "#drizzle/factories/item.ts";
import { aMailingCompany, aMailLink } from "#drizzle/factories/mail-link.ts";
import { manyItems } from "#drizzle/factories/many-items.ts";
import { smtpServer } from "#drizzle/factories/smtp-server.ts";
import { aComment } from "#drizzle/factories/talk.ts";
import { demand, openTestBed, type TestBed } from "#drizzle/factories/test-bed.ts";
import { acceptByMail } from "#lib/commands/accept-by-mail.ts";
import { saveNoticeSettings } from "#lib/commands/save-notice-settings.ts";
import { sendItems } from "#lib/commands/send-items.ts";
import { smtpMail } from "#lib/connectors/mail/smtp.ts";
import { rows, withCompany } from "#lib/db/database.ts";
import { enterByMailLink, readOfferable } from "#lib/db/mail-links.ts";
import { pruneHistory } from "#lib/jobs/prune-history.ts";
import { sendMails } from "#lib/jobs/send-mails.ts";
import { tellPeople } from "#lib/jobs/tell-people.ts";
import { writeSummaries } from "#lib/jobs/write-summaries.ts";
import { mailPage } from "#lib/queries/mail-page.ts";

let bed: TestBed;
let server: Awaited<ReturnType<typeof smtpServer>>;
beforeAll(async () => {
  bed = await openTestBed();
  server = await smtpServer();
});
afterAll(async () => {
  await server.close();
  await bed.close();
});

const port = () => ({ mail: smtpMail({ url: server.url, from: "Countersign <desk@test.example>", patienceMs: 5000 }) });
const job = async (one: typeof writeSummaries, company: TestCompany) =>
  await bed.run(one, { companyId: company.id }, undefined, undefined, port());
const send = (company: TestCompany) => job(sendMails, company);
const links = (company: TestCompany) =>
  rows<{ person: string; item: string; key: string }>(
    bed.owner,
    sql`select person_id as person, item_id as item, mail_key as key from mail_link where company_id = ${company.id} order by created_at, id`,
  );
/** The mails to a person as they arrived, without the line ends of quoted-printable. */
const arrived = ({ email }: { readonly email: string }) =>
  server.taken
    .filter(({ to }) => to === email)
    .map(({ text }) =>
      text
        .replace(/=\r?\n/g, "")
        .replaceAll("=3D", "=")
        .replaceAll("=23", "#"),
    );
const tokensIn = (text = "") => [
  ...new Set([...text.matchAll(/\/accept#([\w-]{43})/g)].map(([, token]) => token ?? "")),
];
/** Everybody's summary is due now. */
const atMidnight = (company: TestCompany) =>
  Promise.all(
    (["accountant", "ungranted", "admin"] as const).map((role) =>
      saveNoticeSettings.execute(bed.app, company.principal(role), { channels: {}, hasSummary: true, summaryHour: 0 }),
    ),
  );

describe("the daily summary", () => {
  test("has a link for each item of low risk, to whoever may decide on it, and only the mail that is sent has it", async () => {
    const company = await aMailingCompany(bed.owner);
    await atMidnight(company);
    const small = await anItem(bed.app, company);
    const large = await anItem(bed.app, company, { lines: [{ amount: "5000.01" }] });
    await anItem(bed.app, company, { vendor: "unlinked" });
    await job(writeSummaries, company);
    const { accountant, ungranted, admin } = company.people;
    expect((await links(company)).map(({ person, item }) => [person, item])).toEqual([[accountant.id, small.id]]);
    await send(company);
    const [mail = ""] = arrived(accountant);
    const [token = "", ...others] = tokensIn(mail);
    expect(others).toEqual([]);
    expect(mail).toContain(`Accept ${small.contract.number}`);
    expect(mail).not.toContain(`Accept ${large.contract.number}`);
    for (const person of [ungranted, admin]) expect(tokensIn(arrived(person)[0])).toEqual([]);
    expect(demand(await enterByMailLink(bed.app, token)).actor.personId).toBe(accountant.id);
    const kept = demand(await mailPage.execute(bed.app, company.principal("admin"), {}));
    expect(JSON.stringify(kept)).toContain("/accept#link:");
    expect(JSON.stringify(kept)).not.toContain(token);
    const everything = await rows(bed.owner, sql`select m::text as text from mail m where company_id = ${company.id}`);
    expect(JSON.stringify(everything)).not.toContain(token);
  });

  test("has none where the company does not want it, and the first twenty where many wait", async () => {
    const off = await aCompany(bed.owner);
    await atMidnight(off);
    await anItem(bed.app, off);
    await job(writeSummaries, off);
    expect(await links(off)).toEqual([]);
    const busy = await aMailingCompany(bed.owner);
    await atMidnight(busy);
    await manyItems(bed.owner, busy, 60);
    await job(writeSummaries, busy);
    expect(await links(busy)).toHaveLength(20);
    await send(busy);
    const [mail] = arrived(busy.people.accountant);
    expect(tokensIn(mail)).toHaveLength(20);
    expect(mail).toContain("40 more in the inbox");
  });
});

test("a mail about an item that came back has its link; a try that was lost goes again with the same one", async () => {
  const company = await aMailingCompany(bed.owner);
  const channels = { returned: "mail" as const };
  const settings = { channels, hasSummary: true, summaryHour: 23 };
  demand(await saveNoticeSettings.execute(bed.app, company.principal("accountant"), settings));
  const item = await anItem(bed.app, company, { state: "rejected" });
  const { version } = await bed.item(item.id);
  const again = { items: [{ itemId: item.id, seenVersion: version }] };
  demand(await sendItems.execute(bed.app, company.principal("project_manager"), again));
  await job(tellPeople, company);
  server.moods.push("takes_silently");
  await bed.owner.execute(
    sql`update mail set due_at = case when kind = 'returned' then clock_timestamp() else clock_timestamp() + interval '1 hour' end where company_id = ${company.id}`,
  );
  await send(company);
  await bed.owner.execute(
    sql`update mail set due_at = clock_timestamp() where company_id = ${company.id} and kind = 'returned' and due_at is not null`,
  );
  await send(company);
  const tokens = arrived(company.people.accountant).map((text) => tokensIn(text));
  expect(tokens).toHaveLength(2);
  expect(tokens[0]).toHaveLength(1);
  expect(tokens[1]).toEqual(tokens[0]);
});

test("a mark that somebody writes into a comment brings nobody a link", async () => {
  const company = await aMailingCompany(bed.owner);
  const item = await anItem(bed.app, company);
  const { linkId } = await aMailLink(bed.app, company, item, { mailKey: "another mail" });
  const text = `https://countersign.test.example/accept#link:${linkId}`;
  await aComment(bed.app, company, item.id, { text, mentions: [company.people.admin.id] });
  await job(tellPeople, company);
  await send(company);
  const [mail] = arrived(company.people.admin);
  expect(mail).toContain(`#link:${linkId}`);
  expect(tokensIn(mail)).toEqual([]);
});

test("whoever accepted by a link is written to, once, with the way to take it back", async () => {
  const company = await aMailingCompany(bed.owner, { profile: { undoSeconds: 600 } });
  const item = await anItem(bed.app, company);
  const { linkId, token } = await aMailLink(bed.app, company, item);
  const who = demand(await enterByMailLink(bed.app, token));
  demand(await acceptByMail.execute(bed.app, who, { linkId }));
  await job(tellPeople, company);
  await job(tellPeople, company);
  await send(company);
  const mails = arrived(company.people.accountant).filter((text) => text.includes("with a link from a mail"));
  expect(mails).toHaveLength(1);
  expect(mails[0]).toContain("https://countersign.test.example/outbox");
  expect(mails[0]).toContain("If it was not you");
});

test("what a mail server says of a mail is kept without its links", async () => {
  const company = await aMailingCompany(bed.owner);
  await atMidnight(company);
  await anItem(bed.app, company);
  await job(writeSummaries, company);
  let said = "";
  const mail = {
    send: async ({ text }: { readonly text: string }) => {
      said = tokensIn(text)[0] ?? said;
      return { kind: "refused" as const, words: `554 ${text.slice(0, 4000)}` };
    },
  };
  await bed.run(sendMails, { companyId: company.id }, undefined, undefined, { mail });
  expect(said).toHaveLength(43);
  const notes = await rows(bed.owner, sql`select note from mail where company_id = ${company.id}`);
  expect(JSON.stringify(notes)).toContain("[link]");
  expect(JSON.stringify(notes)).not.toContain(said);
});

test("links that ended half a year ago go, and no other", async () => {
  const company = await aMailingCompany(bed.owner);
  const item = await anItem(bed.app, company);
  for (const days of [181, 179, -1]) {
    const { linkId } = await aMailLink(bed.app, company, item, { mailKey: String(days) });
    await bed.owner.execute(
      sql`update mail_link set expires_at = clock_timestamp() - make_interval(days => ${days}) where id = ${linkId}`,
    );
  }
  await bed.run(pruneHistory, { companyId: company.id });
  expect((await links(company)).map(({ key }) => key).toSorted()).toEqual(["-1", "179"]);
  const living = withCompany(bed.app, company.id, (tx) =>
    tx.execute(sql`delete from mail_link where company_id = ${company.id} and mail_key = '-1' returning 1`),
  );
  expect((await living).rowCount).toBe(0);
});

test("of many thousand clean items those that wait longest are found in their order", async () => {
  const company = await aMailingCompany(bed.owner);
  await manyItems(bed.owner, company, 20_000);
  await bed.owner.execute(sql`analyze item`);
  const found = await withCompany(bed.app, company.id, (tx) => readOfferable(tx, company.id, 50));
  expect(found).toHaveLength(50);
  const plan = await withCompany(bed.owner, company.id, async (tx) => {
    const lines = await rows<{ "QUERY PLAN": string }>(
      tx,
      sql`explain select i.id from item i where i.company_id = ${company.id} and i.lane = 'clean' and i.state = 'ready' and true
        and i.checked_at is not null and i.document_sha256 is not null and not i.is_on_hold order by i.sent_at nulls first, i.id nulls first limit 50`,
    );
    return lines.map((line) => line["QUERY PLAN"]).join("\n");
  });
  // Where all of them are clean, the index of everything by time is as good as that of the lane.
  expect(plan).toMatch(/^Limit .*\n +-> {2}Index Scan Backward using item_(by_lane|all_by_sent) /);
  expect(plan).not.toContain("Sort");
});
