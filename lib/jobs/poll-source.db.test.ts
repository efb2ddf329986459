import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { TestCompany } from "#drizzle/factories/company.ts";
import { anItem } from "#drizzle/factories/item.ts";
import { aConnectedCompany } from "#drizzle/factories/procore-connection.ts";
import { aContract, openTestBed, type TestBed } from "#drizzle/factories/test-bed.ts";
import type { SeedContract } from "#drizzle/seed/model.ts";
import { rawContract } from "#drizzle/seed/raw-contract.ts";
import type { SourcePort, SourceRecord } from "#lib/connectors/port.ts";
import type { Json } from "#lib/core/canonical-json.ts";
import { CompanyProfile } from "#lib/core/company-profile.ts";
import { row, rows, withCompany } from "#lib/db/database.ts";
import { projectsInTurn } from "#lib/db/source-turn.ts";
import { pollSource } from "#lib/jobs/poll-source.ts";
import { recordTypes } from "#lib/records/registry.ts";

let bed: TestBed;
beforeAll(async () => {
  bed = await openTestBed();
});
afterAll(() => bed.close());

const sourceKinds = (scope: "project" | "company") =>
  recordTypes
    .filter((type) => (type.scope ?? "project") === scope && !type.isOff?.(CompanyProfile.parse({})))
    .flatMap((type) => type.sourceKinds.map(({ kind }) => kind));
type Content = {
  projects?: SourceRecord[];
  vendors?: SourceRecord[];
  documents?: SourceRecord[];
  fail?: (kind: string, project: string, n: number) => void;
  /** Holds the answer of a list back. */
  hold?: (kind: string, project: string) => Promise<void> | undefined;
};
/** A source that holds what it is given and remembers what it was asked. */
function source(content: Content) {
  const asked: { list: string; since: string | null; until?: string }[] = [];
  async function* all(list: string, records: readonly SourceRecord[] | undefined, since: string | null) {
    asked.push({ list, since });
    yield* records ?? [];
  }
  const port: SourcePort = {
    projects: (since) => all("project", content.projects, since),
    vendors: (since) => all("vendor", content.vendors, since),
    async *documents(kind, projectId, { since, until }) {
      const project = projectId ?? "company";
      asked.push({ list: `${kind}/${project}`, since, until });
      await content.hold?.(kind, project);
      let n = 0;
      content.fail?.(kind, project, n);
      for (const record of kind === "work_order_contracts" && project === "77" ? (content.documents ?? []) : []) {
        yield record;
        n += 1;
        content.fail?.(kind, project, n);
      }
    },
    document: async () => null,
    writeOrigin: async () => ({ kind: "written" }),
  };
  return { port, asked };
}
const documentOf = (contract: SeedContract, over: Record<string, Json> = {}): SourceRecord => {
  const raw = { ...(rawContract(contract) as Record<string, Json>), ...over };
  return { id: String(contract.id), updatedAt: contract.updatedAt, isDeleted: false, raw };
};
const aConnected = (): Promise<TestCompany> => aConnectedCompany(bed.owner);
const poll = (company: TestCompany, port: SourcePort) => bed.run(pollSource, { companyId: company.id }, port);
const connectionOf = (company: TestCompany) =>
  row<{ problem: string | null; is_read: boolean }>(
    bed.owner,
    sql`select last_problem as problem, last_read_at is not null as is_read from procore_connection where company_id = ${company.id}`,
  );
const cursorOf = async (company: TestCompany, list: string) =>
  (
    await row<{ at: string }>(
      bed.owner,
      sql`select to_char(read_until at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at from source_cursor where company_id = ${company.id} and list = ${list}`,
    )
  )?.at ?? null;
const numbers = async (company: TestCompany) =>
  (
    await rows<{ number: string }>(
      bed.owner,
      sql`select number from item where company_id = ${company.id} order by number`,
    )
  ).map((entry) => entry.number);
