import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { onJob, type TestCompany } from "#drizzle/factories/company.ts";
import type { ContractKind, SeedContract, SeedLine } from "#drizzle/seed/model.ts";
import { rawContract } from "#drizzle/seed/raw-contract.ts";
import { acceptItems } from "#lib/commands/accept-items.ts";
import { rejectItems } from "#lib/commands/reject-items.ts";
import { retrieveItems } from "#lib/commands/retrieve-items.ts";
import type { Actor } from "#lib/core/actors.ts";
import type { Json } from "#lib/core/canonical-json.ts";
import type { Verdict } from "#lib/core/machines/look.ts";
import type { Outcome } from "#lib/core/outcome.ts";
import type { ItemState } from "#lib/core/workflow.ts";
import { type Database, json, row, withCompany } from "#lib/db/database.ts";
import { advance, databaseNow, lockExports } from "#lib/db/exports.ts";
import { readFactsBase } from "#lib/db/facts.ts";
import { lockItems } from "#lib/db/items.ts";
import { send } from "#lib/db/send.ts";
import { assessAndStore } from "#lib/preflight/assess-items.ts";
import { ingest } from "#lib/preflight/ingest.ts";
import { recordTypeOfKind } from "#lib/records/registry.ts";
import type { RowsAnswer } from "#lib/views/inputs.ts";

export type ItemOptions = {
  readonly state?: ItemState;
  readonly kind?: ContractKind;
  /** How many lump sum lines, or the lines themselves over the defaults of `aSeedLine`. */
  readonly lines?: number | readonly Partial<SeedLine>[];
  /** The contract's id in the source. */
  readonly id?: number;
  readonly number?: string;
  readonly title?: string;
  readonly status?: string;
  readonly vendor?: "linked" | "unlinked" | "none" | { readonly sourceId: string; readonly name: string };
  /** The project's id in the source; the company's own by default. */
  readonly project?: string;
  readonly date?: string;
  readonly retainage?: string | null;
};
export type TestItem = {
  readonly id: string;
  readonly version: number;
  readonly revisionId: string;
  readonly documentSha256: string | null;
  readonly exportId: string | null;
  readonly contract: SeedContract;
};

let serial = 0;

/** A line for `anItem`: a lump sum on a code that the test job has. */
function aSeedLine(number = 1, over: Partial<SeedLine> = {}): SeedLine {
  const costCode = onJob[(number - 1) % onJob.length] ?? "26-010";
  const base = {
    id: 7000 + number,
    description: `Rough-in, area ${number}`,
    costCode,
    costCodeName: `Electrical ${costCode}`,
    category: "SUB",
  };
  return { ...base, quantity: "0.0", unit: "", unitCost: "0.0", amount: `${number}250.50`, ...over };
}

/** A contract of the company's project as the source has it; the number is one of a kind. */
function aContract(company: TestCompany, options: ItemOptions = {}): SeedContract {
  serial += 1;
  const { lines = 2, vendor = "linked", kind = "work_order_contracts" } = options;
  const named = { linked: company.vendor, unlinked: company.unlinkedVendor, none: null };
  const chosen = typeof vendor === "string" ? named[vendor] : vendor;
  const at = "2026-05-04T10:11:12Z";
  return {
    kind,
    id: options.id ?? 90_000 + serial,
    project: { id: Number(options.project ?? company.project.sourceId), name: company.project.name },
    vendor: chosen && { id: Number(chosen.sourceId), name: chosen.name },
    number: options.number ?? `SC-${String(serial).padStart(4, "0")}`,
    title: options.title ?? "Site electrical",
    status: options.status ?? "Approved",
    retainage: options.retainage === undefined ? "10.0" : options.retainage,
    date: options.date ?? "2026-05-04",
    createdBy: 99,
    createdAt: at,
    updatedAt: at,
    lines:
      typeof lines === "number"
        ? Array.from({ length: lines }, (_, n) => aSeedLine(n + 1))
        : lines.map((over, n) => aSeedLine(n + 1, over)),
  };
}

/** An item that came from the source through the real ingest and reached its state by the real verbs. Ready by default. */
export async function anItem(db: Database, company: TestCompany, options: ItemOptions = {}): Promise<TestItem> {
  const contract = aContract(company, options);
  const { kind, id } = contract;
  return { ...(await takeIn(db, company, { kind, id, raw: rawContract(contract) }, options.state)), contract };
}

type Source = { readonly kind: string; readonly id: number; readonly raw: Json };
/** A document of the source through the real ingest and to its state. */
export async function takeIn(
  db: Database,
  company: TestCompany,
  source: Source,
  state: ItemState = "ready",
): Promise<Omit<TestItem, "contract">> {
  const id = await withCompany(db, company.id, async (tx) => {
    const taken = await ingest(tx, await readFactsBase(tx, company.id), {
      type: recordTypeOfKind(source.kind),
      sourceKind: source.kind,
      raw: source.raw,
      isDeleted: false,
    });
    if (taken.kind !== "new") throw new Error(`the document was not taken: ${JSON.stringify(taken)}`);
    return (
      (
        await row<{ id: string }>(
          tx,
          sql`select id from item where company_id = ${company.id} and source_kind = ${source.kind} and source_id = ${String(source.id)}`,
        )
      )?.id ?? ""
    );
  });
  for (const gesture of ways[state]) await take(db, company, id, gesture);
  const found = await withCompany(db, company.id, (tx) =>
    row<Omit<TestItem, "contract">>(
      tx,
      sql`select i.id, i.version, i.revision_id as "revisionId", i.document_sha256 as "documentSha256", (select e.id from export e
        where e.company_id = i.company_id and e.item_id = i.id and e.revision_id = i.revision_id) as "exportId"
      from item i where i.company_id = ${company.id} and i.id = ${id}`,
    ),
  );
  if (!found) throw new Error("the item is gone");
  return found;
}

