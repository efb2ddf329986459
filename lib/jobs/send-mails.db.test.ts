import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { aCompany, type TestCompany } from "#drizzle/factories/company.ts";
import { anItem } from "#drizzle/factories/item.ts";
import { smtpServer } from "#drizzle/factories/smtp-server.ts";
import { aComment, aMail } from "#drizzle/factories/talk.ts";
import { codeOf, demand, openTestBed, type TestBed } from "#drizzle/factories/test-bed.ts";
import { sendMail } from "#lib/commands/send-mail.ts";
import { smtpMail } from "#lib/connectors/mail/smtp.ts";
import { row, withCompany } from "#lib/db/database.ts";
import { claimMail } from "#lib/db/mails.ts";
import { sendMails } from "#lib/jobs/send-mails.ts";
import { tellPeople } from "#lib/jobs/tell-people.ts";
import { mailPage } from "#lib/queries/mail-page.ts";

let bed: TestBed;
let server: Awaited<ReturnType<typeof smtpServer>>;
let company: TestCompany;
beforeAll(async () => {
  bed = await openTestBed();
  server = await smtpServer();
});
beforeEach(async () => {
  company = await aCompany(bed.owner);
  server.taken.length = 0;
});
afterAll(async () => {
  await server.close();
  await bed.close();
});

const port = () => smtpMail({ url: server.url, from: "Countersign <desk@test.example>", patienceMs: 5000 });
const send = () => bed.run(sendMails, { companyId: company.id }, undefined, undefined, { mail: port() });
const stateOf = (mailId: string) =>
  row<{ state: string; attempts: number; is_doubtful: boolean; note: string | null; wait: number | null }>(
    bed.owner,
    sql`select state, attempts, is_doubtful, note, round(extract(epoch from due_at - clock_timestamp()) / 60)::int as wait from mail where id = ${mailId}`,
  );
const isDueNow = (mailId: string) =>
  bed.owner.execute(sql`update mail set due_at = clock_timestamp() where id = ${mailId} and due_at is not null`);
/** A mail that is due. */
const dueMail = async () => {
  const { mailId } = await aMail(bed.app, company);
  demand(await sendMail.execute(bed.app, company.principal("admin"), { mailId }));
  return mailId;
};

test("a mention goes out as it was written: from, to, subject, both forms, an id of its own", async () => {
  const { id } = await anItem(bed.app, company);
  const { admin } = company.people;
  await aComment(bed.app, company, id, { text: "Größe: 5 €, see .\n.\nend", mentions: [admin.id] });
  await bed.run(tellPeople, { companyId: company.id }, undefined, undefined, { mail: port() });
  await send();
  await send();
  const [mail, ...others] = server.taken;
  expect([mail?.from, mail?.to, others]).toEqual(["desk@test.example", admin.email, []]);
  expect(mail?.text).toMatch(/^Message-ID: <[0-9a-f-]{36}@countersign\.test\.example>\r$/m);
  expect(mail?.text).toContain("Auto-Submitted: auto-generated");
  expect(mail?.text).toContain("multipart/alternative");
  const { rows } = demand(await mailPage.execute(bed.app, company.principal("admin"), {}));
  expect(rows).toMatchObject([{ state: "sent", attempts: 1, isDoubtful: false, note: null }]);
});

describe("a server that", () => {
  test("is busy is asked again, later and later, and at last the mail has failed", async () => {
    const id = await dueMail();
    const waits: (number | null)[] = [];
    for (let n = 0; n < 6; n += 1) {
      server.moods.push("busy");
      await send();
      waits.push((await stateOf(id))?.wait ?? null);
      await isDueNow(id);
    }
    expect(waits).toEqual([1, 5, 15, 60, 240, null]);
    expect(await stateOf(id)).toMatchObject({ state: "failed", attempts: 6, is_doubtful: false });
    expect((await stateOf(id))?.note).toContain("451");
    expect(server.taken).toEqual([]);
  });

  test("refuses for good is not asked again; an administrator may", async () => {
    const id = await dueMail();
    server.moods.push("refuses");
    await send();
    await send();
    expect(await stateOf(id)).toMatchObject({ state: "failed", attempts: 1 });
    demand(await sendMail.execute(bed.app, company.principal("admin"), { mailId: id }));
    await send();
    expect(await stateOf(id)).toMatchObject({ state: "sent", note: null });
    const again = await sendMail.execute(bed.app, company.principal("admin"), { mailId: id });
    expect(codeOf(again)).toBe("mail.unknown");
  });

  test("takes the mail and loses its answer gets it again under the same id, and the row says so", async () => {
    const id = await dueMail();
    server.moods.push("takes_silently");
    await send();
    expect(await stateOf(id)).toMatchObject({ state: "due", is_doubtful: true });
    await isDueNow(id);
    await send();
    expect(await stateOf(id)).toMatchObject({ state: "sent", attempts: 2, is_doubtful: true });
    const ids = server.taken.map(({ text }) => /^Message-ID: (.*)\r$/m.exec(text)?.[1]);
    expect(ids).toEqual([`<${id}@countersign.test.example>`, `<${id}@countersign.test.example>`]);
  });

  test("is not there gets nothing, and there is no doubt about that", async () => {
    const id = await dueMail();
    const gone = smtpMail({ url: "smtp://127.0.0.1:1", from: "desk@test.example", patienceMs: 2000 });
    await bed.run(sendMails, { companyId: company.id }, undefined, undefined, { mail: gone });
    expect(await stateOf(id)).toMatchObject({ state: "due", attempts: 1, is_doubtful: false });
  });
});

test("a worker that died while sending leaves a doubt, and another one takes over", async () => {
  const id = await dueMail();
  await withCompany(bed.app, company.id, (tx) => claimMail(tx, company.id));
  await send();
  expect(server.taken).toEqual([]);
  await isDueNow(id);
  await send();
  expect(await stateOf(id)).toMatchObject({ state: "sent", attempts: 2, is_doubtful: true });
});

test("without a server mails are kept, and shown to administrators and auditors alone", async () => {
  const id = await dueMail();
  await bed.run(sendMails, { companyId: company.id });
  expect(await stateOf(id)).toMatchObject({ state: "kept", note: expect.stringContaining("No mail server") });
  expect(demand(await mailPage.execute(bed.app, company.principal("auditor"), {})).rows).toHaveLength(1);
  expect(codeOf(await mailPage.execute(bed.app, company.principal("accountant"), {}))).toBe("access.role");
});
