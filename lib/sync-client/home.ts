import { access, mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { codeOf, writeDurably } from "#lib/sync-client/durable-file.ts";

/** A fault that an administrator can act on: the message is a whole sentence and is all that is shown. */
export class PlainFault extends Error {}

const Sql = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("postgres"), url: z.string().min(1) }),
  z.strictObject({
    kind: z.literal("odbc"),
    connectionString: z.string().min(1),
    powershellPath: z.string().min(1).optional(),
  }),
]);
export type SqlAccess = z.infer<typeof Sql>;

/** `client.json`: who this client is, whom it trusts, where Sage is, and how often it was started. */
export const ClientFile = z.strictObject({
  gatewayUrl: z.string().regex(/^wss?:\/\//, "must begin with ws:// or wss://"),
  syncClientId: z.uuid(),
  companyId: z.uuid(),
  companyName: z.string(),
  serverPublicKey: z.string(),
  sage: z.strictObject({
    dataFolder: z.string().min(1),
    codePage: z.literal(1252).default(1252),
    sql: Sql,
    /** How Sage's tables may be changed; without it the database door is closed, as it is by default. */
    writeSql: Sql.exactOptional(),
    importTimeoutMs: z.int().positive().default(60_000),
  }),
  /** Rises with every start, before anything else happens. */
  epoch: z.int().nonnegative(),
  /** The highest server epoch that was ever welcomed by. */
  serverEpoch: z.int().nonnegative().default(0),
});
export type ClientFile = z.infer<typeof ClientFile>;

export type Home = { readonly folder: string; readonly client: string; readonly key: string; readonly journal: string };

export function homeAt(folder: string): Home {
  return {
    folder,
    client: join(folder, "client.json"),
    key: join(folder, "key.pem"),
    journal: join(folder, "journal.jsonl"),
  };
}

export async function makeHome(home: Home): Promise<void> {
  await mkdir(home.folder, { recursive: true, mode: 0o700 });
}

export async function isEnrolled(home: Home): Promise<boolean> {
  return access(home.client).then(
    () => true,
    () => false,
  );
}

export async function readClientFile(home: Home): Promise<ClientFile> {
  const text = await readFile(home.client, "utf8").catch((error: unknown) => {
    if (codeOf(error) === "ENOENT")
      throw new PlainFault(`There is no client.json in ${home.folder}: enrol this sync client first.`);
    throw error;
  });
  const parsed = ClientFile.safeParse(jsonOf(text, home.client));
  if (parsed.success) return parsed.data;
  const problem = parsed.error.issues[0];
  throw new PlainFault(`${home.client} is not usable: ${problem?.path.join(".") ?? ""} ${problem?.message ?? ""}.`);
}

export async function writeClientFile(home: Home, file: ClientFile): Promise<void> {
  await writeDurably(home.client, `${JSON.stringify(file, null, 2)}\n`);
}

export async function readKeyFile(home: Home): Promise<string> {
  return readFile(home.key, "utf8").catch((error: unknown) => {
    if (codeOf(error) === "ENOENT")
      throw new PlainFault(`There is no key.pem in ${home.folder}: enrol this sync client again.`);
    throw error;
  });
}

function jsonOf(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new PlainFault(`${path} is not JSON.`);
  }
}
