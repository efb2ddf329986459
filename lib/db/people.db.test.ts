import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aCompany, type TestCompany, type TestRole } from "#drizzle/factories/company.ts";
import { demand, openTestBed, type TestBed } from "#drizzle/factories/test-bed.ts";
import { acceptItems } from "#lib/commands/accept-items.ts";
import { saveGrants } from "#lib/commands/save-grants.ts";
import { hashPassword } from "#lib/db/password.ts";
import { endSession, readSession, signInWithPassword, switchCompany } from "#lib/db/people.ts";
import { recordTypes } from "#lib/records/registry.ts";

let bed: TestBed;
let passwordHash: string;
beforeAll(async () => {
  bed = await openTestBed();
  passwordHash = await hashPassword("a long enough password");
});
afterAll(() => bed.close());
let network = 0;
const signIn = (email: string, password = "a long enough password") => {
  network += 1;
  return signInWithPassword(bed.app, email, password, `net-${network}`);
};
async function sessionOf(company: TestCompany, role: TestRole): Promise<string> {
  const signed = await signIn(company.people[role].email);
  if (signed.kind !== "in") throw new Error(signed.kind);
  return signed.sessionId;
}

describe("sign-in", () => {
  test("opens a session with the person's rights and notes it; the e-mail may be written in any case", async () => {
    const company = await aCompany(bed.owner, { passwordHash });
    const signed = await signIn(` ${company.people.accountant.email.toUpperCase()} `);
    expect(signed).toMatchObject({ kind: "in", personId: company.people.accountant.id });
    const session = await readSession(bed.app, signed.kind === "in" ? signed.sessionId : "");
    expect(session).toMatchObject({
      companyId: company.id,
      actor: { roles: ["accountant"], grants: recordTypes.map(({ id }) => id).toSorted(), projectIds: [] },
    });
    expect(await bed.companyKinds(company)).toEqual(["session.signed_in"]);
  });

  test("answers the same for a wrong password, an unknown account and a disabled one, and slows a guesser down", async () => {
    const company = await aCompany(bed.owner, { passwordHash });
    const { email, id } = company.people.auditor;
    expect(await signIn(email, "wrong")).toEqual({ kind: "wrong" });
    expect(await signIn("nobody@test.example")).toEqual({ kind: "wrong" });
    await bed.owner.execute(sql`update person set is_disabled = true where id = ${id}`);
    expect(await signIn(email)).toEqual({ kind: "wrong" });
    for (let n = 0; n < 5; n += 1) await signIn(email, "wrong");
    expect(await signIn(email)).toMatchObject({ kind: "wait" });
  });
});

describe("a session", () => {
  test("has the rights of this moment: grants, roles and membership that are taken away do not work at the next request", async () => {
    const company = await aCompany(bed.owner, { passwordHash });
    const { id } = company.people.accountant;
    const sessionId = await sessionOf(company, "accountant");
    demand(await saveGrants.execute(bed.app, company.principal("admin"), { personId: id, recordTypes: [] }));
    expect((await readSession(bed.app, sessionId))?.actor.grants).toEqual([]);
    await bed.owner.execute(
      sql`update membership set roles = array['auditor'] where company_id = ${company.id} and person_id = ${id}`,
    );
    const session = await readSession(bed.app, sessionId);
    expect(session?.actor.roles).toEqual(["auditor"]);
    expect(session && (await acceptItems.execute(bed.app, session, { rows: [] }))).toMatchObject({
      ok: false,
      refusal: { code: "access.role" },
    });
    await bed.owner.execute(
      sql`update membership set is_disabled = true where company_id = ${company.id} and person_id = ${id}`,
    );
    expect(await readSession(bed.app, sessionId)).toBeNull();
  });

  test.each([
    ["is ended", sql`revoked_at = clock_timestamp()`],
    ["is too old", sql`expires_at = clock_timestamp() - interval '1 second'`],
    ["was not used for an hour", sql`seen_at = clock_timestamp() - interval '61 minutes'`],
  ])("that %s is no session", async (_, change) => {
    const company = await aCompany(bed.owner, { passwordHash });
    const sessionId = await sessionOf(company, "admin");
    expect(await readSession(bed.app, sessionId)).not.toBeNull();
    await bed.owner.execute(sql`update session set ${change} where id = ${sessionId}`);
    expect(await readSession(bed.app, sessionId)).toBeNull();
  });

  test("ends at once, for a disabled person too, and moves only to companies of its person", async () => {
    const [company, other] = [await aCompany(bed.owner, { passwordHash }), await aCompany(bed.owner)];
    const session = await readSession(bed.app, await sessionOf(company, "admin"));
    if (!session) throw new Error("no session");
    expect(await switchCompany(bed.app, session, other.id)).toBe(false);
    expect((await readSession(bed.app, session.sessionId))?.companyId).toBe(company.id);
    await bed.owner.execute(
      sql`insert into membership (company_id, person_id, roles) values (${other.id}, ${session.actor.personId}, array['auditor'])`,
    );
    expect(await switchCompany(bed.app, session, other.id)).toBe(true);
    expect(await readSession(bed.app, session.sessionId)).toMatchObject({
      companyId: other.id,
      actor: { roles: ["auditor"], grants: [] },
    });
    await endSession(bed.app, session.sessionId);
    expect(await readSession(bed.app, session.sessionId)).toBeNull();
    const next = await sessionOf(company, "admin");
    await bed.owner.execute(sql`update person set is_disabled = true where id = ${session.actor.personId}`);
    expect(await readSession(bed.app, next)).toBeNull();
  });
});
