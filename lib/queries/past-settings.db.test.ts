import { sql } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aCompany, type TestCompany } from "#drizzle/factories/company.ts";
import { codeOf, demand, openTestBed, type TestBed } from "#drizzle/factories/test-bed.ts";
import { changePerson } from "#lib/commands/change-person.ts";
import { endDelegation } from "#lib/commands/end-delegation.ts";
import { linkVendor } from "#lib/commands/link-vendor.ts";
import { makeDelegation } from "#lib/commands/make-delegation.ts";
import { proposeRules } from "#lib/commands/propose-rules.ts";
import { saveGrants } from "#lib/commands/save-grants.ts";
import { savePeriods } from "#lib/commands/save-periods.ts";
import { saveProfile } from "#lib/commands/save-profile.ts";
import { justBefore } from "#lib/core/as-of.ts";
import { row, rows, sqlState, withCompany } from "#lib/db/database.ts";
import { readLenders } from "#lib/db/delegations.ts";
import { delegationList } from "#lib/queries/delegation-list.ts";
import { historyPage } from "#lib/queries/history-page.ts";
import { peoplePast } from "#lib/queries/people-past.ts";
import { projectPast } from "#lib/queries/project-past.ts";
import { projectsPast } from "#lib/queries/projects-past.ts";
import { rulesView } from "#lib/queries/rules-view.ts";
import { settingsPast } from "#lib/queries/settings-past.ts";
import { settingsView } from "#lib/queries/settings-view.ts";
import { vendorPast } from "#lib/queries/vendor-past.ts";

let bed: TestBed;
beforeAll(async () => {
  bed = await openTestBed();
});
afterAll(() => bed.close());

const instant = async (): Promise<string> =>
  (
    await row<{ at: string }>(
      bed.owner,
      sql`select to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at`,
    )
  )?.at ?? "";

/** What people do to links, rights and settings; a number chooses among what is possible. */
const gestures = [
  async (company: TestCompany, n: number) => {
    const vendor = n % 2 ? company.vendor : company.unlinkedVendor;
    const sageVendor = [null, "LUMEN", "CEDARRIDGE"][n % 3] ?? null;
    return await linkVendor.execute(bed.app, company.principal("admin"), { vendorId: vendor.id, sageVendor });
  },
  async (company: TestCompany, n: number) =>
    await saveGrants.execute(bed.app, company.principal("admin"), {
      personId: company.people[n % 2 ? "accountant" : "ungranted"].id,
      recordTypes: ["commitment", "budget", "subcontractor_invoice"].slice(n % 4),
    }),
  async (company: TestCompany, n: number) =>
    await changePerson.execute(bed.app, company.principal("admin"), {
      personId: company.people[(["accountant", "ungranted", "project_manager"] as const)[n % 3] ?? "ungranted"].id,
      isDisabled: n % 5 === 0,
      roles: n % 7 < 5 ? ["accountant"] : ["auditor", "project_manager"],
      projectIds: n % 2 ? [company.project.id] : [],
      procoreUserId: null,
    }),
  async (company: TestCompany, n: number) =>
    await saveProfile.execute(bed.app, company.principal("admin"), {
      profile: { undoSeconds: n, exportPayments: n % 2 === 0, country: n % 3 ? "us" : "canada" },
      note: `setting ${n}`,
    }),
  async (company: TestCompany, n: number) => {
    const { periods: seen } = demand(await settingsView.execute(bed.app, company.principal("admin"), {}));
    const months = ["2026-04", "2026-05", "2026-06"].slice(n % 4);
    const periods = months.map((name, m) => ({
      ...{ name, firstDay: `${name}-01`, lastDay: `${name}-30` },
      ...{ isApOpen: (n + m) % 2 === 0, isJcOpen: (n + m) % 3 === 0 },
    }));
    return await savePeriods.execute(bed.app, company.principal("admin"), { periods, seen, note: `months ${n}` });
  },
  async (company: TestCompany, n: number) => {
    const { version } = demand(await rulesView.execute(bed.app, company.principal("admin"), {}));
    const rule = { recordType: n % 2 ? "commitment" : null, projectId: null, atLeast: `${n}.00` };
    const rules = n % 4 === 0 ? [] : [rule];
    return await proposeRules.execute(bed.app, company.principal("admin"), {
      rules,
      seenVersion: version,
      note: "rule",
    });
  },
  async (company: TestCompany, n: number) => {
    const { rows: made } = demand(await delegationList.execute(bed.app, company.principal("admin"), {}));
    const standing = made.find((one) => one.endedAt === null);
    if (standing)
      return await endDelegation.execute(bed.app, company.principal("admin"), { delegationId: standing.id });
    const people = [company.people.accountant.id, company.people.ungranted.id];
    const [fromPersonId, toPersonId] = n % 2 ? people : people.toReversed();
    const days = { firstDay: "2026-01-01", lastDay: "2039-12-31" };
    return await makeDelegation.execute(bed.app, company.principal("admin"), {
      ...{ fromPersonId, toPersonId, ...days, note: "on leave" },
    });
  },
  // Renamed at the source, and a person by themselves: nobody's command.
  async (company: TestCompany, n: number) => {
    await bed.owner.execute(sql`update vendor set name = ${`Vendor ${n}`} where id = ${company.vendor.id}`);
    await bed.owner.execute(sql`update person set name = ${`Person ${n}`} where id = ${company.people.auditor.id}`);
    await bed.owner.execute(sql`update project set name = ${`Project ${n}`} where id = ${company.project.id}`);
    return null;
  },
] as const;