function gate() {
  let open = () => {};
  const isOpen = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open: () => open(), isOpen };
}
const record = (id: string, raw: Json): SourceRecord => ({
  id,
  updatedAt: "2026-05-01T00:00:00Z",
  isDeleted: false,
  raw,
});

describe("polling the source", () => {
  test("reads projects, companies and documents; the next window begins five minutes before the end of the last", async () => {
    const company = await aConnected();
    const contract = aContract(company, { vendor: { id: 901, name: "New Steel" } });
    const { port, asked } = source({
      projects: [record("78", { name: "South Clinic", project_number: "24-02", active: true })],
      vendors: [record("901", { name: "New Steel", city: "Austin" })],
      documents: [documentOf(contract)],
    });
    await poll(company, port);
    expect(asked.every((entry) => entry.since === null)).toBe(true);
    const lists = asked.map((entry) => entry.list);
    const ofCompany = ["project", "vendor", ...sourceKinds("company").map((kind) => `${kind}/company`)];
    expect(lists.slice(0, ofCompany.length)).toEqual(ofCompany);
    for (const project of ["77", "78"]) {
      const own = lists.filter((list) => list.endsWith(`/${project}`));
      expect(own).toEqual(sourceKinds("project").map((kind) => `${kind}/${project}`));
    }
    expect(lists).toHaveLength(ofCompany.length + 2 * sourceKinds("project").length);
    expect(await numbers(company)).toEqual([contract.number]);
    expect(
      await row(
        bed.owner,
        sql`select v.name from item i join vendor v on v.id = i.vendor_id where i.company_id = ${company.id}`,
      ),
    ).toEqual({ name: "New Steel" });
    expect(await connectionOf(company)).toEqual({ problem: null, is_read: true });
    const until = asked.find((entry) => entry.list === "work_order_contracts/77")?.until ?? "";
    expect(await cursorOf(company, "work_order_contracts/77")).toBe(until);
    asked.splice(0);
    await poll(company, port);
    expect(asked.find((entry) => entry.list === "work_order_contracts/77")?.since).toBe(
      new Date(Date.parse(until) - 300_000).toISOString(),
    );
    expect(
      await row(bed.owner, sql`select count(*)::int as n from item_revision where company_id = ${company.id}`),
    ).toEqual({ n: 1 });
    expect(await bed.broken(company)).toEqual([]);
  });

  test("a failure in the middle of a window keeps its cursor and is shown; what came is kept; the next time it is whole", async () => {
    const company = await aConnected();
    const contracts = Array.from({ length: 3 }, () => aContract(company));
    const content: Content = {
      documents: contracts.map((contract) => documentOf(contract)),
      fail: (_kind, _project, n) => {
        if (n === 2) throw new Error("Procore did not answer.");
      },
    };
    await poll(company, source(content).port);
    expect(await connectionOf(company)).toEqual({ problem: "Procore did not answer.", is_read: false });
    expect(await cursorOf(company, "work_order_contracts/77")).toBeNull();
    expect(await cursorOf(company, "vendor")).not.toBeNull();
    expect(await numbers(company)).toHaveLength(2);
    const { fail: _fail, ...whole } = content;
    await poll(company, source(whole).port);
    expect(await numbers(company)).toEqual(contracts.map((contract) => contract.number));
    expect(await connectionOf(company)).toEqual({ problem: null, is_read: true });
    expect(await bed.broken(company)).toEqual([]);
  });

  test("a document that cannot be read or stored is named and keeps nobody else away", async () => {
    const company = await aConnected();
    const [bad, nul, good] = [aContract(company), aContract(company), aContract(company)];
    const documents = [
      documentOf(bad, { grand_total: "twelve" }),
      documentOf(nul, { description: "a\u0000b" }),
      documentOf(good),
    ];
    await poll(company, source({ documents }).port);
    expect(await numbers(company)).toContain(good.number);
    expect((await connectionOf(company))?.problem).toContain("grand_total");
    expect(await cursorOf(company, "work_order_contracts/77")).not.toBeNull();
    await poll(company, source({ documents: [documentOf(nul, { description: "a\u0000b" })] }).port);
    expect((await connectionOf(company))?.problem).toContain("cannot be stored");
  });

  test("a project that may not be read does not keep the others away, and is asked again from where it was", async () => {
    const company = await aConnected();
    const projects = [record("70", { name: "Closed to us", project_number: "00-01" })];
    const contract = aContract(company);
    const fail = (_kind: string, project: string) => {
      if (project === "70")
        throw Object.assign(new Error("Procore does not let us read this project."), { kind: "permission" });
    };
    await poll(company, source({ projects, documents: [documentOf(contract)], fail }).port);
    expect(await numbers(company)).toEqual([contract.number]);
    expect((await connectionOf(company))?.problem).toContain("does not let us");
    expect(await cursorOf(company, "work_order_contracts/70")).toBeNull();
    expect(await cursorOf(company, "work_order_contracts/77")).not.toBeNull();
  });

  test("projects are read beside each other, a project's lists one after the other", async () => {
    const company = await aConnected();
    const other = gate();
    const hold = (kind: string, project: string) => {
      if (kind !== sourceKinds("project")[0]) return;
      if (project === "78") other.open();
      return other.isOpen;
    };
    const projects = [record("78", { name: "South Clinic", project_number: "24-02", active: true })];
    const { port, asked } = source({ projects, hold });
    await poll(company, port);
    const first = sourceKinds("project").map((kind) => `${kind}/77`);
    expect(asked.map((entry) => entry.list).filter((list) => first.includes(list))).toEqual(first);
    expect(await connectionOf(company)).toEqual({ problem: null, is_read: true });
  });

  test("a poll that rings while one is under way asks for nothing; the next one reads again", async () => {
    const [company, other] = [await aConnected(), await aConnected()];
    const [begun, end] = [gate(), gate()];
    const hold = () => {
      begun.open();
      return end.isOpen;
    };
    const documents = [documentOf(aContract(company))];
    const running = poll(company, source({ documents, hold }).port);
    await begun.isOpen;
    const meanwhile = source({ documents });
    await poll(company, meanwhile.port);
    expect(meanwhile.asked).toEqual([]);
    expect(await connectionOf(company)).toEqual({ problem: null, is_read: false });
    const elsewhere = source({});
    await poll(other, elsewhere.port);
    expect(elsewhere.asked).not.toEqual([]);
    end.open();
    await running;
    expect(await connectionOf(company)).toEqual({ problem: null, is_read: true });
    await poll(company, meanwhile.port);
    expect(meanwhile.asked).not.toEqual([]);
    expect(await numbers(company)).toHaveLength(1);
  });

  test("what was left out for long comes first, then what changed of late, then by number", async () => {
    const company = await aConnected();
    const projects = ["71", "72", "73", "74", "75"].map((id) => record(id, { name: id, project_number: id }));
    await poll(company, source({ projects }).port);
    const turn = () => withCompany(bed.app, company.id, (tx) => projectsInTurn(tx, company.id));
    await bed.owner.execute(sql`update project set source_updated_at = null where company_id = ${company.id}`);
    const byNumber = ["77", "71", "72", "73", "74", "75"];
    expect(await turn()).toEqual(byNumber);

    await bed.owner.execute(
      sql`update project set source_updated_at = '2026-05-01' where company_id = ${company.id} and source_id = '75'`,
    );
    await bed.owner.execute(
      sql`update source_cursor set read_until = now() - case when list like '%/73' then interval '11 minutes' else interval '12 minutes' end
        where company_id = ${company.id} and (list like '%/73' or list like '%/74')`,
    );
    expect(await turn()).toEqual(["74", "73", "75", "77", "71", "72"]);
    await anItem(bed.owner, company);
    expect(await turn()).toEqual(["74", "73", "77", "75", "71", "72"]);
    await bed.owner.execute(
      sql`update project set is_active = false where company_id = ${company.id} and source_id = '77'`,
    );
    expect(await turn()).toEqual(["74", "73", "75", "71", "72"]);
  });
});
