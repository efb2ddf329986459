import type { IncomingMessage } from "node:http";
import { z } from "zod";
import type { Answer } from "#lib/simulators/procore/answer.ts";
import { fieldErrors, invalid, noContent, notFound, ok } from "#lib/simulators/procore/answer.ts";
import { controlRecords } from "#lib/simulators/procore/control-records.ts";
import { dataFileSchema, KINDS } from "#lib/simulators/procore/data-file.ts";
import { faultSchema } from "#lib/simulators/procore/faults.ts";
import { readBody } from "#lib/simulators/procore/incoming-body.ts";
import { findRoute } from "#lib/simulators/procore/router.ts";
import type { Simulator } from "#lib/simulators/procore/simulator.ts";

const LOAD_LIMIT_BYTES = 500 * 1024 * 1024;

const limitsSchema = z.object({
  hourly: z.number().int().positive().optional(),
  spike: z.number().int().positive().optional(),
});

type ControlCall = {
  simulator: Simulator;
  method: string;
  params: Record<string, string>;
  query: URLSearchParams;
  body: Record<string, unknown>;
};
type ControlRoute = { method: string; path: string; handle(call: ControlCall): Answer };

const recordRoutes: ControlRoute[] = ["GET", "POST", "PATCH", "DELETE"].flatMap((method) =>
  ["/control/records/:kind", "/control/records/:kind/:id"].map((path) => ({
    method,
    path,
    handle: ({ simulator, params, query, body }: ControlCall) =>
      controlRecords({ store: simulator.store, method, kind: params.kind ?? "", id: params.id, query, body }),
  })),
);

const routes: ControlRoute[] = [
  ...recordRoutes,
  { method: "POST", path: "/control/load", handle: load },
  { method: "GET", path: "/control/export", handle: ({ simulator }) => ok(simulator.store.export()) },
  { method: "POST", path: "/control/reset", handle: reset },
  { method: "GET", path: "/control/faults", handle: ({ simulator }) => ok({ faults: simulator.faults.pending }) },
  {
    method: "POST",
    path: "/control/faults",
    handle({ simulator, body }) {
      simulator.faults.add(parsed(faultSchema, body));
      return ok({ faults: simulator.faults.pending });
    },
  },
  {
    method: "DELETE",
    path: "/control/faults",
    handle({ simulator }) {
      simulator.faults.clear();
      return noContent;
    },
  },
  { method: "GET", path: "/control/limits", handle: ({ simulator }) => ok(simulator.limits.limits) },
  {
    method: "POST",
    path: "/control/limits",
    handle({ simulator, body }) {
      simulator.limits.set(parsed(limitsSchema, body));
      return ok(simulator.limits.limits);
    },
  },
  {
    method: "GET",
    path: "/control/requests",
    handle: ({ simulator, query }) =>
      ok({ last: simulator.log.last, requests: simulator.log.since(Number(query.get("since") ?? 0)) }),
  },
];

export async function controlAnswer(simulator: Simulator, request: IncomingMessage, url: URL): Promise<Answer> {
  const method = request.method ?? "GET";
  const routed = findRoute(routes, method, url.pathname);
  if (!routed.found) throw notFound();
  const { fields } = await readBody(request, LOAD_LIMIT_BYTES);
  return routed.found.handle({ simulator, method, params: routed.params, query: url.searchParams, body: fields });
}

function parsed<S extends z.ZodType>(schema: S, body: unknown): z.infer<S> {
  const result = schema.safeParse(body);
  if (!result.success) throw invalid(fieldErrors(result.error));
  return result.data;
}

/** Replaces everything, or with `merge: true` adds to it and overwrites records of the same id. */
function load({ simulator, body }: ControlCall): Answer {
  const content = parsed(dataFileSchema, body);
  if (body.merge !== true) simulator.store.clear();
  simulator.store.loadAll(content);
  if (body.merge !== true) simulator.persistence.writeWhole();
  return ok({ counts: counts(simulator) });
}

function reset({ simulator }: ControlCall): Answer {
  simulator.store.clear();
  simulator.faults.clear();
  simulator.limits.reset();
  simulator.persistence.writeWhole();
  return ok({ counts: counts(simulator) });
}

function counts({ store }: Simulator): Record<string, number> {
  return Object.fromEntries(KINDS.map((kind) => [kind, store.count(kind)]));
}
