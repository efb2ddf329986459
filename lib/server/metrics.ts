import "server-only";
import { createHash, timingSafeEqual } from "node:crypto";
import { exportStatuses } from "#lib/core/machines/export-state.ts";
import { type Metric, prometheusText } from "#lib/core/prometheus.ts";
import { itemStates } from "#lib/core/workflow.ts";
import { type CompanyMetrics, readMetrics } from "#lib/db/metrics.ts";
import { config, database } from "#lib/server/wiring.ts";

const over: readonly string[] = ["proved", "failed", "taken_back", "unlinked"];
const openStatuses = exportStatuses.filter((status) => !over.includes(status));

/** Figures for Prometheus behind the token of the environment; without one there is no such address. */
export async function metricsRoute(request: Request): Promise<Response> {
  const token = config().METRICS_TOKEN;
  if (!token) return new Response("Not found\n", { status: 404 });
  if (!isSame(request.headers.get("authorization") ?? "", `Bearer ${token}`))
    return new Response("Unauthorized\n", { status: 401, headers: { "www-authenticate": "Bearer" } });
  const text = prometheusText(metricsOf(await readMetrics(database())));
  return new Response(text, { headers: { "content-type": "text/plain; version=0.0.4; charset=utf-8" } });
}

/** Compared by their hashes, so that neither length nor content can be measured. */
function isSame(given: string, wanted: string): boolean {
  const hash = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(hash(given), hash(wanted));
}

function metricsOf(companies: readonly CompanyMetrics[]): readonly Metric[] {
  const each = (samples: (one: CompanyMetrics) => readonly (readonly [Record<string, string>, number | null])[]) =>
    companies.flatMap((one) =>
      samples(one).flatMap(([labels, value]) =>
        value === null ? [] : [{ labels: { company: one.companyId, ...labels }, value: Number(value) }],
      ),
    );
  return [
    {
      name: "countersign_exports",
      help: "Exports that are not over, by status.",
      samples: each(({ exports }) => openStatuses.map((status) => [{ status }, exports[status] ?? 0])),
    },
    {
      name: "countersign_items",
      help: "Items by state.",
      samples: each(({ items }) => Object.keys(itemStates).map((state) => [{ state }, items[state] ?? 0])),
    },
    {
      name: "countersign_queue_depth",
      help: "Exports that wait for a sync client or are with one.",
      samples: each(({ exports }) => [[{}, Number(exports.queued ?? 0) + Number(exports.leased ?? 0)]]),
    },
    {
      name: "countersign_oldest_queued_seconds",
      help: "Since the release time of the oldest export that waits for a sync client; 0 when none waits.",
      samples: each(({ oldestQueued }) => [[{}, oldestQueued ?? 0]]),
    },
    {
      name: "countersign_leg_lag_seconds",
      help: "Since each leg was last heard of; a leg that never was is missing.",
      samples: each((one) => [
        [{ leg: "procore" }, one.procoreLag],
        [{ leg: "sage" }, one.sageLag],
        [{ leg: "sync_client" }, one.clientLag],
      ]),
    },
    {
      name: "countersign_open_causes",
      help: "Causes that hold items up.",
      samples: each(({ causes }) => [[{}, causes]]),
    },
  ];
}
