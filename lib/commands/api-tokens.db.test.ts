import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { anApiToken } from "#drizzle/factories/api-token.ts";
import { aCompany, type TestCompany, type TestRole } from "#drizzle/factories/company.ts";
import { codeOf, demand, openTestBed, type TestBed } from "#drizzle/factories/test-bed.ts";
import { makeApiToken } from "#lib/commands/make-api-token.ts";
import { revokeApiTokenCommand } from "#lib/commands/revoke-api-token.ts";
import { mostTokens } from "#lib/core/api-tokens.ts";
import { row, rows, sqlState, withCompany } from "#lib/db/database.ts";
import { sha256 } from "#lib/db/hash.ts";
import { apiTokenList } from "#lib/queries/api-token-list.ts";

let bed: TestBed;
beforeAll(async () => {
  bed = await openTestBed();
});
afterAll(() => bed.close());

const make = (company: TestCompany, role: TestRole, input: object) =>
  makeApiToken.execute(bed.app, company.principal(role), { name: "Export", rights: ["item.read"], days: 90, ...input });
const revoke = (company: TestCompany, role: TestRole, tokenId: string) =>
  revokeApiTokenCommand.execute(bed.app, company.principal(role), { tokenId });
const list = async (company: TestCompany, role: TestRole, input: object = {}) =>
  demand(await apiTokenList.execute(bed.app, company.principal(role), input));

test("a token is kept as a hash alone, and the record has its rights and its beginning", async () => {
  const company = await aCompany(bed.owner);
  const { tokenId, token } = demand(await make(company, "accountant", { rights: ["inbox.read", "item.hold"] }));
  expect(token).toMatch(/^cst_[a-z0-9]{8}_[A-Za-z0-9_-]{43}$/);
  const kept = await row<{ whole: string; hash: string; days: number }>(
    bed.owner,
    sql`select t::text as whole, token_hash as hash, extract(epoch from expires_at - created_at)::float8 / 86400 as days from api_token t where id = ${tokenId}`,
  );
  expect(kept?.hash).toBe(sha256(token));
  expect(kept?.days).toBeCloseTo(90, 3);
  const events = await rows<{ data: object }>(
    bed.owner,
    sql`select data from audit_event where company_id = ${company.id} and kind = 'token.made'`,
  );
  expect(events).toEqual([
    { data: expect.objectContaining({ prefix: token.slice(0, 12), rights: ["see the inbox", "hold items"] }) },
  ]);
  expect(JSON.stringify([kept, events])).not.toContain(token.slice(13));
});

test("nobody lends what they do not have, nor what is a person's alone", async () => {
  const company = await aCompany(bed.owner);
  expect(codeOf(await make(company, "auditor", { rights: ["item.read", "item.comment"] }))).toBe("token.right");
  for (const right of ["export.decide", "settings.change", "token.own", "nothing"])
    expect(codeOf(await make(company, "admin", { rights: [right] }))).toBe("input.invalid");
  for (const wrong of [{ rights: [] }, { name: "  " }, { days: 0 }, { days: 367 }])
    expect([wrong, codeOf(await make(company, "admin", wrong))]).toEqual([wrong, "input.invalid"]);
  expect(await bed.companyKinds(company)).toEqual([]);
});

test("a name is one token of its person until it is revoked; of two at once one gets it", async () => {
  const company = await aCompany(bed.owner);
  const codes = await Promise.all([1, 2, 3].map(async () => codeOf(await make(company, "accountant", {}))));
  expect(codes.toSorted()).toEqual([null, "token.taken", "token.taken"]);
  expect(codeOf(await make(company, "accountant", { name: "EXPORT" }))).toBe("token.taken");
  expect(codeOf(await make(company, "auditor", {}))).toBeNull();
  const [own] = (await list(company, "accountant")).rows;
  expect(codeOf(await revoke(company, "accountant", own?.id ?? ""))).toBeNull();
  expect(codeOf(await make(company, "accountant", {}))).toBeNull();
});

test("one person has so many tokens at most, also when the last two are made at once", async () => {
  const company = await aCompany(bed.owner);
  for (let n = 1; n < mostTokens; n += 1) await anApiToken(bed.app, company, "accountant");
  const codes = await Promise.all(["a", "b"].map(async (name) => codeOf(await make(company, "accountant", { name }))));
  expect(codes.toSorted()).toEqual([null, "token.limit"]);
});

