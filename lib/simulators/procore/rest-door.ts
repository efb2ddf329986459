import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import type { Answer } from "#lib/simulators/procore/answer.ts";
import { badRequest, forbidden, notFound, Refusal } from "#lib/simulators/procore/answer.ts";
import { budgetRoutes } from "#lib/simulators/procore/budget-routes.ts";
import { codeRoutes } from "#lib/simulators/procore/code-routes.ts";
import { companyListRoutes } from "#lib/simulators/procore/company-list-routes.ts";
import { contractRoutes } from "#lib/simulators/procore/contract-routes.ts";
import { CONTRACT_KINDS } from "#lib/simulators/procore/data-file.ts";
import { directCostRoutes } from "#lib/simulators/procore/direct-cost-routes.ts";
import { directoryRoutes } from "#lib/simulators/procore/directory-routes.ts";
import type { Fault } from "#lib/simulators/procore/faults.ts";
import { readBody } from "#lib/simulators/procore/incoming-body.ts";
import { lineRoutes } from "#lib/simulators/procore/line-routes.ts";
import { packageRoutes } from "#lib/simulators/procore/package-routes.ts";
import { paymentRoutes } from "#lib/simulators/procore/payment-routes.ts";
import { primeContractRoutes } from "#lib/simulators/procore/prime-contract-routes.ts";
import { requisitionRoutes } from "#lib/simulators/procore/requisition-routes.ts";
import type { RestRoute } from "#lib/simulators/procore/rest-call.ts";
import { findRoute } from "#lib/simulators/procore/router.ts";
import type { Simulator } from "#lib/simulators/procore/simulator.ts";
import { subJobRoutes } from "#lib/simulators/procore/sub-job-routes.ts";
import { wbsRoutes } from "#lib/simulators/procore/wbs-routes.ts";
import { webhookRoutes } from "#lib/simulators/procore/webhook-routes.ts";

const routes: RestRoute[] = [
  ...CONTRACT_KINDS.flatMap((kind) => [...contractRoutes(kind), ...lineRoutes(kind)]),
  ...packageRoutes,
  ...primeContractRoutes,
  ...budgetRoutes,
  ...requisitionRoutes,
  ...paymentRoutes,
  ...directoryRoutes,
  ...codeRoutes,
  ...wbsRoutes,
  ...companyListRoutes,
  ...directCostRoutes,
  ...subJobRoutes,
  ...webhookRoutes,
];

const BODY_LIMIT_BYTES = 32 * 1024 * 1024;

/** Everything under /rest and /oauth: faults first, then limits, token, company and the route. */
export async function enterRest(
  simulator: Simulator,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  const startedMs = Date.now();
  const requestId = randomUUID();
  const method = request.method ?? "GET";
  const fault = simulator.faults.take(method, url.pathname);
  if (fault?.delayMs) await wait(fault.delayMs);
  const limit = url.pathname.startsWith("/rest/")
    ? simulator.limits.take(Date.now())
    : { isAllowed: true, headers: {} };
  const answer = fault?.dropRequest
    ? { status: 0 }
    : await faultyAnswer(fault, () => restAnswer(simulator, request, url, limit.isAllowed));
  const isDropped = Boolean(fault?.dropAnswer || fault?.dropRequest);
  simulator.log.add({
    at: new Date(startedMs).toISOString(),
    method,
    path: url.pathname,
    query: url.search,
    status: answer.status,
    isDropped,
    requestId,
    durationMs: Date.now() - startedMs,
  });
  if (isDropped) {
    request.socket.destroy();
    return;
  }
  send(response, { ...answer, headers: { ...limit.headers, ...answer.headers, "x-request-id": requestId } });
}

async function faultyAnswer(fault: Fault | null, carryOut: () => Promise<Answer>): Promise<Answer> {
  if (fault?.status === undefined) return carryOut();
  const headers: Record<string, string> =
    fault.retryAfterSeconds === undefined ? {} : { "Retry-After": String(fault.retryAfterSeconds) };
  return { status: fault.status, body: { message: `Fault ${fault.status}`, error: `Fault ${fault.status}` }, headers };
}

async function restAnswer(
  simulator: Simulator,
  request: IncomingMessage,
  url: URL,
  isAllowed: boolean,
): Promise<Answer> {
  try {
    // The words name the hourly limit also when it was the spike limit, as seen live.
    if (!isAllowed)
      return { status: 429, body: { errors: "You have surpassed the hourly rate limit of this application." } };
    const { fields, rows } = await readBody(request, BODY_LIMIT_BYTES);
    const authorization = request.headers.authorization;
    const method = request.method ?? "GET";
    if (url.pathname.startsWith("/oauth/")) return simulator.oauth.answer(method, url.pathname, authorization, fields);
    if (!simulator.oauth.isValid(authorization))
      return { status: 401, body: { errors: ["The access token is missing, invalid, expired or revoked."] } };
    const routed = findRoute(routes, method, url.pathname);
    if (!routed.found)
      return routed.allowed.length > 0
        ? { status: 405, headers: { Allow: routed.allowed.join(", ") }, body: { errors: "Method not allowed." } }
        : notFound().answer;
    const companyId = routed.found.companyFree ? 0 : companyOf(simulator, request.headers["procore-company-id"]);
    if (method !== "GET") requireWriting(simulator, companyId, url.pathname);
    return routed.found.handle({
      store: simulator.store,
      webhooks: simulator.webhooks,
      url,
      params: routed.params,
      body: fields,
      rows,
      companyId,
    });
  } catch (error) {
    if (error instanceof Refusal) return error.answer;
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    return { status: 500, body: { message: "Internal Server Error", error: "Internal Server Error" } };
  }
}

function companyOf(simulator: Simulator, header: string | string[] | undefined): number {
  if (header === undefined || header === "")
    throw new Refusal({ status: 400, body: { errors: "Missing Procore-Company-Id header!" } });
  if (!/^\d{1,15}$/.test(String(header))) throw badRequest("Procore-Company-Id is not a number");
  const company = simulator.store.get("companies", Number(header));
  if (!company) throw notFound();
  if (!company.permitted) throw forbidden("This application is not connected to the company.");
  return company.id;
}

function requireWriting(simulator: Simulator, companyId: number, path: string): void {
  const denied = simulator.store.get("companies", companyId)?.denied_writes ?? [];
  if (denied.some((part) => path.includes(part))) throw forbidden("You do not have permission to perform this action.");
}

export function send(response: ServerResponse, answer: Answer): void {
  const isText = typeof answer.body === "string";
  const type = isText ? "text/html; charset=utf-8" : "application/json; charset=utf-8";
  const headers = { ...(answer.body === undefined ? {} : { "Content-Type": type }), ...answer.headers };
  response.writeHead(answer.status, headers);
  response.end(answer.body === undefined ? undefined : isText ? answer.body : JSON.stringify(answer.body));
}
