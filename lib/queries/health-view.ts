import { z } from "zod";
import { ok } from "#lib/core/outcome.ts";
import { iso } from "#lib/db/database.ts";
import { readHealth } from "#lib/db/health.ts";
import { readNow } from "#lib/db/inbox.ts";
import { readRefresh, type StoredRefresh } from "#lib/db/sage-refresh.ts";
import { readHooks, type SourceHooks } from "#lib/db/source-hooks.ts";
import { defineQuery } from "#lib/queries/define-query.ts";
import type { HealthView, RefreshView } from "#lib/views/screens.ts";

type Health = Awaited<ReturnType<typeof readHealth>>;

/** Every leg between Procore and Sage, in an approver's words (ux.md 6.7). */
export const healthView = defineQuery({
  name: "health.view",
  needs: "health.read",
  open: { about: "The state of the sync clients and of the readings." },
  input: z.object({}),
  async run({ tx, companyId }) {
    const health = await readHealth(tx, companyId);
    const hooks = await readHooks(tx, companyId);
    const now = await readNow(tx);
    const view: HealthView = {
      clients: health.clients.map((client) => ({
        id: client.id,
        name: client.name,
        host: client.host,
        version: client.version,
        isConnected: client.connected,
        lastSeenAt: iso(client.seen_at),
        isRevoked: client.revoked,
      })),
      legs: legsOf(health, hooks),
      tables: health.tables.map((table) => ({
        table: table.table,
        rows: table.count,
        readAt: iso(table.read_at),
        problem: table.problem,
        missing: table.missing,
        isNeeded: table.is_needed,
      })),
      refresh: refreshOf(await readRefresh(tx, companyId)),
      events: health.events.map((event) => ({ ...event, at: iso(event.at) })),
      now,
    };
    return ok(view);
  },
});

function legsOf(
  { clients, tables, source, queue, differences }: Health,
  hooks: SourceHooks | null,
): HealthView["legs"] {
  const live = clients.find((client) => client.connected && !client.revoked);
  const known = clients.find((client) => !client.revoked);
  const late = queue?.oldest ?? null;
  return [
    {
      id: "procore",
      label: "Procore",
      ...(source === null
        ? { tone: "bad" as const, words: "Not connected" }
        : source.last_problem
          ? { tone: "bad" as const, words: source.last_problem }
          : { tone: "good" as const, words: "Read without problems" }),
      at: iso(source?.last_read_at ?? null),
    },
    ...(hooks ? [hooksLeg(hooks)] : []),
    {
      id: "queue",
      label: "Worker",
      tone: late ? "wait" : "good",
      words: late
        ? "Exports are due and nobody drives them; is a worker running?"
        : countOf(Number(queue?.waiting ?? 0), "export is", "exports are", "under way"),
      at: iso(late),
    },
    {
      id: "client",
      label: "Sync client",
      ...(live
        ? { tone: "good" as const, words: `${live.name} on ${live.host ?? "an unknown host"}` }
        : { tone: "bad" as const, words: known ? `${known.name} is away; exports wait` : "None enrolled" }),
      at: iso((live ?? known)?.seen_at ?? null),
    },
    sageLeg(tables),
    {
      id: "posting",
      label: "Posting in Sage",
      tone: Number(queue?.unposted ?? 0) > 0 ? "wait" : "good",
      words:
        Number(queue?.unposted ?? 0) > 0
          ? `${countOf(Number(queue?.unposted), "document is", "documents are", "imported and not posted")}; post the entries in Sage`
          : "Nothing waits for posting",
      at: iso(queue?.unposted_since ?? null),
    },
    driftLeg(differences),
  ];
}

const legLabels = {
  standard: "Standard lists",
  jobs: "Jobs, codes and categories",
  vendors: "Vendors",
  commitments: "Commitments and change orders",
  invoices: "Invoices and payments",
  costs: "Job costs",
  contracts: "Prime contracts",
  stage: "Imports staged",
  check: "Items checked",
} as const;