/** Now, in what both the screens of now and of then have. */
async function live(company: TestCompany) {
  const as = company.principal("auditor");
  const settings = demand(await settingsView.execute(bed.app, as, {}));
  const rules = demand(await rulesView.execute(bed.app, as, {}));
  const lenders = await withCompany(bed.app, company.id, (tx) => readLenders(tx, company.id, null));
  const accountants = new Set(settings.people.filter(({ roles }) => roles.includes("accountant")).map(({ id }) => id));
  const types = new Map<string, string>(settings.recordTypes.map(({ id, label }) => [id, label]));
  const projects = new Map(settings.projects.map(({ id, label }) => [id, label]));
  const links = await rows<{ id: string; name: string; sageVendor: string | null; by: string | null }>(
    bed.owner,
    sql`select v.id, v.name, k.sage_vendor as "sageVendor", p.name as by from vendor v left join vendor_link k on k.company_id = v.company_id and k.vendor_id = v.id
      left join person p on p.id = k.linked_by where v.company_id = ${company.id} order by v.id`,
  );
  return {
    profile: settings.profile,
    gates: settings.gates.filter(({ name }) => name !== "syncClient"),
    periods: settings.periods,
    rules: rules.versions.find(({ status }) => status === "in_force")?.words ?? null,
    people: settings.people
      .map(({ id, name, email, roles, grants, projectIds, procoreUserId, isDisabled }) => ({
        ...{ id, name, email, procoreUserId, isDisabled },
        roles: roles.toSorted(),
        grants: grants.map((type) => types.get(type) ?? type).toSorted(),
        projects: projectIds.map((project) => projects.get(project) ?? ""),
        standsInFor: accountants.has(id) ? (lenders.get(id) ?? []).map((one) => one.name).toSorted() : [],
      }))
      .toSorted((a, b) => a.id.localeCompare(b.id)),
    links,
  };
}

async function past(company: TestCompany, at: string) {
  const as = company.principal("auditor");
  const settings = demand(await settingsPast.execute(bed.app, as, { at }));
  const people = demand(await peoplePast.execute(bed.app, as, { at }));
  const links = demand(await vendorPast.execute(bed.app, as, { at }));
  return {
    profile: settings.profile.value,
    gates: settings.gates,
    periods: settings.periods.value,
    rules: settings.rules.inForce?.words ?? null,
    people: people.rows
      .map((one) => ({ ...one, grants: one.grants.toSorted(), roles: one.roles.toSorted() }))
      .toSorted((a, b) => a.id.localeCompare(b.id)),
    links: links.rows
      .map(({ id, name, sageVendor, by }) => ({ id, name, sageVendor, by }))
      .toSorted((a, b) => a.id.localeCompare(b.id)),
  };
}