type Way = "send" | "retrieve" | "reject" | "accept" | "release" | "lease" | "prove" | "refuse" | "lose" | "decline";
const started: readonly Way[] = ["send", "accept", "release", "lease"];
/** How an item gets into each state. */
const ways: Readonly<Record<ItemState, readonly Way[]>> = {
  not_sent: [],
  ready: ["send"],
  retrieved: ["send", "retrieve"],
  rejected: ["send", "reject"],
  outbox: ["send", "accept"],
  exporting: ["send", "accept", "release"],
  unknown: [...started, "lose"],
  held: [...started, "decline"],
  failed: [...started, "refuse"],
  synced: [...started, "prove"],
};

async function take(db: Database, company: TestCompany, itemId: string, way: Way): Promise<void> {
  const found = await withCompany(db, company.id, async (tx) =>
    (await lockItems(tx, company.id, [itemId])).get(itemId),
  );
  if (!found) throw new Error("the item is gone");
  const [seenVersion, decisionId] = [found.version, randomUUID()];
  if (way === "send") {
    const { actor } = company.principal("project_manager");
    await withCompany(db, company.id, async (tx) => {
      await send(tx, company.id, actor, [{ itemId, seenVersion }]);
      await assessAndStore(tx, await readFactsBase(tx, company.id), [
        ...(await lockItems(tx, company.id, [itemId])).values(),
      ]);
    });
  } else if (way === "retrieve") {
    demand(await retrieveItems.execute(db, company.principal("project_manager"), { items: [{ itemId, seenVersion }] }));
  } else if (way === "reject") {
    const input = {
      rows: [{ itemId, seenVersion, decisionId }],
      reasons: ["codes"],
      text: "Please use the codes of the job.",
    };
    demand(await rejectItems.execute(db, company.principal("accountant"), input));
  } else if (way === "accept") {
    const seen = {
      itemId,
      seenVersion,
      decisionId,
      seenSha256: found.documentSha256,
      seenRevisionId: found.revisionId,
    };
    demand(await acceptItems.execute(db, company.principal("accountant"), { rows: [seen] }));
  } else await advanceExport(db, company, itemId, way);
}

function demand(outcome: Outcome<RowsAnswer>): void {
  const isDone = outcome.ok && outcome.value.done === 1;
  if (!isDone) throw new Error(`the item cannot get there: ${JSON.stringify(outcome)}`);
}

/** What worker, gateway and sync client do, one step; the clock is ahead where a step has to wait for it. */
async function advanceExport(db: Database, company: TestCompany, itemId: string, way: Way): Promise<void> {
  const { id, syncClient } = company;
  await withCompany(db, id, async (tx) => {
    const [stored] = await lockExports(tx, id, { itemIds: [itemId] });
    if (!stored) throw new Error("the item has no export");
    const [now, fence] = [await databaseNow(tx), stored.state.fence];
    const worker: Actor = { kind: "worker", name: "Worker" };
    const client: Actor = { kind: "sync-client", syncClientId: syncClient.id, name: syncClient.name };
    const later = Math.max(now, stored.state.releaseAt, stored.state.lease?.deadline ?? 0);
    if (way === "release" || way === "lose") {
      await advance(tx, id, worker, stored, { kind: "tick", now: later, gate: { kind: "open" } });
    } else if (way === "lease") {
      const cause = {
        kind: "export.leased" as const,
        fence: fence + 1,
        mode: "deliver" as const,
        client: syncClient.name,
      };
      await advance(tx, id, client, stored, { kind: "lease", now, ttl: 120_000 }, cause);
      await tx.execute(
        sql`update export set lease_client_id = ${syncClient.id} where company_id = ${id} and id = ${stored.id}`,
      );
      await tx.execute(sql`insert into export_attempt (company_id, export_id, fence, mode, sync_client_id, deadline)
        values (${id}, ${stored.id}, ${fence + 1}, 'deliver', ${syncClient.id}, ${new Date(now + 120_000).toISOString()})`);
    } else {
      const verdict = verdicts[way as keyof typeof verdicts];
      await tx.execute(sql`update export_attempt set reported_at = clock_timestamp(), verdict = ${json(verdict)}, evidence = '{}', wrote_sha256 = ${stored.documentSha256}
        where company_id = ${id} and export_id = ${stored.id} and fence = ${fence}`);
      await tx.execute(
        sql`update export set verdict = ${json(verdict)} where company_id = ${id} and id = ${stored.id}`,
      );
      await advance(
        tx,
        id,
        client,
        stored,
        { kind: "report", now, fence, verdict },
        { kind: "export.reported", fence, verdict, isLate: false },
      );
    }
  });
}

const verdicts: Readonly<Record<"prove" | "refuse" | "decline", Verdict>> = {
  prove: { kind: "proved" },
  refuse: { kind: "refused", messages: ["line 1 C SC-0001: vendor inactive"] },
  decline: { kind: "declined", reason: "The journal of the sync client was lost" },
};

/** The contract as Procore sends it later: a newer version of the item, where it is another one. For tests only. */
export async function aNewVersion(db: Database, company: TestCompany, contract: SeedContract): Promise<void> {
  await withCompany(db, company.id, async (tx) =>
    ingest(tx, await readFactsBase(tx, company.id), {
      type: recordTypeOfKind(contract.kind),
      sourceKind: contract.kind,
      raw: rawContract(contract),
      isDeleted: false,
    }),
  );
}