function refreshOf(stored: StoredRefresh | null): RefreshView | null {
  if (!stored) return null;
  const legs = stored.legs.map((leg) => {
    const { leg: id, started_at: startedAt, finished_at: finishedAt } = leg;
    const state =
      leg.problem !== null
        ? ("failed" as const)
        : finishedAt !== null
          ? ("done" as const)
          : startedAt === null
            ? ("waits" as const)
            : ("runs" as const);
    const times = { startedAt: iso(startedAt), finishedAt: iso(finishedAt) };
    return { id, label: legLabels[id], state, words: leg.problem ?? progressOf(leg), ...times };
  });
  const of = stored.legs.reduce((all, leg) => all + leg.tables, 0);
  const tables = { of, done: of - stored.legs.reduce((all, leg) => all + leg.waiting, 0) };
  return { askedAt: iso(stored.asked_at), askedBy: stored.asked_by, finishedAt: iso(stored.finished_at), tables, legs };
}

const names = { stage: ["record", "records"], check: ["item", "items"] } as const;

function progressOf({ leg, waiting, tables, rows, finished_at: end }: StoredRefresh["legs"][number]): string {
  const [one, many] = names[leg as keyof typeof names] ?? ["row", "rows"];
  const done = leg === "check" ? "checked" : "new, changed or gone";
  const count = countOf(rows, one, many, done);
  if (end !== null || leg in names) return count;
  return `${tables - waiting} of ${countOf(tables, "table", "tables", "read")}; ${count.toLowerCase()}`;
}

/** Webhooks save a minute and no more: without them everything is found by reading, so that nothing stops. */
function hooksLeg({ isAsked, resources, at, problem, rangAt }: SourceHooks): HealthView["legs"][number] {
  const leg = { id: "hooks" as const, label: "Procore webhooks", at: iso(rangAt) };
  if (isAsked) return { ...leg, tone: "wait", words: "Being registered" };
  if (problem !== null) return { ...leg, tone: "wait", words: `Could not be registered: ${problem}` };
  if (at === null) return { ...leg, tone: "good", words: "Not registered; changes are found by reading alone" };
  const told = `Registered for ${countOf(resources, "kind", "kinds", "of records").toLowerCase()}`;
  return { ...leg, tone: "good", words: rangAt === null ? `${told}; it has not rung yet` : told };
}

/** Synced records that Sage shows otherwise: an answer is waited for, or somebody corrects it. */
function driftLeg({ open, watched, known, since }: Health["differences"]): HealthView["legs"][number] {
  const parts = [
    open > 0 ? `${open} changed in Sage and waiting for an answer` : "",
    watched > 0 ? `${watched} being corrected` : "",
    known > 0 ? `${known} taken as known` : "",
  ].filter(Boolean);
  return {
    id: "drift",
    label: "Drift watch",
    tone: open + watched > 0 ? "wait" : "good",
    words: parts.length > 0 ? `Synced records: ${parts.join(", ")}` : "Sage shows every synced record as accepted",
    at: since,
  };
}

/** What not every Sage has may be missing: that is said, and nothing else is older for it. */
function sageLeg(tables: Health["tables"]): HealthView["legs"][number] {
  const needed = tables.filter((table) => table.is_needed);
  const oldest = needed.map((table) => iso(table.read_at)).sort((a, b) => (a ?? "").localeCompare(b ?? ""))[0] ?? null;
  const problem = needed.find((table) => table.problem !== null)?.problem ?? null;
  const others = tables.filter((table) => !table.is_needed && table.problem !== null).length;
  const parts = { id: "sage" as const, label: "Sage data", at: oldest };
  if (problem !== null) return { ...parts, tone: "bad", words: problem };
  if (oldest === null) return { ...parts, tone: "wait", words: "Not read completely yet" };
  const but = others === 0 ? "" : `; ${countOf(others, "table", "tables", "cannot be read, named below")}`;
  return { ...parts, tone: "good", words: `Mirror complete${but}` };
}

const countOf = (n: number, one: string, many: string, what: string) =>
  `${n === 0 ? "No" : n} ${n === 1 ? one : many} ${what}`;
