import { randomBytes } from "node:crypto";
import type { Contract, ContractKind, Kind, RecordOf } from "#lib/simulators/procore/data-file.ts";
import { isContractKind } from "#lib/simulators/procore/data-file.ts";
import type { Change, Store } from "#lib/simulators/procore/store.ts";

export type Hook = RecordOf<"hooks">;
type Reason = Change["reason"];
type Occurrence = { resource: string; id: number; reason: Reason };

export type Delivery = {
  id: string;
  hook_id: number;
  status: "enqueued" | "ok" | "retried" | "discarded";
  attempts: { at: string; response_status: number | null }[];
  payload: Record<string, string>;
  enqueuedMs: number;
};

export const WEBHOOK_RESOURCES: Partial<
  Record<Kind | `${ContractKind}/line_items`, { name: string; actions: readonly Reason[] }>
> = {
  vendors: { name: "Company Vendors", actions: ["create", "update"] },
  projects: { name: "Projects", actions: ["create", "update"] },
  line_item_types: { name: "Line Item Types", actions: ["create", "update", "delete"] },
  standard_cost_codes: { name: "Standard Cost Codes", actions: ["create", "update", "delete"] },
  standard_cost_code_lists: { name: "Standard Cost Code Lists", actions: ["create", "update", "delete"] },
  cost_codes: { name: "Cost Codes", actions: ["create", "update", "delete"] },
  insurances: { name: "Company Insurances", actions: ["create", "update", "delete"] },
  sub_jobs: { name: "Sub Jobs", actions: ["create", "update", "delete"] },
  prime_contracts: { name: "Prime Contracts", actions: ["create", "update", "delete"] },
  change_order_packages: { name: "Change Order Packages", actions: ["create", "update", "delete"] },
  budget_changes: { name: "Budget Changes", actions: ["create", "update", "delete"] },
  contract_payments: { name: "Contract Payments", actions: ["create", "update", "delete"] },
  direct_costs: { name: "Direct Costs", actions: ["create", "update", "delete"] },
  work_order_contracts: { name: "Work Order Contracts", actions: ["create", "update", "delete"] },
  purchase_order_contracts: { name: "Purchase Order Contracts", actions: ["create", "update", "delete"] },
  "work_order_contracts/line_items": {
    name: "Work Order Contract Line Items",
    actions: ["create", "update", "delete"],
  },
  "purchase_order_contracts/line_items": {
    name: "Purchase Order Contract Line Items",
    actions: ["create", "update", "delete"],
  },
};

export type WebhookPace = { timeoutMs: number; firstBackoffMs: number; longestBackoffMs: number; giveUpMs: number };

const USUAL_PACE: WebhookPace = {
  timeoutMs: 5_000,
  firstBackoffMs: 1_000,
  longestBackoffMs: 3_600_000,
  giveUpMs: 12 * 3_600_000,
};
const KEPT_DELIVERIES = 1000;

type Queue = { pending: Delivery[]; isBusy: boolean; failures: number; timer: NodeJS.Timeout | null };

export class WebhookSender {
  readonly deliveries: Delivery[] = [];
  readonly #store: Store;
  readonly #pace: WebhookPace;
  readonly #queues = new Map<number, Queue>();
  #isStopped = false;

