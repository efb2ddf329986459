import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RunningSimulator, SimulatorOptions } from "#lib/simulators/procore/server.ts";
import { startSimulator } from "#lib/simulators/procore/server.ts";

export const CREDENTIALS = { clientId: "client-1", clientSecret: "secret-1" };

const AT = "2026-05-04T10:11:12Z";

/** Two companies, the second not permitted; one project with two subcontracts and a purchase order. */
export function smallDataFile() {
  return {
    companies: [
      { id: 501, name: "Alder Builders" },
      { id: 502, name: "Birch Builders", permitted: false },
    ],
    projects: [
      {
        id: 77,
        company_id: 501,
        name: "Harbour School",
        project_number: "24-077",
        origin_id: "24-077",
        updated_at: AT,
      },
      { id: 78, company_id: 501, name: "Hidden", permitted: false, updated_at: AT },
    ],
    vendors: [
      { id: 555, company_id: 501, name: "Lumen Works", origin_id: "V-LUM", updated_at: AT },
      { id: 556, company_id: 501, name: "Iron & Sons", updated_at: AT },
    ],
    cost_codes: [{ id: 31, project_id: 77, name: "Electrical", code: "26-050", updated_at: AT }],
    line_item_types: [
      { id: 8, company_id: 501, name: "Subcontract", code: "S", base_type: "commitment", updated_at: AT },
    ],
    standard_cost_code_lists: [{ id: 5, company_id: 501, name: "Standard", updated_at: AT }],
    standard_cost_codes: [
      { id: 51, company_id: 501, standard_cost_code_list_id: 5, name: "Electrical", code: "26-050", updated_at: AT },
    ],
    users: [
      {
        id: 9,
        company_id: 501,
        name: "Ada Approver",
        email_address: "ada@alder.invalid",
        erp_integrated_accountant: true,
        updated_at: AT,
      },
    ],
    work_order_contracts: [
      contract(90101, { number: "SC-0007", title: "Site electrical" }),
      contract(90102, { number: "SC-0008", title: "Lighting", origin_id: "SC-0008" }),
    ],
    purchase_order_contracts: [
      contract(90201, {
        number: "PO-0001",
        title: "Cable",
        accounting_method: "unit",
        line_items: [{ id: 7201, quantity: "3", unit_cost: "2.335", uom: "m" }],
      }),
    ],
  };
}

function contract(id: number, more: Record<string, unknown>) {
  const line_items = [
    { id: id - 83_000, description: "Rough-in", amount: "48250.00", cost_code: { id: 31 }, line_item_type: { id: 8 } },
  ];
  return {
    id,
    project_id: 77,
    status: "Approved",
    vendor: { id: 555 },
    retainage_percent: "10.0",
    updated_at: AT,
    line_items,
    ...more,
  };
}

/** Bodies are read as the untyped answers they are. */
type Reply = { status: number; body: ReturnType<typeof JSON.parse>; headers: Headers };

export class TestSimulator {
  readonly file: string;
  #options: Partial<SimulatorOptions>;
  #running: RunningSimulator | null = null;
  #token = "";

  constructor(options: Partial<SimulatorOptions> = {}) {
    this.file = options.file ?? join(mkdtempSync(join(tmpdir(), "procore-simulator-")), "records.json");
    this.#options = options;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#running?.port}`;
  }

  async start(content: unknown = smallDataFile()): Promise<this> {
    this.#running = await startSimulator({ ...CREDENTIALS, port: 0, ...this.#options, file: this.file });
    if (content) await this.call("POST", "/control/load", content);
    await this.signIn();
    return this;
  }

  async signIn(): Promise<void> {
    const body = {
      grant_type: "client_credentials",
      client_id: CREDENTIALS.clientId,
      client_secret: CREDENTIALS.clientSecret,
    };
    this.#token = (await this.call("POST", "/oauth/token", body)).body.access_token;
  }

  async stop(): Promise<void> {
    await this.#running?.stop();
  }

  async call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Reply> {
    const response = await fetch(path.startsWith("http") ? path : this.url + path, {
      method,
      headers: { "content-type": "application/json", ...headers },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
      redirect: "manual",
    });
    const text = await response.text();
    const isJson = response.headers.get("content-type")?.includes("json");
    return { status: response.status, body: isJson ? JSON.parse(text) : text, headers: response.headers };
  }

  rest(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Reply> {
    return this.call(method, path, body, {
      authorization: `Bearer ${this.#token}`,
      "procore-company-id": "501",
      ...headers,
    });
  }
}

export async function until<T>(
  read: () => Promise<T> | T,
  isReached: (value: T) => boolean,
  timeoutMs = 5000,
): Promise<T> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    const value = await read();
    if (isReached(value)) return value;
    if (Date.now() > end) throw new Error(`not reached: ${JSON.stringify(value)}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
