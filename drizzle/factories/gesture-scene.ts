import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import fc from "fast-check";
import type { TestCompany } from "#drizzle/factories/company.ts";
import type { TestDirectoryCompany } from "#drizzle/factories/directory-company.ts";
import type { TestNewJob } from "#drizzle/factories/new-job.ts";
import { aContract, acceptRow, type TestBed } from "#drizzle/factories/test-bed.ts";
import { rawContract } from "#drizzle/seed/raw-contract.ts";
import { acceptItems } from "#lib/commands/accept-items.ts";
import { keepItem } from "#lib/commands/keep-item.ts";
import { linkVendor } from "#lib/commands/link-vendor.ts";
import { rejectItems } from "#lib/commands/reject-items.ts";
import { releaseItems } from "#lib/commands/release-items.ts";
import { resolveExport } from "#lib/commands/resolve-export.ts";
import { retrieveItems } from "#lib/commands/retrieve-items.ts";
import { retryItem } from "#lib/commands/retry-item.ts";
import { saveFields } from "#lib/commands/save-fields.ts";
import { sendItems } from "#lib/commands/send-items.ts";
import { takeBackItems } from "#lib/commands/take-back-items.ts";
import { unlinkItem } from "#lib/commands/unlink-item.ts";
import type { SourcePort } from "#lib/connectors/port.ts";
import type { Verdict } from "#lib/core/machines/look.ts";
import { rows, withCompany } from "#lib/db/database.ts";
import { readFactsBase } from "#lib/db/facts.ts";
import type { gatewayStore } from "#lib/db/gateway-store.ts";
import type { Lease } from "#lib/db/leases.ts";
import { checkItems } from "#lib/jobs/check-items.ts";
import { driveExport } from "#lib/jobs/drive-export.ts";
import { writeBack } from "#lib/jobs/write-back.ts";
import { ingest } from "#lib/preflight/ingest.ts";
import { recordTypeOfKind } from "#lib/records/registry.ts";

const verdicts: readonly Verdict[] = [
  { kind: "proved" },
  { kind: "imported" },
  { kind: "absent" },
  { kind: "refused", messages: ["vendor inactive"] },
  { kind: "pending", reason: "Sage is busy" },
  { kind: "mismatch", differences: [] },
  { kind: "declined", reason: "The journal was lost" },
];
/** Of a look that only watches for Unlink. */
const watched: readonly Verdict[] = [
  { kind: "gone" },
  { kind: "gone" },
  { kind: "gone" },
  { kind: "stands", where: ["JCM_MASTER__COMMITMENT"] },
  { kind: "pending", reason: "Sage could not be read", waitsForSage: true },
];
const acts = [
  "source",
  "source",
  "send",
  "send",
  "retrieve",
  "accept",
  "accept",
  "accept",
  "reject",
  "fields",
  "back",
  "release",
  "retry",
  "resolve",
  "unlink",
  "unlink",
  "keep",
  "link",
] as const;
const machines = [
  "pump",
  "pump",
  "pump",
  "drive",
  "lease",
  "report",
  "report",
  "report",
  "check",
  "follow",
  "follow",
] as const;
type Act = (typeof acts)[number] | (typeof machines)[number];
type Given = Pick<Lease, "exportId" | "fence" | "sha256" | "mode">;
export type Turn = { readonly act: Act; readonly at: number; readonly n: number };

/**
 * Four documents, two of which stand on a company and a project that are items themselves, and everybody who may do
 * something to them; whoever comes at a wrong time is refused.
 */
export class Scene {
  readonly bed: TestBed;
  readonly store: ReturnType<typeof gatewayStore>;
  readonly company: TestCompany;
  readonly contracts;
  readonly makers: readonly string[];
  readonly leases: Given[] = [];
  constructor(
    { bed, store }: Pick<Scene, "bed" | "store">,
    company: TestCompany,
    vendor: TestDirectoryCompany,
    job: TestNewJob,
  ) {
    this.bed = bed;
    this.store = store;
    this.company = company;
    this.makers = [vendor.id, job.id];
    const [of, on] = [
      { id: Number(vendor.sourceId), name: vendor.name },
      { id: Number(job.project), name: "South" },
    ];
    const places = [{}, {}, { vendor: of }, { vendor: of, project: on }];
    this.contracts = places.map((place) => aContract(company, place));
  }

  /** Everything that can be accepted, in one selection. */
  async acceptAll(): Promise<void> {
    const found = await rows<{ id: string }>(
      this.bed.owner,
      sql`select id from item where company_id = ${this.company.id} and state = 'ready' order by id`,
    );
    await this.bed.accept(this.company, ...found.map(({ id }) => id));
  }

  async play({ act, at, n }: Turn): Promise<unknown> {
    if (act === "source") return await this.source(at, n);
    if ((machines as readonly string[]).includes(act)) return await this.machine(act, at, n);
    const ids = await rows<{ id: string }>(
      this.bed.owner,
      sql`select id from item where company_id = ${this.company.id} order by number`,
    );
    const id = ids[at % Math.max(ids.length, 1)]?.id;
    return id ? await this.person(act, id, n) : null;
  }

  async source(at: number, n: number): Promise<unknown> {
    const contract = this.contracts[at % 4];
    if (!contract) return null;
    const raw = rawContract({ ...contract, title: `Title ${n % 3}` });
    const incoming = { type: recordTypeOfKind(contract.kind), sourceKind: contract.kind, raw, isDeleted: n % 9 === 0 };
    const { id } = this.company;
    return await withCompany(this.bed.app, id, async (tx) => ingest(tx, await readFactsBase(tx, id), incoming));
  }