  constructor(store: Store, pace: Partial<WebhookPace> = {}) {
    this.#store = store;
    this.#pace = { ...USUAL_PACE, ...pace };
    store.onChange((change) => this.#enqueue(change));
  }

  stop(): void {
    this.#isStopped = true;
    for (const { timer } of this.#queues.values()) if (timer) clearTimeout(timer);
  }

  #enqueue(change: Change): void {
    if (this.#store.count("hooks") === 0) return;
    const companyId = this.#store.companyOf(change.kind, change.record);
    const projectId = (change.record.project_id as number | undefined) ?? null;
    for (const hook of this.#store.within("hooks", companyId)) {
      if (hook.project_id != null && hook.project_id !== projectId) continue;
      for (const occurrence of occurrences(change)) {
        const isWanted = hook.triggers.some(
          (trigger) => trigger.resource_name === occurrence.resource && trigger.event_type === occurrence.reason,
        );
        if (isWanted) this.#add(hook, payload(occurrence, companyId, projectId, change.userId));
      }
    }
  }

  #add(hook: Hook, content: Record<string, string>): void {
    const delivery: Delivery = {
      id: content.id ?? "",
      hook_id: hook.id,
      status: "enqueued",
      attempts: [],
      payload: content,
      enqueuedMs: Date.now(),
    };
    this.deliveries.push(delivery);
    if (this.deliveries.length > KEPT_DELIVERIES) this.deliveries.shift();
    const queue = this.#queues.get(hook.id) ?? { pending: [], isBusy: false, failures: 0, timer: null };
    this.#queues.set(hook.id, queue);
    queue.pending.push(delivery);
    if (!queue.isBusy && !queue.timer) void this.#drain(hook.id, queue);
  }

  /** One delivery at a time and in order; a failure pauses the whole queue of the hook. */
  async #drain(hookId: number, queue: Queue): Promise<void> {
    queue.isBusy = true;
    for (let delivery = queue.pending[0]; delivery && !this.#isStopped; delivery = queue.pending[0]) {
      const hook = this.#store.get("hooks", hookId);
      if (!hook) {
        discard(queue);
        break;
      }
      const status = await this.#post(hook, delivery);
      delivery.attempts.push({ at: new Date().toISOString(), response_status: status });
      if (status === null || status < 200 || status > 299) {
        this.#pause(hookId, queue, delivery);
        break;
      }
      delivery.status = "ok";
      queue.failures = 0;
      queue.pending.shift();
    }
    queue.isBusy = false;
  }

  #pause(hookId: number, queue: Queue, delivery: Delivery): void {
    delivery.status = "retried";
    queue.failures += 1;
    if (Date.now() - delivery.enqueuedMs > this.#pace.giveUpMs) {
      discard(queue);
      return;
    }
    const backoffMs = Math.min(this.#pace.firstBackoffMs * 2 ** (queue.failures - 1), this.#pace.longestBackoffMs);
    queue.timer = setTimeout(() => {
      queue.timer = null;
      if (!this.#isStopped) void this.#drain(hookId, queue);
    }, backoffMs);
    queue.timer.unref();
  }

  async #post(hook: Hook, delivery: Delivery): Promise<number | null> {
    try {
      const response = await fetch(hook.destination_url, {
        method: "POST",
        headers: { "content-type": "application/json", ...hook.destination_headers },
        body: JSON.stringify(delivery.payload),
        redirect: "manual",
        signal: AbortSignal.timeout(this.#pace.timeoutMs),
      });
      await response.body?.cancel();
      return response.status;
    } catch {
      return null;
    }
  }
}

function discard(queue: Queue): void {
  for (const delivery of queue.pending) delivery.status = "discarded";
  queue.pending = [];
  queue.failures = 0;
}

function occurrences(change: Change): Occurrence[] {
  const resource = WEBHOOK_RESOURCES[change.kind];
  const found: Occurrence[] = resource?.actions.includes(change.reason)
    ? [{ resource: resource.name, id: change.id, reason: change.reason }]
    : [];
  return isContractKind(change.kind) ? [...found, ...lineOccurrences(change.kind, change)] : found;
}

function lineOccurrences(kind: ContractKind, change: Change): Occurrence[] {
  const resource = WEBHOOK_RESOURCES[`${kind}/line_items`]?.name ?? "";
  const before = new Map((change.before as Contract | null)?.line_items.map((line) => [line.id, line]));
  const found: Occurrence[] = [];
  for (const line of (change.record as Contract).line_items) {
    const previous = before.get(line.id);
    before.delete(line.id);
    if (previous?.updated_at !== line.updated_at)
      found.push({ resource, id: line.id, reason: previous ? "update" : "create" });
  }
  for (const id of before.keys()) found.push({ resource, id, reason: "delete" });
  return found;
}

function payload(
  occurrence: Occurrence,
  companyId: number,
  projectId: number | null,
  userId: number,
): Record<string, string> {
  return {
    id: ulid(),
    timestamp: new Date().toISOString(),
    reason: occurrence.reason,
    company_id: String(companyId),
    ...(projectId === null ? {} : { project_id: String(projectId) }),
    user_id: String(userId),
    resource_type: occurrence.resource,
    resource_id: String(occurrence.id),
  };
}

const CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

function ulid(): string {
  let moment = Date.now();
  let time = "";
  for (let place = 0; place < 10; place += 1) {
    time = CROCKFORD.charAt(moment % 32) + time;
    moment = Math.floor(moment / 32);
  }
  return time + [...randomBytes(16)].map((byte) => CROCKFORD.charAt(byte % 32)).join("");
}