test("after whatever people did to links, rights and settings, every instant shows what they were then", {
  timeout: 400_000,
}, async () => {
  let done = 0;
  const turn = fc.tuple(fc.nat({ max: gestures.length - 1 }), fc.nat({ max: 40 }));
  await fc.assert(
    fc.asyncProperty(fc.array(turn, { minLength: 14, maxLength: 14 }), async (turns) => {
      const company = await aCompany(bed.owner);
      // The factory's own link is in no event: nobody is known to have made it.
      await bed.owner.execute(sql`update vendor_link set linked_by = null where company_id = ${company.id}`);
      const noted: { at: string; said: Awaited<ReturnType<typeof live>> }[] = [];
      for (const [which, n] of turns) {
        const answer = await gestures[which]?.(company, n);
        if (!answer || answer.ok) done += 1;
        noted.push({ at: await instant(), said: await live(company) });
      }
      for (const { at, said } of noted) expect(await past(company, at)).toEqual(said);
    }),
    { numRuns: Number(process.env.GESTURE_RUNS ?? 2), endOnFailure: true },
  );
  // Most gestures were possible: the instants differ.
  expect(done).toBeGreaterThan(14);
});

describe("an event of the history", () => {
  test("leads to what it changed, before and after, for those who may see that", async () => {
    const company = await aCompany(bed.owner);
    await gestures[0](company, 2);
    await gestures[1](company, 2);
    const pageOf = async (role: "auditor" | "accountant", kind: string) =>
      demand(await historyPage.execute(bed.app, company.principal(role), { kind })).rows[0];
    const linked = await pageOf("accountant", "vendor.linked");
    expect(linked?.pastPage).toBe("/vendors?q=Cedar%20Ridge%20Drywall");
    expect((await pageOf("auditor", "grants.changed"))?.pastPage).toBe("/settings");
    expect((await pageOf("accountant", "grants.changed"))?.pastPage).toBeNull();
    const at = new Date(linked?.at ?? "").toISOString();
    const linkAt = async (moment: string) =>
      (await past(company, moment)).links.find(({ id }) => id === company.unlinkedVendor.id)?.sageVendor;
    expect([await linkAt(justBefore(at)), await linkAt(at)]).toEqual([null, "CEDARRIDGE"]);
  });
});

describe("what was not kept", () => {
  test("is said: rights and periods from when on, the profile by its changes in the record, all before the company", async () => {
    const company = await aCompany(bed.owner, { profile: { undoSeconds: 7 } });
    await gestures[3](company, 30);
    // As for a company that was there before its settings were kept.
    await bed.owner.execute(sql`alter table name_version disable trigger user`);
    await bed.owner.execute(sql`delete from name_version where company_id = ${company.id} and kind = 'company'`);
    await bed.owner.execute(
      sql`update name_version set valid_from = clock_timestamp() where company_id = ${company.id} and kind = 'member'`,
    );
    await bed.owner.execute(sql`alter table name_version enable trigger user`);
    const between = await instant();
    await gestures[3](company, 31);
    const as = company.principal("auditor");
    const event = await row<{ at: string }>(
      bed.owner,
      sql`select at from audit_event where company_id = ${company.id} and kind = 'settings.changed' order by seq limit 1`,
    );
    const first = new Date(event?.at ?? "").toISOString();
    const ask = async (at: string) => demand(await settingsPast.execute(bed.app, as, { at }));
    const seconds = async (at: string) => (await ask(at)).profile.value?.undoSeconds;
    expect([await seconds(justBefore(first)), await seconds(first), await seconds(between)]).toEqual([7, 30, 30]);
    expect(await seconds(await instant())).toBe(31);
    const people = demand(await peoplePast.execute(bed.app, as, { at: first }));
    expect([people.standing, people.rows]).toEqual(["not_kept", []]);
    const early = await ask("2020-01-01T00:00:00Z");
    expect([early.profile.standing, early.periods.standing, early.gates]).toEqual(["not_yet", "not_yet", []]);
    expect((await ask("2999-01-01T00:00:00Z")).isToCome).toBe(true);
  });

  test("two who change one person at once leave nothing out of what they are now", async () => {
    const company = await aCompany(bed.owner);
    const personId = company.people.ungranted.id;
    await Promise.all(
      ["commitment", "budget", "budget_change", "vendor"].map((type) =>
        withCompany(bed.app, company.id, (tx) =>
          tx.execute(
            sql`insert into push_grant (company_id, person_id, record_type) values (${company.id}, ${personId}, ${type})`,
          ),
        ),
      ),
    );
    const now = await live(company);
    expect(now.people.find(({ id }) => id === personId)?.grants).toHaveLength(4);
    expect((await past(company, await instant())).people).toEqual(now.people);
  });

  test("what was kept is changed by nobody", async () => {
    const company = await aCompany(bed.owner);
    for (const kind of ["company", "member"]) {
      const change = sql`update name_version set value = '{}' where company_id = ${company.id} and kind = ${kind}`;
      const byApp = withCompany(bed.app, company.id, (tx) => tx.execute(change)).catch((error: unknown) => error);
      expect(sqlState(await byApp)).toBe("42501");
      expect(sqlState(await bed.owner.execute(change).catch((error: unknown) => error))).toBe("42501");
    }
  });
});

