import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { aCompany, type TestCompany } from "#drizzle/factories/company.ts";
import { anItem } from "#drizzle/factories/item.ts";
import { codeOf, openTestBed, type TestBed } from "#drizzle/factories/test-bed.ts";
import { type CommandContext, defineCommand } from "#lib/commands/define-command.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { appendAudit } from "#lib/db/audit.ts";
import { row, withCompany } from "#lib/db/database.ts";
import { defineQuery } from "#lib/queries/define-query.ts";

let bed: TestBed;
beforeAll(async () => {
  bed = await openTestBed();
});
afterAll(() => bed.close());
/** A command as a careless author might write it. */
const planted = (run: (context: CommandContext) => Promise<Outcome<number>>) =>
  defineCommand({
    name: "test.planted",
    needs: "settings.change",
    input: z.strictObject({ n: z.int() }),
    touches: [],
    run: (context) => run(context),
  });
const rename = ({ tx, companyId }: CommandContext) =>
  tx.execute(sql`update company set name = 'Renamed' where id = ${companyId}`);
const note = ({ tx, companyId, actor }: CommandContext) =>
  appendAudit(tx, companyId, actor, [{ event: { kind: "seeded", words: "noted" } }]);
const nameOf = async (company: TestCompany) =>
  (await row<{ name: string }>(bed.owner, sql`select name from company where id = ${company.id}`))?.name;

describe("a command", () => {
  test("that changes rows without a record does not commit, whichever table it is", async () => {
    const company = await aCompany(bed.owner);
    const forgetful = planted(async (context) => {
      await rename(context);
      return ok(1);
    });
    await expect(forgetful.execute(bed.app, company.principal("admin"), { n: 1 })).rejects.toThrow(
      "without an audit event",
    );
    expect(await nameOf(company)).toBe(company.name);
    const item = await anItem(bed.app, company);
    for (const statement of [
      sql`update item set title = 'x' where id = ${item.id}`,
      sql`insert into decision (company_id, id, item_id, revision_id, verdict, person_id)
        values (${company.id}, gen_random_uuid(), ${item.id}, ${item.revisionId}, 'reject', ${company.people.accountant.id})`,
      sql`delete from vendor_link where company_id = ${company.id}`,
      sql`update sync_client set revoked_at = clock_timestamp() where company_id = ${company.id}`,
      sql`update membership set roles = array['admin'] where company_id = ${company.id}`,
      sql`delete from push_grant where company_id = ${company.id}`,
    ]) {
      const careless = planted(async ({ tx }) => {
        await tx.execute(statement);
        return ok(1);
      });
      await expect(careless.execute(bed.app, company.principal("admin"), { n: 1 })).rejects.toThrow(
        "without an audit event",
      );
    }
    expect((await bed.item(item.id)).version).toBe(item.version);
  });

  test("that writes and records commits; one that writes nothing needs no record", async () => {
    const company = await aCompany(bed.owner);
    const tidy = planted(async (context) => {
      await rename(context);
      await note(context);
      return ok(1);
    });
    expect(await tidy.execute(bed.app, company.principal("admin"), { n: 1 })).toEqual({ ok: true, value: 1 });
    expect(await nameOf(company)).toBe("Renamed");
    const idle = planted(async ({ tx, companyId }) => {
      await tx.execute(sql`update company set name = 'x' where id = ${companyId} and false`);
      return ok(2);
    });
    expect(await idle.execute(bed.app, company.principal("admin"), { n: 1 })).toEqual({ ok: true, value: 2 });
  });

  test("that refuses leaves nothing behind, neither rows nor record; a fault neither", async () => {
    const company = await aCompany(bed.owner);
    const undecided = planted(async (context) => {
      await rename(context);
      await note(context);
      return refuse("item.unknown");
    });
    expect(codeOf(await undecided.execute(bed.app, company.principal("admin"), { n: 1 }))).toBe("item.unknown");
    const broken = planted(async (context) => {
      await rename(context);
      await note(context);
      throw new Error("boom");
    });
    await expect(broken.execute(bed.app, company.principal("admin"), { n: 1 })).rejects.toThrow("boom");
    expect(await nameOf(company)).toBe(company.name);
    expect(await bed.companyKinds(company)).toEqual([]);
  });

  test("is not run for the wrong role or an input that does not fit, more fields included", async () => {
    const company = await aCompany(bed.owner);
    let runs = 0;
    const counted = planted(async () => {
      runs += 1;
      return ok(runs);
    });
    expect(codeOf(await counted.execute(bed.app, company.principal("accountant"), { n: 1 }))).toBe("access.role");
    for (const raw of [null, "x", {}, { n: "1" }, { n: 1, more: true }]) {
      expect(codeOf(await counted.execute(bed.app, company.principal("admin"), raw))).toBe("input.invalid");
    }
    expect(runs).toBe(0);
  });

  test("runs again whole when it met another transaction, and gives up on what stays in the way", async () => {
    const company = await aCompany(bed.owner);
    let runs = 0;
    const met = planted(async (context) => {
      runs += 1;
      await rename(context);
      await note(context);
      if (runs < 3) await context.tx.execute(sql`do $$ begin raise exception 'met' using errcode = '40001'; end $$`);
      return ok(runs);
    });
    expect(await met.execute(bed.app, company.principal("admin"), { n: 1 })).toEqual({ ok: true, value: 3 });
    expect(await bed.companyKinds(company)).toEqual(["seeded"]);
    const stuck = planted(async ({ tx }) => {
      runs += 1;
      await tx.execute(sql`do $$ begin raise exception 'taken' using errcode = '23505'; end $$`);
      return ok(runs);
    });
    runs = 0;
    await expect(stuck.execute(bed.app, company.principal("admin"), { n: 1 })).rejects.toThrow();
    expect(runs).toBe(5);
  });
});

test("a query cannot write", async () => {
  const company = await aCompany(bed.owner);
  const writing = defineQuery({
    name: "test.writing",
    needs: "settings.read",
    input: z.object({}),
    run: async ({ tx, companyId }) => {
      await tx.execute(sql`update company set name = 'x' where id = ${companyId}`);
      return ok(1);
    },
  });
  await expect(writing.execute(bed.app, company.principal("admin"), {})).rejects.toThrow();
  expect(await withCompany(bed.app, company.id, () => nameOf(company))).toBe(company.name);
});
