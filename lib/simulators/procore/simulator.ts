import type { Faults } from "#lib/simulators/procore/faults.ts";
import type { OAuth } from "#lib/simulators/procore/oauth.ts";
import type { Persistence } from "#lib/simulators/procore/persistence.ts";
import type { RateLimits } from "#lib/simulators/procore/rate-limits.ts";
import type { RequestLog } from "#lib/simulators/procore/request-log.ts";
import type { Store } from "#lib/simulators/procore/store.ts";
import type { WebhookSender } from "#lib/simulators/procore/webhook-sender.ts";

/** The parts that the doors of the simulator share. */
export type Simulator = {
  store: Store;
  oauth: OAuth;
  limits: RateLimits;
  faults: Faults;
  log: RequestLog;
  webhooks: WebhookSender;
  persistence: Persistence;
};
