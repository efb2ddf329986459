import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { pino } from "pino";
import type { z } from "zod";
import type { TestCompany, TestRole } from "#drizzle/factories/company.ts";
import { testDatabase } from "#drizzle/factories/test-database.ts";
import type { SeedContract, SeedLine } from "#drizzle/seed/model.ts";
import { acceptItems } from "#lib/commands/accept-items.ts";
import type { HookPort, MailPort, SourceEventPort, SourceImportPort, SourcePort } from "#lib/connectors/port.ts";
import type { Outcome } from "#lib/core/outcome.ts";
import { connect, type Database, row, rows, withCompany } from "#lib/db/database.ts";
import { brokenInvariants } from "#lib/db/invariants.ts";
import { madeSecrets } from "#lib/db/made-secrets.ts";
import type { Job } from "#lib/jobs/define-job.ts";
import { driveExport } from "#lib/jobs/drive-export.ts";
import { itemView } from "#lib/queries/item-view.ts";
import type { ItemView } from "#lib/views/item.ts";

/** Nobody is out there. */
const deaf: HookPort = { send: async () => ({ kind: "later", status: null, words: "nobody answers" }) };
const silent = pino({ level: "silent" });

export type TestBed = Awaited<ReturnType<typeof openTestBed>>;

/** A database of the file's own with both connections, and the questions that most tests ask. For tests only. */
export async function openTestBed(places = 24) {
  const database = await testDatabase();
  const owner = connect(database.ownerUrl, 4);
  const app = connect(database.appUrl, places);
  return {
    database,
    owner,
    app,
    ...questions(owner, app),
    async close(): Promise<void> {
      await Promise.all([owner.$client.end(), app.$client.end()]);
      await database.drop();
    },
  };
}

type ItemRow = {
  state: string;
  version: number;
  note: string | null;
  lane: string;
  blocks: number;
  erp_id: string;
  is_returned: boolean;
  revision_id: string;
  latest_revision_id: string;
  document_sha256: string | null;
  own_person_ids: string[];
  is_gone: boolean;
  checked_at: string | null;
};
type ExportRow = {
  id: string;
  status: string;
  note: string | null;
  fence: number;
  document_sha256: string;
  erp_id: string;
  is_offered: boolean;
  has_open_intent: boolean;
  write_back: string;
  revision_id: string;
  next_check_at: string | null;
  attempts: number;
};

type OutsidePorts = { mail?: MailPort; hooks?: HookPort; events?: SourceEventPort; signal?: AbortSignal };

function questions(owner: Database, app: Database) {
  const item = async (id: string) => {
    const found = await row<ItemRow>(
      owner,
      sql`select *, to_json(own_person_ids) as own_person_ids from item where id = ${id}`,
    );
    if (!found) throw new Error("there is no such item");
    return found;
  };
  const exportOf = async (itemId: string) => {
    const found = await row<ExportRow>(
      owner,
      sql`select e.* from export e join item i on i.id = e.item_id where e.item_id = ${itemId} and e.revision_id = i.revision_id`,
    );
    if (!found) throw new Error("the item has no export");
    return found;
  };
  /** The item as the role sees it. */
  const view = async (company: TestCompany, itemId: string, role: TestRole = "accountant"): Promise<ItemView> =>
    demand(await itemView.execute(app, company.principal(role), { itemId }));
  const kinds = async (itemId: string) =>
    (await rows<{ kind: string }>(owner, sql`select kind from audit_event where item_id = ${itemId} order by seq`)).map(
      (entry) => entry.kind,
    );
  const companyKinds = async (company: TestCompany) =>
    (
      await rows<{ kind: string }>(
        owner,
        sql`select kind from audit_event where company_id = ${company.id} and item_id is null order by seq`,
      )
    ).map((entry) => entry.kind);
  const bells = async (task: string, part: string) =>
    Number(
      (
        await row<{ n: string }>(
          owner,
          sql`select count(*) as n from graphile_worker.jobs where task_identifier = ${task} and key like ${`%${part}%`}`,
        )
      )?.n,
    );
  const broken = (company: TestCompany) => withCompany(app, company.id, (tx) => brokenInvariants(tx, company.id));
  /** Runs a job as the worker would, with a source written in the test. */
  const run = async <Payload extends z.ZodType>(
    job: Job<Payload>,
    payload: z.output<Payload>,
    source?: SourcePort,
    imports?: SourceImportPort,
    { mail, hooks = deaf, events, signal }: OutsidePorts = {},
  ) =>
    await job.run(
      {
        ...{ db: app, log: silent, mail: mail ?? null, hooks },
        source: async () => source ?? null,
        imports: async () => imports ?? null,
        events: async () => events ?? null,
        ...madeSecrets("key of the tests"),
        address: "https://countersign.test.example",
      },
      payload,
      signal,
    );
  const drive = async (company: TestCompany, itemId: string) =>
    await run(driveExport, { companyId: company.id, exportId: (await exportOf(itemId)).id });
  /** Accepts what the accountant sees now, in one selection. */
  const accept = async (company: TestCompany, ...itemIds: readonly string[]) => {
    const seen = await Promise.all(itemIds.map((id) => view(company, id)));
    const accepted = { rows: seen.map((one) => acceptRow(one)) };
    return await acceptItems.execute(app, company.principal("accountant"), accepted);
  };
  return { item, exportOf, view, accept, kinds, companyKinds, bells, broken, run, drive };
}

function aLine(number: number): SeedLine {
  const costCode = `26-0${number}0`;
  const description = `Rough-in, area ${number}`;
  const code = { costCode, costCodeName: `Electrical ${costCode}`, category: "SUB" };
  return {
    id: 7000 + number,
    description,
    ...code,
    quantity: "0.0",
    unit: "",
    unitCost: "0.0",
    amount: `${number}250.50`,
  };
}

let serial = 0;
/** A contract of the company's project as the source has it, not yet taken in. */
export function aContract(company: TestCompany, over: Partial<SeedContract> = {}): SeedContract {
  serial += 1;
  const at = "2026-05-04T10:11:12Z";
  return {
    kind: "work_order_contracts",
    id: 50_000 + serial,
    project: { id: Number(company.project.sourceId), name: company.project.name },
    vendor: { id: Number(company.vendor.sourceId), name: company.vendor.name },
    number: `IN-${String(serial).padStart(4, "0")}`,
    title: "Site electrical",
    status: "Approved",
    retainage: "10.0",
    date: "2026-05-04",
    createdBy: 99,
    createdAt: at,
    updatedAt: at,
    lines: [aLine(1), aLine(2)],
    ...over,
  };
}

/** What a command on many rows is given for an item as it was seen. */
export function acceptRow(seen: ItemView, decisionId: string = randomUUID()) {
  return {
    itemId: seen.id,
    decisionId,
    seenVersion: seen.version,
    seenRevisionId: seen.revision.id,
    seenSha256: seen.document?.sha256 ?? "0".repeat(64),
  };
}

export function demand<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`${outcome.refusal.code} ${JSON.stringify(outcome.refusal.params)}`);
  return outcome.value;
}

/** The code of a refusal, of the whole or of the first row; null when it was done. */
export function codeOf(outcome: Outcome<unknown>): string | null {
  if (!outcome.ok) return outcome.refusal.code;
  const first = (outcome.value as { rows?: readonly { code: string | null }[] }).rows?.[0];
  return first?.code ?? null;
}
