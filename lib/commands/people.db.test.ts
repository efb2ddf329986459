import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aCompany, type TestCompany } from "#drizzle/factories/company.ts";
import { anItem } from "#drizzle/factories/item.ts";
import { addMember, aSession } from "#drizzle/factories/people.ts";
import { codeOf, demand, openTestBed, type TestBed } from "#drizzle/factories/test-bed.ts";
import { addPerson } from "#lib/commands/add-person.ts";
import { changePerson } from "#lib/commands/change-person.ts";
import { makePasswordLinkCommand } from "#lib/commands/make-password-link.ts";
import { row, rows } from "#lib/db/database.ts";
import { redeemPasswordLink } from "#lib/db/password-links.ts";
import { readSession, signInWithPassword } from "#lib/db/people.ts";

let bed: TestBed;
beforeAll(async () => {
  bed = await openTestBed();
});
afterAll(() => bed.close());
const password = "a long enough one";
let serial = 0;
const someone = (over: object = {}) => {
  serial += 1;
  const email = `person.${serial}.${process.pid}@test.example`;
  return { name: "Rhea Novak", email, roles: ["accountant"], projectIds: [], procoreUserId: null, ...over };
};
const add = (company: TestCompany, over: object = {}) =>
  addPerson.execute(bed.app, company.principal("admin"), someone(over));
const change = (company: TestCompany, personId: string, over: object = {}) =>
  changePerson.execute(bed.app, company.principal("admin"), {
    personId,
    roles: ["accountant"],
    projectIds: [],
    procoreUserId: null,
    isDisabled: false,
    ...over,
  });
const link = (company: TestCompany, personId: string) =>
  makePasswordLinkCommand.execute(bed.app, company.principal("admin"), { personId });
const redeem = (token: string | null, secret = password) => redeemPasswordLink(bed.app, token ?? "", secret);

test("a person is added, sets a password with the link once, and signs in with the roles and projects given", async () => {
  const company = await aCompany(bed.owner);
  const given = someone({
    email: "Rhea.Mixed@Test.Example",
    roles: ["project_manager"],
    projectIds: [company.project.id],
  });
  const added = demand(await addPerson.execute(bed.app, company.principal("admin"), given));
  expect(await signInWithPassword(bed.app, given.email, password, null)).toMatchObject({ kind: "wrong" });
  expect(codeOf(await redeem(added.token, "short"))).toBe("input.invalid");
  expect(demand(await redeem(added.token))).toEqual({ email: "rhea.mixed@test.example" });
  expect(codeOf(await redeem(added.token))).toBe("password.link");
  const signedIn = await signInWithPassword(bed.app, given.email, password, null);
  const session = signedIn.kind === "in" ? await readSession(bed.app, signedIn.sessionId) : null;
  expect(session?.actor).toMatchObject({ roles: ["project_manager"], projectIds: [company.project.id], grants: [] });
  expect(await bed.companyKinds(company)).toEqual(["person.added", "person.password_set", "session.signed_in"]);
  const event = await row<{ data: object }>(
    bed.owner,
    sql`select data from audit_event where company_id = ${company.id} and kind = 'person.added'`,
  );
  expect(event?.data).toMatchObject({ email: "rhea.mixed@test.example", projects: ["24-01 North Clinic"] });
  const kept = await row<{ n: string }>(
    bed.owner,
    sql`select count(*) as n from password_link where company_id = ${company.id} and token_hash = ${added.token}`,
  );
  expect(kept?.n).toBe("0");
});

test("a newer link ends the older one, a day ends both, and setting a password ends the sessions", async () => {
  const company = await aCompany(bed.owner);
  const { id } = company.people.auditor;
  const [first, second] = [demand(await link(company, id)), demand(await link(company, id))];
  expect(codeOf(await redeem(first.token))).toBe("password.link");
  await bed.owner.execute(
    sql`update password_link set expires_at = clock_timestamp() where company_id = ${company.id} and used_at is null`,
  );
  expect(codeOf(await redeem(second.token))).toBe("password.link");
  const session = await aSession(bed.owner, id, company.id);
  expect(await readSession(bed.app, session)).not.toBeNull();
  demand(await redeem(demand(await link(company, id)).token));
  expect(await readSession(bed.app, session)).toBeNull();
});

test("two who use one link at once: one password is set", async () => {
  const company = await aCompany(bed.owner);
  const { token } = demand(await link(company, company.people.auditor.id));
  const codes = (await Promise.all([redeem(token, "the first of two"), redeem(token, "the second of two")])).map(
    codeOf,
  );
  expect(codes.toSorted()).toEqual([null, "password.link"].toSorted());
});