describe("rights in the past", () => {
  test("a project manager sees own projects alone, and nobody's settings and links", async () => {
    const company = await aCompany(bed.owner);
    const other = await row<{ id: string }>(
      bed.owner,
      sql`insert into project (company_id, source_id, number, name) values (${company.id}, 'other', '99', 'Other') returning id`,
    );
    const at = await instant();
    const as = company.principal("project_manager");
    const list = demand(await projectsPast.execute(bed.app, as, { at }));
    expect(list.rows.map(({ id }) => id)).toEqual([company.project.id]);
    const whole = demand(await projectsPast.execute(bed.app, company.principal("auditor"), { at }));
    expect(whole.rows.map(({ number }) => number)).toEqual(["24-01", "99"]);
    const refused = await projectPast.execute(bed.app, as, { projectId: other?.id ?? "", at });
    expect(codeOf(refused)).toBe("access.project");
    expect(codeOf(await projectPast.execute(bed.app, as, { projectId: company.project.id, at }))).toBeNull();
    for (const query of [settingsPast, peoplePast, vendorPast])
      expect(codeOf(await query.execute(bed.app, as, { at }))).toBe("access.role");
  });

  test("a project that came later was not here yet; the words of a search are those of then", async () => {
    const company = await aCompany(bed.owner);
    const before = await instant();
    const found = await row<{ id: string }>(
      bed.owner,
      sql`insert into project (company_id, source_id, number, name) values (${company.id}, 'new', '25-07', 'Harbour') returning id`,
    );
    const named = await instant();
    await bed.owner.execute(sql`update project set name = 'Pier' where id = ${found?.id}`);
    const as = company.principal("auditor");
    const early = demand(await projectPast.execute(bed.app, as, { projectId: found?.id ?? "", at: before }));
    expect([early.standing, early.view, early.name]).toEqual(["not_yet", null, "Pier"]);
    const names = async (at: string, q: string) =>
      demand(await projectsPast.execute(bed.app, as, { at, q })).rows.map(({ name }) => name);
    expect([await names(named, "harb"), await names(named, "pier")]).toEqual([["Harbour"], []]);
    expect([await names(await instant(), "pier"), await names(before, "25-07")]).toEqual([["Pier"], []]);
    const linkSearch = async (q: string, show: string) =>
      demand(await vendorPast.execute(bed.app, as, { at: named, q, show })).rows.map(({ sageVendor }) => sageVendor);
    expect([await linkSearch("lumen", "linked"), await linkSearch("", "unlinked")]).toEqual([["LUMEN"], [null]]);
  });
});
