import { randomUUID } from "node:crypto";
import { accepted, settledFence, stepExport } from "#lib/core/machines/export.ts";
import type { ExportState } from "#lib/core/machines/export-state.ts";
import { ok, refuse } from "#lib/core/outcome.ts";
import type {
  ClientEventWords,
  CountedRows,
  GatewayStore,
  LeasePackage,
  ReadKeys,
  ReadRows,
  RegisteredClient,
  Report,
  WantedRead,
} from "#lib/gateway/store.ts";

type Registered = { -readonly [Name in keyof RegisteredClient]: RegisteredClient[Name] };
type Stored = { state: ExportState; readonly document: string; readonly sha256: string };

/** The database's part in memory, with the real export machine: what a test leases, and what was said to it. */
export class MemoryStore implements GatewayStore {
  readonly companyId: string;
  readonly codes = new Set<string>();
  readonly clients = new Map<string, Registered>();
  readonly exports = new Map<string, Stored>();
  readonly reports: Report[] = [];
  readonly events: ClientEventWords[] = [];
  readonly pages: ReadRows[] = [];
  readonly counts: CountedRows[] = [];
  readonly keyPages: ReadKeys[] = [];
  readonly reads: WantedRead[] = [];
  readonly connections = new Map<string, string>();
  /** What was noted last about each client. */
  readonly readable = new Map<string, boolean>();
  readonly #ttlMs: number;
  #listeners = new Set<() => void>();

  constructor(companyId: string, ttlMs = 5_000) {
    this.companyId = companyId;
    this.#ttlMs = ttlMs;
  }

  register(publicKey: string): string {
    const syncClientId = randomUUID();
    this.clients.set(syncClientId, {
      companyId: this.companyId,
      publicKey,
      epoch: 0,
      isRevoked: false,
      serverEpoch: 1,
    });
    return syncClientId;
  }

  accept(text: { document: string; sha256: string }): string {
    const exportId = randomUUID();
    this.exports.set(exportId, { ...text, state: accepted(0) });
    for (const listener of this.#listeners) listener();
    return exportId;
  }

  enrol: GatewayStore["enrol"] = async ({ code, publicKey }) => {
    if (!this.codes.delete(code)) return refuse("client.enrolment");
    return ok({ syncClientId: this.register(publicKey), companyId: this.companyId, companyName: "Harbor Builders" });
  };

  client: GatewayStore["client"] = async (id) => this.clients.get(id) ?? null;

  connected: GatewayStore["connected"] = async (id, connectionId, hello) => {
    const client = this.clients.get(id);
    if (client) client.epoch = Math.max(client.epoch, hello.epoch);
    this.connections.set(id, connectionId);
    return { kind: "admitted" };
  };

  seen: GatewayStore["seen"] = async (id, _connectionId, isSageReadable) => {
    this.readable.set(id, isSageReadable);
  };

  disconnected: GatewayStore["disconnected"] = async (id, connectionId) => {
    if (this.connections.get(id) === connectionId) this.connections.delete(id);
  };

  leaseNext: GatewayStore["leaseNext"] = async (_id, places) => {
    const leases: LeasePackage[] = [];
    for (const [exportId, stored] of this.exports)
      if (leases.length < places) leases.push(...this.#lease(exportId, stored));
    return leases;
  };

  openLeases: GatewayStore["openLeases"] = async () =>
    [...this.exports].flatMap(([exportId, stored]) => this.#again(exportId, stored));

  report: GatewayStore["report"] = async (_id, report) => {
    const stored = this.exports.get(report.exportId);
    if (!stored) return "unknown";
    this.reports.push(report);
    const { fence, verdict } = report;
    stored.state = stepExport(stored.state, { kind: "report", now: Date.now(), fence, verdict }).state;
    return "settled";
  };

  nextReads: GatewayStore["nextReads"] = async () => this.reads;

  rows: GatewayStore["rows"] = async (_id, page) => {
    this.pages.push(page);
    const read = this.reads.shift();
    if (read?.kind === "read" && !page.isLast)
      this.reads.push({ ...read, requestId: randomUUID(), cursor: page.cursor });
  };

  counted: GatewayStore["counted"] = async (_id, count) => {
    this.reads.shift();
    this.counts.push(count);
  };

  keys: GatewayStore["keys"] = async (_id, page) => {
    this.reads.shift();
    this.keyPages.push(page);
  };

  readFailed: GatewayStore["readFailed"] = async (_id, failure) => {
    this.reads.shift();
    this.events.push({ level: "error", words: failure.reason });
  };

  event: GatewayStore["event"] = async (_id, event) => void this.events.push(event);

  onOffer: GatewayStore["onOffer"] = (listener) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  #lease(exportId: string, stored: Stored): LeasePackage[] {
    const now = Date.now();
    if (stored.state.nextCheckAt === null) return [];
    if (stored.state.status !== "queued" && now < stored.state.nextCheckAt) return [];
    stored.state = stepExport(stored.state, { kind: "tick", now, gate: { kind: "open" } }).state;
    const step = stepExport(stored.state, { kind: "lease", now, ttl: this.#ttlMs });
    if (step.isRefused || !step.state.lease) return [];
    stored.state = step.state;
    const { document, sha256 } = stored;
    const { fence, lease } = step.state;
    const parts = {
      exportId,
      companyId: this.companyId,
      mode: lease.mode,
      fence,
      ttlMs: this.#ttlMs,
      sha256,
      document,
    };
    return [{ ...parts, settledFence: settledFence(step.state) }];
  }

  #again(exportId: string, { state, sha256, document }: Stored): LeasePackage[] {
    const ttlMs = (state.lease?.deadline ?? 0) - Date.now();
    if (!state.lease || ttlMs <= 0) return [];
    const { fence, lease } = state;
    const parts = { exportId, companyId: this.companyId, mode: lease.mode, fence, ttlMs, sha256, document };
    return [{ ...parts, settledFence: settledFence(state) }];
  }
}

/** Waits for what a test is about, without guessing how long it takes. */
export async function until<T>(
  what: string,
  probe: () => T | undefined | false | null,
  timeoutMs = 10_000,
): Promise<T> {
  const end = performance.now() + timeoutMs;
  for (;;) {
    const value = probe();
    if (value !== undefined && value !== false && value !== null) return value;
    if (performance.now() > end) throw new Error(`waited in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
