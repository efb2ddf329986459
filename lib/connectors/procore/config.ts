/** What a connection to one company of Procore needs. Make one source per company and keep it: token and limits live in it. */
export type ProcoreConfig = {
  /** For example https://api.procore.com; links to further pages must stay on this host. */
  readonly apiBase: string;
  /** For example https://login.procore.com; never derived from `apiBase`. */
  readonly loginBase: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly companyId: string;
  /** The document lists that may be asked for; without it any plain lower-case name. */
  readonly kinds?: readonly string[];
  readonly log?: (entry: ProcoreLogEntry) => void;
  readonly fetch?: typeof fetch;
  readonly tuning?: Partial<ProcoreTuning>;
};

/** One call as it may be logged: no query, no header, no body. */
export type ProcoreLogEntry = {
  readonly event: "procore.call";
  readonly method: string;
  readonly path: string;
  readonly status: number | null;
  readonly requestId: string | null;
  readonly durationMs: number;
  readonly code: string | null;
};

export type ProcoreTuning = {
  readonly timeoutMs: number;
  readonly maxAnswerBytes: number;
  /** The longest wait for a rate limit inside a call; beyond it the call ends as `rate`. */
  readonly maxWaitMs: number;
  /** The wait after a 429 that does not say how long: the spike window of 10 s. */
  readonly blindWaitMs: number;
  readonly backoffMs: number;
  readonly maxRetries: number;
  /** A reading of a whole list without a sign of change is trusted for so long: every one costs several requests of the hourly limit. */
  readonly trustedMs: number;
};

const USUAL: ProcoreTuning = {
  timeoutMs: 30_000,
  maxAnswerBytes: 64 * 1024 * 1024,
  maxWaitMs: 20_000,
  blindWaitMs: 10_000,
  backoffMs: 500,
  maxRetries: 4,
  trustedMs: 600_000,
};

export type Settings = ProcoreConfig & { readonly fetch: typeof fetch; readonly tuning: ProcoreTuning };

/** Fills in what the configuration leaves open; throws when it cannot be used at all. */
export function settingsOf(config: ProcoreConfig): Settings {
  for (const base of [config.apiBase, config.loginBase]) {
    const { protocol, username, password } = new URL(base);
    if (protocol !== "https:" && protocol !== "http:")
      throw new TypeError("A base address of Procore is not http or https.");
    if (username !== "" || password !== "") throw new TypeError("A base address of Procore carries credentials.");
  }
  if (!/^\d{1,19}$/.test(config.companyId)) throw new TypeError("The company id of Procore is not a number.");
  if (config.clientId === "" || config.clientSecret === "")
    throw new TypeError("The credentials of Procore are missing.");
  return { ...config, fetch: config.fetch ?? globalThis.fetch, tuning: { ...USUAL, ...config.tuning } };
}

/** An address under a base that may itself have a path. */
export function belowBase(base: string, path: string): URL {
  const url = new URL(base);
  return new URL(url.pathname.replace(/\/+$/, "") + path, url.origin);
}
