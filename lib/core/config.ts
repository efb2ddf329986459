import { z } from "zod";

const Web = z.object({
  APP_DATABASE_URL: z.string().min(1),
  NEXTAUTH_URL: z.url(),
  NEXTAUTH_SECRET: z.string().min(16),
  /** What the secrets of webhooks are made from; without it none is taken. */
  COUNTERSIGN_KEY: z.string().min(40).optional(),
  /** What Prometheus shows to read /api/metrics; without it there is no such address. */
  METRICS_TOKEN: z.string().min(16).optional(),
  OIDC_ISSUER: z.url().optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  OIDC_NAME: z.string().max(40).default("single sign-on"),
});
export type WebConfig = z.infer<typeof Web>;

const Worker = z.object({
  DATABASE_URL: z.string().min(1),
  APP_DATABASE_URL: z.string().min(1),
  COUNTERSIGN_KEY: z.string().min(40),
  GATEWAY_PORT: z.coerce.number().int().min(0).max(65535),
  GATEWAY_HOST: z.string().default("127.0.0.1"),
  POLL_SECONDS: z.coerce.number().min(1).default(60),
  /** How long lists of Procore that do not tell what changed, as those of cost codes, are not read again. */
  PROCORE_TRUST_SECONDS: z.coerce.number().min(0).default(600),
  LOG_LEVEL: z.string().default("info"),
  /** Where people open Countersign; links in mails begin with it. */
  NEXTAUTH_URL: z.url().default("http://localhost:3000"),
  /** The mail server, "smtps://user:password@host"; without it mails are kept and shown on the page Mail. */
  MAIL_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  /** Webhooks may go to addresses inside the network, and without TLS. */
  WEBHOOKS_ALLOW_PRIVATE: z.literal("1").optional(),
  MAIL_FROM: z.string().max(200).default("Countersign <countersign@localhost>"),
  /** For tests alone: the database may forget in a crash, and the self-check does not ask for the contrary. */
  COUNTERSIGN_THROWAWAY: z.literal("1").optional(),
});
export type WorkerConfig = z.infer<typeof Worker>;

type Environment = Readonly<Record<string, string | undefined>>;

/** The web's settings from its environment; throws one sentence that names every missing or wrong variable. */
export function webConfig(environment: Environment): WebConfig {
  return parse(Web, environment);
}
/** The worker's settings from its environment. */
export function workerConfig(environment: Environment): WorkerConfig {
  return parse(Worker, environment);
}

function parse<T extends z.ZodType>(schema: T, environment: Environment): z.output<T> {
  const parsed = schema.safeParse(environment);
  if (parsed.success) return parsed.data;
  throw new Error(
    `Environment: ${parsed.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`).join("; ")}`,
  );
}