  async person(act: Act, itemId: string, n: number): Promise<unknown> {
    const { company } = this;
    const seen = await this.bed.view(company, itemId);
    const items = [{ itemId, seenVersion: seen.version }];
    const row = { itemId, decisionId: randomUUID(), seenVersion: seen.version };
    const accountant = company.principal("accountant");
    const manager = this.makers.includes(itemId) ? company.principal("admin") : company.principal("project_manager");
    const { app } = this.bed;
    if (act === "send") return await sendItems.execute(app, manager, { items });
    if (act === "retrieve") return await retrieveItems.execute(app, manager, { items });
    if (act === "accept") return await acceptItems.execute(app, accountant, { rows: [acceptRow(seen)] });
    if (act === "reject")
      return await rejectItems.execute(app, accountant, { rows: [row], reasons: ["codes"], text: "" });
    if (act === "fields")
      return await saveFields.execute(app, accountant, { ...items[0], fields: { sageId: `ID-${n % 3}` } });
    if (act === "back") return await takeBackItems.execute(app, accountant, { items });
    if (act === "release") return await releaseItems.execute(app, accountant, { items });
    if (act === "retry")
      return await retryItem.execute(app, accountant, { ...row, seenSha256: acceptRow(seen).seenSha256 });
    if (act === "resolve")
      return await resolveExport.execute(app, accountant, {
        ...items[0],
        as: ["adopt", "send_again", "give_up"][n % 3],
      });
    if (act === "unlink") return await unlinkItem.execute(app, accountant, items[0]);
    if (act === "keep") return await keepItem.execute(app, accountant, items[0]);
    const link = { vendorId: company.vendor.id, sageVendor: n % 3 === 0 ? null : "LUMEN" };
    return await linkVendor.execute(app, company.principal("admin"), link);
  }

  async isMaker({ exportId }: Given): Promise<boolean> {
    const [found] = await rows<{ id: string }>(
      this.bed.owner,
      sql`select item_id as id from export where id = ${exportId}`,
    );
    return found !== undefined && this.makers.includes(found.id);
  }

  answer({ exportId, fence, sha256 }: Given, verdict: Verdict): Promise<unknown> {
    return this.store.report(this.company.syncClient.id, { exportId, fence, sha256, verdict, evidence: {} });
  }

  async machine(act: Act, at: number, n: number): Promise<unknown> {
    const { id, syncClient } = this.company;
    if (act === "check") return await this.bed.run(checkItems, { companyId: id });
    if (act === "follow") return await this.bed.run(writeBack, { companyId: id }, told);
    if (act === "lease") return this.leases.push(...(await this.store.leaseNext(syncClient.id, 2)));
    if (act === "report") {
      const given = this.leases.at(-1 - (at % 4));
      const possible = given?.mode === "watch" ? watched : verdicts;
      const verdict = possible[n % possible.length] ?? { kind: "absent" };
      return given && (await this.answer(given, verdict));
    }
    const found = await rows<{ id: string }>(
      this.bed.owner,
      sql`select id from export where company_id = ${id} order by position`,
    );
    if (act === "pump") {
      // Time goes by: what waits for a clock is due, and the sweep rings for all of it.
      await this.bed.owner.execute(sql`update export set next_check_at = clock_timestamp(), release_at = least(release_at, clock_timestamp()),
        lease_deadline = least(lease_deadline, clock_timestamp() + make_interval(secs => ${n % 2 === 0 ? 0 : 60})) where company_id = ${id} and next_check_at is not null`);
      for (const entry of found) await this.bed.run(driveExport, { companyId: id, exportId: entry.id });
      const given = await this.store.leaseNext(syncClient.id, 4);
      // Looks of a watch are short: they mostly answer before anything else happens.
      for (const lease of given.filter(({ mode }) => mode === "watch" && n % 4 > 0))
        await this.answer(lease, watched[n % 4] ?? { kind: "gone" });
      // Of those that others stand on most are made, so that these come to be released.
      for (const lease of given.filter(({ mode }) => mode !== "watch"))
        if (n % 4 > 0 && (await this.isMaker(lease))) await this.answer(lease, { kind: "proved" });
      return this.leases.push(...given);
    }
    const exportId = found[at % Math.max(found.length, 1)]?.id;
    return exportId && (await this.bed.run(driveExport, { companyId: id, exportId }));
  }
}

const noSource = () => {
  throw new Error("not asked here");
};
const told: SourcePort = {
  projects: noSource,
  vendors: noSource,
  documents: noSource,
  document: noSource,
  writeOrigin: async () => ({ kind: "written" }),
};

/** One gesture, of anybody on anything. For properties that hold whatever people and machines do. */
export const aTurn = fc.record({ act: fc.constantFrom(...acts, ...machines), at: fc.nat(11), n: fc.nat(99) });

export async function sendAll({ bed, company }: Scene): Promise<void> {
  const found = await rows<{ itemId: string; seenVersion: number }>(
    bed.owner,
    sql`select id as "itemId", version as "seenVersion" from item where company_id = ${company.id} and state = 'not_sent'`,
  );
  await sendItems.execute(bed.app, company.principal("accountant"), { items: found });
  await bed.run(checkItems, { companyId: company.id });
}
