import { type SQL, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aCompany } from "#drizzle/factories/company.ts";
import { anItem } from "#drizzle/factories/item.ts";
import { aFile, aSentFile, aWebhook } from "#drizzle/factories/talk.ts";
import { openTestBed, type TestBed } from "#drizzle/factories/test-bed.ts";
import { list, rows, withCompany } from "#lib/db/database.ts";
import { pruneHistory } from "#lib/jobs/prune-history.ts";

let bed: TestBed;
beforeAll(async () => {
  bed = await openTestBed();
});
afterAll(() => bed.close());

test("earlier rows go after 400 days, not before, and nobody else's", async () => {
  const [ours, theirs] = [await aCompany(bed.owner), await aCompany(bed.owner)];
  for (const company of [ours, theirs])
    for (const days of [900, 401, 399, 0])
      await bed.owner.execute(sql`insert into sage_row_history (company_id, table_name, row_key, row, seen_at, replaced_at)
        values (${company.id}, 'T', ${String(days)}, '{}', clock_timestamp(), clock_timestamp() - make_interval(days => ${days}))`);
  await bed.run(pruneHistory, { companyId: ours.id });
  const left = (id: string) =>
    rows<{ key: string }>(
      bed.owner,
      sql`select row_key as key from sage_row_history where company_id = ${id} and table_name = 'T' order by id`,
    );
  expect((await left(ours.id)).map((entry) => entry.key)).toEqual(["399", "0"]);
  expect(await left(theirs.id)).toHaveLength(4);
});

describe("what was told", () => {
  const old = sql`clock_timestamp() - interval '181 days'`;
  const young = sql`clock_timestamp() - interval '179 days'`;
  const keysOf = async (table: "notice" | "mail" | "webhook_delivery", companyId: string) =>
    (
      await rows<{ key: string }>(
        bed.owner,
        sql`select key from ${sql.identifier(table)} where company_id = ${companyId} and key like 'x %' order by key`,
      )
    ).map(({ key }) => key);

  test("goes 180 days after it was read; unread it stays, but for people who have left", async () => {
    const [ours, theirs] = [await aCompany(bed.owner), await aCompany(bed.owner)];
    for (const company of [ours, theirs]) {
      const { id } = await anItem(bed.app, company);
      const { accountant, auditor } = company.people;
      const put = (person: string, key: string, readAt: SQL, isForSummary = false) =>
        bed.owner.execute(sql`insert into notice (company_id, person_id, key, kind, item_id, who, words, at, read_at, is_for_summary)
          values (${company.id}, ${person}, ${key}, 'comment', ${id}, 'W', 'W', ${old}, ${readAt}, ${isForSummary})`);
      await put(accountant.id, "x read long ago", old);
      await put(accountant.id, "x read lately", young);
      await put(accountant.id, "x unread", sql`null::timestamptz`);
      await put(accountant.id, "x waits for the summary", old, true);
      await put(auditor.id, "x of one who left", sql`null::timestamptz`);
      await bed.owner.execute(
        sql`update membership set is_disabled = true where company_id = ${company.id} and person_id = ${auditor.id}`,
      );
    }
    await bed.run(pruneHistory, { companyId: ours.id });
    expect(await keysOf("notice", ours.id)).toEqual(["x read lately", "x unread", "x waits for the summary"]);
    expect(await keysOf("notice", theirs.id)).toHaveLength(5);
  });

  test("a mail and a delivery go after 180 days, never while they wait", async () => {
    const company = await aCompany(bed.owner);
    const { webhookId } = await aWebhook(bed.app, company);
    for (const [key, at, state] of [
      ["x old", old, "failed"],
      ["x old, sent", old, "sent"],
      ["x young", young, "failed"],
      ["x waits", old, "due"],
    ] as const) {
      const due = state === "due" ? sql`clock_timestamp() + interval '1 hour'` : sql`null::timestamptz`;
      await bed.owner.execute(sql`insert into mail (company_id, key, person_id, address, kind, subject, text, html, state, due_at, created_at)
        values (${company.id}, ${key}, ${company.people.admin.id}, 'a@test.example', 'mention', 'S', 'T', 'H', ${state}, ${due}, ${at})`);
      await bed.owner.execute(sql`insert into webhook_delivery (company_id, webhook_id, key, event, body, state, due_at, created_at)
        values (${company.id}, ${webhookId}, ${key}, 'item.accepted', '{}', ${state}, ${due}, ${at})`);
    }
    await bed.run(pruneHistory, { companyId: company.id });
    expect(await keysOf("mail", company.id)).toEqual(["x waits", "x young"]);
    expect(await keysOf("webhook_delivery", company.id)).toEqual(["x waits", "x young"]);
    await withCompany(bed.app, company.id, async (tx) => {
      await tx.execute(sql`delete from mail`);
      await tx.execute(sql`delete from webhook_delivery`);
    });
    expect(await keysOf("mail", company.id)).toEqual(["x waits"]);
    expect(await keysOf("webhook_delivery", company.id)).toEqual(["x waits"]);
  });

  test("a file that nobody sent goes after a week, one that was sent stays", async () => {
    const company = await aCompany(bed.owner);
    const { id } = await anItem(bed.app, company);
    const files = {
      old: await aFile(bed.app, company, id),
      sent: await aSentFile(bed.app, company, id),
      young: await aFile(bed.app, company, id),
    };
    const moved = list([files.old.fileId, files.sent.fileId]);
    await bed.owner.execute(
      sql`update comment_file set created_at = clock_timestamp() - interval '8 days' where id = any(${moved})`,
    );
    await bed.run(pruneHistory, { companyId: company.id });
    const left = await rows<{ id: string }>(
      bed.owner,
      sql`select f.id from comment_file f join comment_file_part p on p.file_id = f.id where f.company_id = ${company.id} order by f.created_at`,
    );
    expect(left.map(({ id }) => id)).toEqual([files.sent.fileId, files.young.fileId]);
  });

  test("the chain stays as it was", async () => {
    const company = await aCompany(bed.owner);
    await aSentFile(bed.app, company, (await anItem(bed.app, company)).id);
    const chain = () =>
      rows(bed.owner, sql`select seq, hash from audit_event where company_id = ${company.id} order by seq`);
    const before = await chain();
    await bed.run(pruneHistory, { companyId: company.id });
    expect([await chain(), before.length > 0]).toEqual([before, true]);
  });

  test("is found by an index, however many there are", async () => {
    const company = await aCompany(bed.owner);
    const plan = async (table: string, time: string, over: string) =>
      (
        await withCompany(bed.app, company.id, async (tx) => {
          await tx.execute(sql`set local enable_seqscan = off`);
          return await rows<{ "QUERY PLAN": string }>(
            tx,
            sql`explain select 1 from ${sql.identifier(table)} where company_id = ${company.id} and ${sql.raw(over)}
              and ${sql.identifier(time)} < clock_timestamp() - interval '180 days' order by ${sql.identifier(time)} limit 5000`,
          );
        })
      )
        .map((line) => line["QUERY PLAN"])
        .join("\n");
    expect(await plan("notice", "read_at", "read_at is not null")).toContain("notice_read");
    expect(await plan("mail", "created_at", "due_at is null")).toContain("mail_over");
    expect(await plan("webhook_delivery", "created_at", "due_at is null")).toContain("webhook_delivery_over");
  });
});
