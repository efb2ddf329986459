import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { aCompany, type TestCompany, type TestRole } from "#drizzle/factories/company.ts";
import { anItem } from "#drizzle/factories/item.ts";
import { aProject } from "#drizzle/factories/people.ts";
import { aShare, setStatusLinks } from "#drizzle/factories/share.ts";
import { codeOf, demand, openTestBed, type TestBed } from "#drizzle/factories/test-bed.ts";
import { makeShare } from "#lib/commands/make-share.ts";
import { revokeShare } from "#lib/commands/revoke-share.ts";
import { mostOpenShares } from "#lib/core/project-share.ts";
import { row, rows, sqlState, withCompany } from "#lib/db/database.ts";
import { sha256 } from "#lib/db/hash.ts";
import { enterByShare, noteShareOpened, pruneProjectShares, readStatusFrames } from "#lib/db/project-shares.ts";
import { shareList } from "#lib/queries/share-list.ts";
import { shareView } from "#lib/queries/share-view.ts";
import type { SharedStatus } from "#lib/views/shares.ts";

let bed: TestBed;
beforeAll(async () => {
  bed = await openTestBed();
});
afterAll(() => bed.close());

const aSharing = async () => await aCompany(bed.owner, { profile: { statusLinks: true } });
const make = (company: TestCompany, role: TestRole, more: object = {}) => {
  const input = { projectId: company.project.id, name: "Architect", days: 30, hasMoney: false, ...more };
  return makeShare.execute(bed.app, company.principal(role), input);
};
const revoke = (company: TestCompany, role: TestRole, shareId: string) =>
  revokeShare.execute(bed.app, company.principal(role), { shareId });
const list = async (company: TestCompany, role: TestRole = "admin") =>
  demand(await shareList.execute(bed.app, company.principal(role), { projectId: company.project.id }));
/** What somebody outside sees with the token; null where it shows nothing. */
async function look(token: string): Promise<SharedStatus | null> {
  const who = await enterByShare(bed.app, token);
  const outcome = who && (await shareView.execute(bed.app, who, { shareId: who.shareId }));
  if (outcome && !outcome.ok)
    expect(["share.nothing", "access.role", "access.project"]).toContain(outcome.refusal.code);
  return outcome?.ok ? outcome.value : null;
}

