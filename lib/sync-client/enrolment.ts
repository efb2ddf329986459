import { access, mkdir } from "node:fs/promises";
import { hostname } from "node:os";
import { join, resolve } from "node:path";
import type { z } from "zod";
import { wordsOf, writeDurably } from "#lib/sync-client/durable-file.ts";
import {
  type ClientFile,
  type Home,
  isEnrolled,
  makeHome,
  PlainFault,
  writeClientFile,
} from "#lib/sync-client/home.ts";
import { Journal } from "#lib/sync-client/journal.ts";
import { EnrolAnswer, type EnrolRequest, syncClientVersion } from "#lib/sync-client/protocol.ts";
import { makeKeyPair, readPublicKey } from "#lib/sync-client/protocol-signing.ts";
import { openReader, parseSqlAccess } from "#lib/sync-client/readers/open-reader.ts";
import { ping } from "#lib/sync-client/sage-queries.ts";

export type EnrolOptions = {
  readonly home: Home;
  /** `http://...` or `https://...`, as shown with the code. */
  readonly gateway: string;
  readonly code: string;
  readonly sageFolder: string;
  readonly sql: string;
  /** Opens the database door: an account that may change the columns of `writableTables`, and no others. */
  readonly writeSql?: string;
};

/** Makes the key, uses up the code and writes the home folder. Everything that can be checked is checked before the code goes. */
export async function enrol(options: EnrolOptions): Promise<ClientFile> {
  const { home } = options;
  if (await isEnrolled(home)) {
    throw new PlainFault(`${home.folder} is already enrolled: give another --home, or move that folder away.`);
  }
  const gateway = gatewayUrls(options.gateway);
  const dataFolder = await checkedFolder(options.sageFolder);
  const sql = parseSqlAccess(options.sql);
  if (!sql) throw new PlainFault("--sql must be postgres://user:password@host/database or odbc:<connection string>.");
  await checkSql(sql);
  const writeSql = options.writeSql === undefined ? null : parseSqlAccess(options.writeSql);
  if (options.writeSql !== undefined && !writeSql)
    throw new PlainFault("--write-sql must be postgres://user:password@host/database or odbc:<connection string>.");
  if (writeSql) await checkSql(writeSql);
  const keys = makeKeyPair();
  await makeHome(home);
  await writeDurably(home.key, keys.privateKeyPem);
  const request = {
    code: options.code.trim(),
    publicKey: keys.publicKey,
    host: hostname().slice(0, 200),
    clientVersion: syncClientVersion,
  };
  const answer = await post(gateway.http, request);
  const file: ClientFile = {
    gatewayUrl: gateway.socket,
    ...answer,
    sage: { dataFolder, codePage: 1252, sql, ...(writeSql ? { writeSql } : {}), importTimeoutMs: 60_000 },
    epoch: 0,
    serverEpoch: 0,
  };
  await Journal.create(home.journal, file.syncClientId);
  await writeClientFile(home, file);
  return file;
}

function gatewayUrls(text: string): { http: string; socket: string } {
  const isUrl = URL.canParse(text) && /^https?:\/\//.test(text);
  if (!isUrl) throw new PlainFault(`--gateway must begin with http:// or https://, not “${text}”.`);
  const http = text.replace(/\/+$/, "");
  return { http, socket: http.replace(/^http/, "ws") };
}

async function checkedFolder(path: string): Promise<string> {
  const folder = resolve(path);
  await access(folder).catch(() => {
    throw new PlainFault(`The Sage folder ${folder} is not there.`);
  });
  await mkdir(join(folder, "Import"), { recursive: true }).catch(() => {
    throw new PlainFault(`This user may not write into ${folder}.`);
  });
  return folder;
}

async function checkSql(sql: ClientFile["sage"]["sql"]): Promise<void> {
  const reader = openReader(sql, () => {});
  try {
    await ping(reader);
  } catch (error) {
    throw new PlainFault(`Sage cannot be read over SQL: ${wordsOf(error)}`);
  } finally {
    await reader.close().catch(() => {});
  }
}

async function post(gateway: string, request: z.infer<typeof EnrolRequest>): Promise<z.infer<typeof EnrolAnswer>> {
  const response = await fetch(`${gateway}/enrol`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(request),
    signal: AbortSignal.timeout(20_000),
  }).catch((error: unknown) => {
    const cause = error instanceof Error && error.cause ? error.cause : error;
    throw new PlainFault(`The gateway ${gateway} cannot be reached: ${wordsOf(cause)}`);
  });
  const body: unknown = await response.json().catch(() => null);
  if (!response.ok)
    throw new PlainFault(`The gateway does not enrol this sync client: ${wordsIn(body, response.status)}`);
  const answer = EnrolAnswer.safeParse(body);
  if (!answer.success) throw new PlainFault(`${gateway} does not answer like a Countersign gateway.`);
  readPublicKey(answer.data.serverPublicKey);
  return answer.data;
}

function wordsIn(body: unknown, status: number): string {
  const words = typeof body === "object" && body !== null && "words" in body ? body.words : null;
  return typeof words === "string" ? words : `it answered ${status}.`;
}
