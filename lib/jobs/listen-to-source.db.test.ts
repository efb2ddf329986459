import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aCompany, type TestCompany } from "#drizzle/factories/company.ts";
import { aConnectedCompany } from "#drizzle/factories/procore-connection.ts";
import { codeOf, demand, openTestBed, type TestBed } from "#drizzle/factories/test-bed.ts";
import { listenToSource } from "#lib/commands/listen-to-source.ts";
import type { SourceEventPort } from "#lib/connectors/port.ts";
import { withCompany } from "#lib/db/database.ts";
import { noteRing, readHooks } from "#lib/db/source-hooks.ts";
import { listenToSourceJob } from "#lib/jobs/listen-to-source.ts";
import { healthView } from "#lib/queries/health-view.ts";

let bed: TestBed;
beforeAll(async () => {
  bed = await openTestBed();
});
afterAll(() => bed.close());

const ask = (company: TestCompany, role: "admin" | "accountant" | "auditor" = "admin") =>
  listenToSource.execute(bed.app, company.principal(role), {});
const run = (company: TestCompany, events?: SourceEventPort) =>
  bed.run(listenToSourceJob, { companyId: company.id }, undefined, undefined, events ? { events } : {});
const leg = async (company: TestCompany) =>
  demand(await healthView.execute(bed.app, company.principal("auditor"), {})).legs.find(({ id }) => id === "hooks");

describe("having Procore tell what happens there", () => {
  test("is asked for by an administrator, done once by the worker, and Health says when it last rang", async () => {
    const company = await aConnectedCompany(bed.owner);
    expect(await leg(company)).toMatchObject({
      tone: "good",
      words: expect.stringContaining("Not registered"),
      at: null,
    });
    demand(await ask(company));
    expect(await leg(company)).toMatchObject({ tone: "wait", words: "Being registered" });
    expect(await bed.bells("source.listen", company.id)).toBe(1);
    const calls: unknown[] = [];
    const port: SourceEventPort = {
      register: async (to) => {
        calls.push(to);
        return ["Projects", "Requisitions"];
      },
    };
    await run(company, port);
    await run(company, port);
    const url = `https://countersign.test.example/api/webhooks/procore/${company.id}`;
    expect(calls).toEqual([{ url, authorization: expect.stringMatching(/^Bearer \S{20,}$/) }]);
    expect(await leg(company)).toMatchObject({
      tone: "good",
      words: "Registered for 2 kinds of records; it has not rung yet",
    });
    await withCompany(bed.app, company.id, (tx) => noteRing(tx, company.id));
    const rung = await leg(company);
    expect([rung?.words, rung?.at !== null]).toEqual(["Registered for 2 kinds of records", true]);
    expect(await bed.companyKinds(company)).toEqual(["source.hooks_asked", "source.hooks_registered"]);
  });

  test("that fails is said, what was registered before stays, and it can be asked for again", async () => {
    const company = await aConnectedCompany(bed.owner);
    demand(await ask(company));
    await run(company, { register: async () => ["Projects"] });
    demand(await ask(company));
    await run(company, {
      register: async () => {
        throw new Error("Procore refused the hook.");
      },
    });
    expect(await leg(company)).toMatchObject({
      tone: "wait",
      words: expect.stringContaining("Procore refused the hook."),
    });
    const hooks = await withCompany(bed.app, company.id, (tx) => readHooks(tx, company.id));
    expect(hooks).toMatchObject({ resources: 1, isAsked: false });
    demand(await ask(company));
    await run(company, { register: async () => ["Projects"] });
    expect(await leg(company)).toMatchObject({ tone: "good" });
  });

  test("is refused to others, and without a connection", async () => {
    const company = await aConnectedCompany(bed.owner);
    for (const role of ["accountant", "auditor"] as const)
      expect(codeOf(await ask(company, role))).toMatch(/^access\./);
    expect(codeOf(await ask(await aCompany(bed.owner)))).toBe("import.unconnected");
    expect(await leg(await aCompany(bed.owner))).toBeUndefined();
  });

  test("a flood of rings is written once in ten seconds", async () => {
    const company = await aConnectedCompany(bed.owner);
    const rang = () =>
      withCompany(bed.app, company.id, async (tx) => {
        await noteRing(tx, company.id);
        return (await readHooks(tx, company.id))?.rangAt;
      });
    expect(await rang()).toEqual(await rang());
  });
});
