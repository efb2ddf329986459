import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Answer } from "#lib/simulators/procore/answer.ts";
import { forbidden, Refusal } from "#lib/simulators/procore/answer.ts";
import { AttachmentLinks } from "#lib/simulators/procore/attachment-links.ts";
import type { Configuration } from "#lib/simulators/procore/configuration.ts";
import { controlAnswer } from "#lib/simulators/procore/control-door.ts";
import { Faults } from "#lib/simulators/procore/faults.ts";
import { enterFiles } from "#lib/simulators/procore/file-door.ts";
import { OAuth } from "#lib/simulators/procore/oauth.ts";
import { pageAnswer } from "#lib/simulators/procore/page-door.ts";
import { Persistence } from "#lib/simulators/procore/persistence.ts";
import { RateLimits } from "#lib/simulators/procore/rate-limits.ts";
import { RequestLog } from "#lib/simulators/procore/request-log.ts";
import { enterRest, send } from "#lib/simulators/procore/rest-door.ts";
import type { Simulator } from "#lib/simulators/procore/simulator.ts";
import { Store } from "#lib/simulators/procore/store.ts";
import type { WebhookPace } from "#lib/simulators/procore/webhook-sender.ts";
import { WebhookSender } from "#lib/simulators/procore/webhook-sender.ts";

export type RunningSimulator = { port: number; stop(): Promise<void> };
export type SimulatorOptions = Configuration & { now?: () => number; webhookPace?: Partial<WebhookPace> };

const LOOPBACK = "127.0.0.1";
const LOOPBACK_NAMES = ["127.0.0.1", "localhost", "[::1]"];

export async function startSimulator(options: SimulatorOptions): Promise<RunningSimulator> {
  const store = new Store(undefined, new AttachmentLinks(options.now));
  const simulator: Simulator = {
    store,
    oauth: new OAuth({ clientId: options.clientId, clientSecret: options.clientSecret }, options.now),
    limits: new RateLimits(),
    faults: new Faults(),
    log: new RequestLog(),
    webhooks: new WebhookSender(store, options.webhookPace),
    persistence: new Persistence(store, options.file),
  };
  simulator.persistence.open();
  const server = createServer((request, response) => {
    enter(simulator, request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(options.port, LOOPBACK, resolve));
  const { port } = server.address() as AddressInfo;
  store.links.listenAt(port);
  return {
    port,
    async stop() {
      simulator.webhooks.stop();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
      simulator.persistence.close();
    },
  };
}

async function enter(simulator: Simulator, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? "/", `http://${request.headers.host ?? LOOPBACK}`);
  if (url.pathname.startsWith("/rest/") || url.pathname.startsWith("/oauth/"))
    return enterRest(simulator, request, response, url);
  if (url.pathname.startsWith("/fas/") || url.pathname.startsWith("/storage/"))
    return enterFiles(simulator, request, response, url);
  send(response, await openAnswer(simulator, request, url));
}

/** Pages and control surface have no sign-in; a foreign web page must not be able to reach them through a browser. */
async function openAnswer(simulator: Simulator, request: IncomingMessage, url: URL): Promise<Answer> {
  try {
    const origin = request.headers.origin;
    const isForeign = origin !== undefined && origin !== url.origin;
    if (isForeign || !LOOPBACK_NAMES.includes(url.hostname))
      throw forbidden("Only this machine may use the control surface.");
    return url.pathname.startsWith("/control/")
      ? await controlAnswer(simulator, request, url)
      : await pageAnswer(simulator.store, request, url);
  } catch (error) {
    if (error instanceof Refusal) return error.answer;
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    return { status: 500, body: { message: "Internal Server Error", error: "Internal Server Error" } };
  }
}