describe("a link of one company does not open another one", () => {
  test("somebody known here keeps name and password and gets no link", async () => {
    const [company, other] = [await aCompany(bed.owner), await aCompany(bed.owner)];
    const { email, name, id } = other.people.accountant;
    expect(demand(await add(company, { email, name: "Somebody Else" }))).toEqual({
      personId: id,
      name,
      token: null,
      hours: 24,
    });
    expect(codeOf(await link(company, id))).toBe("person.elsewhere");
    expect(codeOf(await add(company, { email }))).toBe("person.known");
  });

  test("a link that was made before ends when the person joins another one", async () => {
    const [company, other] = [await aCompany(bed.owner), await aCompany(bed.owner)];
    const { token, personId } = demand(await add(company));
    await addMember(bed.owner, personId, other.id, "auditor");
    expect(codeOf(await redeem(token))).toBe("password.link");
  });

  test("people and projects of another company are no people and projects of this one", async () => {
    const [company, other] = [await aCompany(bed.owner), await aCompany(bed.owner)];
    expect(codeOf(await change(company, other.people.auditor.id))).toBe("person.unknown");
    expect(codeOf(await link(company, other.people.auditor.id))).toBe("person.unknown");
    expect(codeOf(await add(company, { projectIds: [other.project.id] }))).toBe("input.invalid");
    expect(codeOf(await change(company, company.people.auditor.id, { projectIds: [other.project.id] }))).toBe(
      "input.invalid",
    );
  });
});

describe("changes", () => {
  test("work at the next click: roles, then disabled, which ends links too", async () => {
    const company = await aCompany(bed.owner);
    const { id } = company.people.auditor;
    const session = await aSession(bed.owner, id, company.id);
    demand(await change(company, id, { roles: ["accountant", "auditor"], projectIds: [company.project.id] }));
    expect((await readSession(bed.app, session))?.actor).toMatchObject({
      roles: ["accountant", "auditor"],
      projectIds: [company.project.id],
    });
    const { token } = demand(await link(company, id));
    demand(await change(company, id, { isDisabled: true }));
    expect(await readSession(bed.app, session)).toBeNull();
    expect(codeOf(await redeem(token))).toBe("password.link");
    expect(codeOf(await link(company, id))).toBe("person.disabled");
    const events = await rows<{ data: object }>(
      bed.owner,
      sql`select data from audit_event where company_id = ${company.id} and kind = 'person.changed' order by seq`,
    );
    expect(events[0]?.data).toMatchObject({
      before: { roles: ["auditor"], projects: [] },
      after: { roles: ["accountant", "auditor"], projects: ["24-01 North Clinic"] },
    });
    expect(demand(await change(company, id, { isDisabled: true }))).toEqual({ name: company.people.auditor.name });
    expect((await bed.companyKinds(company)).filter((kind) => kind === "person.changed")).toHaveLength(2);
  });

  test("nobody locks themselves out, and two who disable each other leave one", async () => {
    const company = await aCompany(bed.owner);
    const admin = company.people.admin.id;
    expect(codeOf(await change(company, admin, { isDisabled: true }))).toBe("person.self");
    const second = demand(await add(company, { roles: ["admin"] })).personId;
    const them = { ...company.principal("admin").actor, personId: second };
    const membership = { roles: ["auditor"], projectIds: [], procoreUserId: null, isDisabled: true };
    const answers = await Promise.all([
      changePerson.execute(bed.app, company.principal("admin"), { personId: second, ...membership }),
      changePerson.execute(bed.app, { companyId: company.id, actor: them }, { personId: admin, ...membership }),
    ]);
    expect(answers.map(codeOf).toSorted()).toEqual([null, "person.not_admin"].toSorted());
  });

  test("who is tied to a user of Procore cannot decide on what that user edited before", async () => {
    const company = await aCompany(bed.owner);
    const item = await anItem(bed.app, company, { state: "ready" });
    const { id } = company.people.ungranted;
    expect((await bed.item(item.id)).own_person_ids).not.toContain(id);
    demand(await change(company, id, { procoreUserId: String(item.contract.createdBy) }));
    expect((await bed.item(item.id)).own_person_ids).toContain(id);
    expect(codeOf(await change(company, company.people.auditor.id, { procoreUserId: "31" }))).toBe("input.invalid");
  });
});