test("a link is kept as a hash alone, and the record has for whom it is, what it shows and until when", async () => {
  const company = await aSharing();
  const { shareId, path, cardPath } = demand(await make(company, "project_manager", { hasMoney: true }));
  expect([path, cardPath]).toEqual([expect.stringMatching(/^\/status#[\w-]{43}$/), null]);
  const token = path.slice("/status#".length);
  const kept = await row<{ whole: string; hash: string; days: number }>(
    bed.owner,
    sql`select s::text as whole, token_hash as hash, extract(epoch from expires_at - created_at)::float8 / 86400 as days from project_share s where id = ${shareId}`,
  );
  expect([kept?.hash, kept?.days]).toEqual([sha256(token), 30]);
  demand(await revoke(company, "admin", shareId));
  const events = await rows<{ kind: string; data: object }>(
    bed.owner,
    sql`select kind, data from audit_event where company_id = ${company.id} order by seq`,
  );
  const told = { name: "Architect", hasMoney: true, projectId: company.project.id };
  expect(events).toMatchObject([
    { kind: "share.made", data: told },
    { kind: "share.revoked", data: told },
  ]);
  expect(JSON.stringify([kept, events, await list(company)])).not.toContain(token);
  expect(codeOf(await revoke(company, "admin", shareId))).toBe("share.gone");
});

test("nobody makes an endless link, one of another's project, one without the company's consent, or too many", async () => {
  const company = await aCompany(bed.owner);
  expect(codeOf(await make(company, "admin"))).toBe("share.off");
  await setStatusLinks(bed.owner, company, { statusLinks: true });
  for (const wrong of [{ days: 181 }, { days: 0 }, { days: null }, { name: " " }, { name: "x".repeat(81) }])
    expect([wrong, codeOf(await make(company, "admin", wrong))]).toEqual([wrong, "input.invalid"]);
  const other = await aProject(bed.owner, company.id, "24-09", "South Depot");
  expect(codeOf(await make(company, "project_manager", { projectId: other.id }))).toBe("access.project");
  for (const role of ["accountant", "auditor"] as const) expect(codeOf(await make(company, role))).toBe("access.role");
  const { shareId } = demand(await make(company, "admin", { projectId: other.id }));
  expect(codeOf(await revoke(company, "project_manager", shareId))).toBe("access.project");
  for (let n = 1; n < mostOpenShares; n += 1) demand(await make(company, "project_manager"));
  const last = await Promise.all([1, 2, 3].map(async () => codeOf(await make(company, "project_manager"))));
  expect(last.toSorted()).toEqual([null, "share.limit", "share.limit"]);
  const found = await list(company);
  expect(found.rows).toHaveLength(mostOpenShares);
  demand(await revoke(company, "project_manager", found.rows[0]?.id ?? ""));
  expect(codeOf(await make(company, "admin"))).toBeNull();
});

test("a link shows counts and states; money where it was asked for; no person, no vendor, no document", async () => {
  const company = await aSharing();
  const item = await anItem(bed.app, company, { state: "failed", title: "Site electrical" });
  const [bare, rich] = [await aShare(bed.app, company), await aShare(bed.app, company, { hasMoney: true })];
  const [plain, full] = [await look(bare.token), await look(rich.token)];
  const commitments = (view: SharedStatus | null) => view?.rungs.find(({ id }) => id === "commitments");
  expect(commitments(plain)).toMatchObject({ count: 1, failed: 1, open: null });
  expect(commitments(full)).toMatchObject({ count: 1, failed: 1, open: expect.stringMatching(/^3501(\.0+)?$/) });
  expect(plain?.project).toContain(company.project.name);
  const text = JSON.stringify([plain, full]);
  const { people, vendor } = company;
  const inside = [item.id, item.contract.number, "Site electrical", vendor.name, vendor.id, company.project.id];
  for (const words of [...inside, ...Object.values(people).flatMap(({ id, name }) => [id, name])])
    expect([words, text.includes(words)]).toEqual([words, false]);
  expect(JSON.stringify(plain)).not.toContain("3501");
});

test("a link is dead at the moment in which something stands against it, in one way for all", async () => {
  const company = await aSharing();
  const { token, shareId } = await aShare(bed.app, company);
  const { id: personId } = company.people.project_manager;
  const standing = async () => (await list(company)).rows[0]?.standing;
  expect([(await look(token)) !== null, await standing()]).toEqual([true, "open"]);
  const change = (statement: ReturnType<typeof sql>) => bed.owner.execute(statement);
  const roles = (held: string) =>
    change(sql`update membership set roles = ${held} where company_id = ${company.id} and person_id = ${personId}`);
  await roles("{auditor}");
  expect([await look(token), await standing()]).toEqual([null, "maker"]);
  await roles("{project_manager}");
  expect(await look(token)).not.toBeNull();
  await change(sql`delete from project_member where company_id = ${company.id} and person_id = ${personId}`);
  expect([await look(token), await standing()]).toEqual([null, "maker"]);
  await roles("{admin}");
  await change(
    sql`update membership set is_disabled = true where company_id = ${company.id} and person_id = ${personId}`,
  );
  expect([await look(token), await standing()]).toEqual([null, "maker"]);
  await change(
    sql`update membership set is_disabled = false where company_id = ${company.id} and person_id = ${personId}`,
  );
  expect(await look(token)).not.toBeNull();
  await setStatusLinks(bed.owner, company, { statusLinks: false });
  expect([await look(token), await standing()]).toEqual([null, "off"]);
  await setStatusLinks(bed.owner, company, { statusLinks: true });
  expect(await look(token)).not.toBeNull();
  await change(sql`update project_share set expires_at = clock_timestamp() where id = ${shareId}`);
  expect([await look(token), await standing()]).toEqual([null, "expired"]);
  const second = await aShare(bed.app, company, { by: "admin" });
  demand(await revoke(company, "admin", second.shareId));
  expect([await look(second.token), await standing()]).toEqual([null, "revoked"]);
  expect(await look("x".repeat(43))).toBeNull();
});

test("a token shows its own company's project alone, and its maker opens no other's", async () => {
  const [ours, theirs] = [await aSharing(), await aSharing()];
  const [a, b] = [await aShare(bed.app, ours), await aShare(bed.app, theirs)];
  expect(await enterByShare(bed.app, a.token)).toMatchObject({ companyId: ours.id, shareId: a.shareId });
  expect(await enterByShare(bed.app, b.token)).toMatchObject({ companyId: theirs.id, shareId: b.shareId });
  const who = await enterByShare(bed.app, a.token);
  const answer = who && (await shareView.execute(bed.app, who, { shareId: b.shareId }));
  expect(codeOf(answer as never)).toBe("share.nothing");
  expect(codeOf(await revoke(ours, "admin", b.shareId))).toBe("share.gone");
  expect(await look(b.token)).not.toBeNull();
});

test("openings are counted beside the record", async () => {
  const company = await aSharing();
  const { token, shareId } = await aShare(bed.app, company);
  const before = await bed.companyKinds(company);
  const who = await enterByShare(bed.app, token);
  if (!who) throw new Error("the link opens nothing");
  await Promise.all([1, 2, 3].map(() => noteShareOpened(bed.app, who)));
  expect((await list(company)).rows[0]).toMatchObject({ id: shareId, openedCount: 3, openedAt: expect.any(String) });
  expect(await bed.companyKinds(company)).toEqual(before);
});

test("the card may be framed by the company's sites alone, while links are on", async () => {
  const company = await aSharing();
  expect(await readStatusFrames(bed.app, company.id)).toEqual([]);
  await setStatusLinks(bed.owner, company, { statusFrames: "https://app.procore.com, https://b.example" });
  expect(await readStatusFrames(bed.app, company.id)).toEqual(["https://app.procore.com", "https://b.example"]);
  const { path, cardPath } = demand(await make(company, "admin"));
  expect(cardPath).toBe(path.replace("/status", `/status/card/${company.id}`));
  await setStatusLinks(bed.owner, company, { statusLinks: false });
  expect(await readStatusFrames(bed.app, company.id)).toEqual([]);
  expect(await readStatusFrames(bed.app, crypto.randomUUID())).toEqual([]);
});

test("the database keeps what a link shows and until when, and gives up only what has ended", async () => {
  const company = await aSharing();
  const { shareId } = await aShare(bed.app, company);
  for (const statement of [
    sql`update project_share set has_money = true where id = ${shareId}`,
    sql`update project_share set expires_at = clock_timestamp() + interval '1 day' where id = ${shareId}`,
    sql`update project_share set token_hash = 'x' where id = ${shareId}`,
    sql`update project_share set person_id = ${company.people.admin.id} where id = ${shareId}`,
  ]) {
    const failed = await withCompany(bed.app, company.id, (tx) => tx.execute(statement)).catch(
      (error: unknown) => error,
    );
    expect(sqlState(failed)).toBe("42501");
  }
  const remove = (days: number) =>
    withCompany(bed.app, company.id, (tx) => pruneProjectShares(tx, company.id, days, 10));
  const erase = sql`delete from project_share where company_id = ${company.id}`;
  await withCompany(bed.app, company.id, (tx) => tx.execute(erase));
  expect([await remove(0), (await list(company)).rows.length]).toEqual([0, 1]);
  await bed.owner.execute(
    sql`update project_share set created_at = now() - interval '300 days', expires_at = now() - interval '181 days' where id = ${shareId}`,
  );
  expect([await remove(182), await remove(180), (await list(company)).rows.length]).toEqual([0, 1, 0]);
});

test("the list, the count and the door read an index each among very many links", async () => {
  const company = await aSharing();
  await bed.owner.execute(sql`insert into project_share (company_id, project_id, person_id, name, token_hash, has_money, created_at, expires_at)
    select ${company.id}, p.id, ${company.people.admin.id}, 'n', md5(random()::text || n), false, now() - interval '100 days', now() - interval '1 day'
    from generate_series(1, 4000) n cross join lateral (select id from project where company_id = ${company.id} limit 1) p`);
  await bed.owner.execute(sql`insert into project_share (company_id, project_id, person_id, name, token_hash, has_money, expires_at)
    select ${company.id}, ${(await aProject(bed.owner, company.id, "24-10", "Depot")).id}, ${company.people.admin.id}, 'n', 'only', false, now() + interval '1 day'`);
  await bed.owner.execute(sql`analyze project_share`);
  const other = sql`(select id from project where company_id = ${company.id} and number = '24-10')`;
  for (const [statement, index] of [
    [
      sql`select id from project_share where company_id = ${company.id} and project_id = ${other} order by (revoked_at is null and expires_at > clock_timestamp()) desc, created_at desc, id desc limit 51`,
      "project_share_newest",
    ],
    [sql`select company_id from project_share where token_hash = 'only'`, "project_share_token"],
    [
      sql`select id from project_share where company_id = ${company.id} and expires_at < clock_timestamp() - interval '180 days' order by expires_at limit 10`,
      "project_share_over",
    ],
  ] as const) {
    const plan = await rows<{ "QUERY PLAN": string }>(bed.owner, sql`explain ${statement}`);
    expect(plan.map((line) => line["QUERY PLAN"]).join("\n")).toContain(index);
  }
});