test("its person revokes a token, or an administrator; nobody else, and nobody twice", async () => {
  const [company, other] = [await aCompany(bed.owner), await aCompany(bed.owner)];
  const [first, second] = [
    await anApiToken(bed.app, company, "accountant"),
    await anApiToken(bed.app, company, "accountant"),
  ];
  for (const role of ["auditor", "ungranted", "project_manager"] as const)
    expect([role, codeOf(await revoke(company, role, first.tokenId))]).toEqual([role, "token.not_yours"]);
  expect(codeOf(await revoke(other, "admin", first.tokenId))).toBe("token.gone");
  expect(codeOf(await revoke(company, "accountant", first.tokenId))).toBeNull();
  expect(codeOf(await revoke(company, "accountant", first.tokenId))).toBe("token.gone");
  const both = await Promise.all([1, 2].map(async () => codeOf(await revoke(company, "admin", second.tokenId))));
  expect(both.toSorted()).toEqual([null, "token.gone"]);
  expect((await bed.companyKinds(company)).filter((kind) => kind === "token.revoked")).toHaveLength(2);
  const { rows: shown } = await list(company, "admin");
  expect(shown.map(({ status, revoked }) => [status, revoked?.by])).toEqual([
    ["revoked", "Iris Vance"],
    ["revoked", "Ada Kline"],
  ]);
});

test("everybody sees their own tokens, administrators and auditors all, page by page, newest first", async () => {
  const company = await aCompany(bed.owner);
  for (const role of ["accountant", "project_manager", "accountant"] as const) await anApiToken(bed.app, company, role);
  expect((await list(company, "accountant")).rows.map(({ person, isOwn }) => [person, isOwn])).toEqual([
    ["Ada Kline", true],
    ["Ada Kline", true],
  ]);
  expect((await list(company, "accountant")).rights.map(({ id }) => id)).not.toContain("item.send");
  expect((await list(company, "project_manager")).rights.map(({ id }) => id)).toEqual([
    ...["item.read", "item.comment", "item.send", "project.read"],
  ]);
  const seen: string[] = [];
  for (let after: string | null | undefined; after !== null; ) {
    const page = await list(company, "auditor", { limit: 2, ...(after ? { after } : {}) });
    seen.push(...page.rows.map(({ person }) => person));
    after = page.next;
  }
  expect(seen).toEqual(["Ada Kline", "Milo Santos", "Ada Kline"]);
  const [theirs] = (await list(company, "auditor")).rows;
  expect(theirs?.noRevoke).toContain("belongs to Ada Kline");
  expect((await list(company, "admin")).rows[0]?.noRevoke).toBeNull();
});

test("the application cannot change what a token is or may do, nor remove it", async () => {
  const company = await aCompany(bed.owner);
  const { tokenId } = await anApiToken(bed.app, company, "accountant");
  for (const statement of [
    sql`update api_token set rights = '{item.read}' where id = ${tokenId}`,
    sql`update api_token set expires_at = null where id = ${tokenId}`,
    sql`update api_token set person_id = ${company.people.admin.id} where id = ${tokenId}`,
    sql`delete from api_token where id = ${tokenId}`,
  ]) {
    const error: unknown = await withCompany(bed.app, company.id, (tx) => tx.execute(statement)).catch(
      (thrown) => thrown,
    );
    expect(sqlState(error)).toBe("42501");
  }
});

test("a page of the list is read along an index, of everybody and of one", async () => {
  const company = await aCompany(bed.owner);
  await bed.owner.execute(sql`insert into api_token (company_id, person_id, name, prefix, token_hash, rights, created_at)
    select ${company.id}, ${company.people.auditor.id}, 'n' || n, 'cst_', ${company.id} || n, '{item.read}', now() - n * interval '1 s' from generate_series(1, 5000) n`);
  await bed.owner.execute(sql`analyze api_token`);
  for (const whose of [sql`true`, sql`person_id = ${company.people.auditor.id}`]) {
    const plan = await withCompany(bed.app, company.id, (tx) =>
      rows<{ "QUERY PLAN": string }>(
        tx,
        sql`explain select id from api_token where company_id = ${company.id} and ${whose} and (created_at, id) < (now() - interval '20 s', gen_random_uuid()) order by created_at desc, id desc limit 51`,
      ),
    );
    const text = plan.map((line) => line["QUERY PLAN"]).join("\n");
    expect(text).toMatch(/Index (Only )?Scan using api_token_(newest|person)/);
    expect(text).not.toContain("Sort");
  }
});
