import { type ChildProcess, execFile, spawn } from "node:child_process";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { ExportDocument } from "#lib/core/export-document.ts";
import { MemoryStore, until } from "#lib/gateway/fixtures.ts";
import { type Gateway, startGateway } from "#lib/gateway/gateway.ts";
import {
  commitmentRecord,
  itemRecord,
  lines,
  openTestCompany,
  READER_PASSWORD,
  REFERENCE,
  type TestCompany,
} from "#lib/simulators/sage/test-company.ts";
import { aDocument, fixtureCompany, textOf } from "#lib/sync-client/fixtures.ts";
import { triggerPoints } from "#lib/sync-client/one-document.ts";
import { makeKeyPair } from "#lib/sync-client/protocol-signing.ts";

const silent = { info: () => {}, warn: () => {}, error: () => {} };
const execute = promisify(execFile);
const root = fileURLToPath(new URL("../../", import.meta.url));
let sage: TestCompany;
let store: MemoryStore;
let gateway: Gateway;
let folder: string;
let bundle: string;
let home: string;
let counter = 0;
const children = new Set<ChildProcess>();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "kill-points-"));
  bundle = join(folder, "sync-client.mjs");
  await execute(process.execPath, ["bin/build-sync-client.mjs", bundle], { cwd: root });
  sage = await openTestCompany();
  await sage.start();
  await sage.control("POST", "load", REFERENCE);
  store = new MemoryStore(fixtureCompany, 1_500);
  const serverKey = makeKeyPair().privateKeyPem;
  gateway = await startGateway({ port: 0, host: "127.0.0.1", store, serverKey, log: silent });
  home = await enrolled();
});
afterEach(async () => {
  for (const child of children) child.kill("SIGKILL");
  await sage.control("DELETE", "faults");
});
afterAll(async () => {
  await gateway?.close();
  await sage?.close();
  await rm(folder, { recursive: true, force: true });
});

function aSubcontract(): ExportDocument {
  counter += 1;
  const id = `SC-${1000 + counter}`;
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  const text = lines(
    commitmentRecord(id),
    itemRecord(id, "1"),
    itemRecord(id, "2", { code: "03-200", amount: "125.00" }),
  );
  return aDocument({
    erpId: id,
    tag: `K7Q2M9${alphabet.charAt(counter / 26)}${alphabet.charAt(counter % 26)}`,
    files: [{ step: "Commitments", extension: "jcc", text }],
    expectations: [
      {
        table: "JCM_MASTER__COMMITMENT",
        unpostedTable: "JCM_NEW__COMMITMENT",
        key: { Commitment: id },
        rowKey: ["Commitment"],
        columns: { Vendor: "text", Job: "text", Commitment_Date: "date", Amount: "number", Closed: "flag" },
        rows: [
          {
            Commitment: id,
            Vendor: "ACMEST",
            Job: "24-01",
            Commitment_Date: "2026-03-01",
            Amount: "120125",
            Closed: "0",
          },
        ],
      },
      {
        table: "JCM_MASTER__COMMITMENT_ITEM",
        unpostedTable: "JCM_NEW__COMMITMENT_ITEM",
        key: { Commitment: id },
        rowKey: ["Item_Number"],
        columns: { Cost_Code: "text", Category: "text", Amount: "number" },
        rows: [
          { Item_Number: "1", Cost_Code: "03-100", Category: "SUB", Amount: "120000.00" },
          { Item_Number: "2", Cost_Code: "03-200", Category: "SUB", Amount: "125.00" },
        ],
      },
    ],
  });
}

function sqlUrl(): string {
  const url = new URL(sage.databaseUrl);
  url.username = "sage_reader";
  url.password = READER_PASSWORD;
  return url.href;
}

async function enrolled(): Promise<string> {
  const [path, code] = [join(folder, "home"), "CODE"];
  store.codes.add(code);
  const gatewayUrl = `http://127.0.0.1:${gateway.port}`;
  await execute(process.execPath, [
    ...[bundle, "enrol", "--home", path, "--gateway", gatewayUrl, "--code", code],
    ...["--sage-folder", sage.folder, "--sql", sqlUrl()],
  ]);
  return path;
}

type Run = {
  readonly child: ChildProcess;
  output: string;
  exit: { code: number | null; signal: string | null } | null;
};

function run(killAt?: string): Run {
  const env = { ...process.env, SYNC_CLIENT_HOME: home, ...(killAt ? { SYNC_CLIENT_KILL_AT: killAt } : {}) };
  const child = spawn(process.execPath, [bundle, "run"], { env, stdio: ["ignore", "pipe", "pipe"] });
  children.add(child);
  const result: Run = { child, output: "", exit: null };
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (data) => (result.output += data));
  child.on("exit", (code, signal) => {
    result.exit = { code, signal };
    children.delete(child);
  });
  return result;
}

const ready = (running: Run) => until("ready", () => running.output.includes('{"ready":"sync-client"}'));
const stopped = async (running: Run) => {
  await ready(running);
  running.child.kill("SIGTERM");
  await until("the client to end", () => running.exit);
  expect(running.exit).toEqual({ code: 0, signal: null });
};
const statusOf = (exportId: string) => store.exports.get(exportId)?.state.status;
const proved = (exportId: string) => until(`${exportId} to be proved`, () => statusOf(exportId) === "proved", 30_000);

async function effectsOf(document: ExportDocument): Promise<string[]> {
  const effects = await sage.effects();
  return effects.filter((effect) => effect.natural_key === document.erpId).map((effect) => effect.kind);
}

test("what was accepted reaches Sage once and is proved; the key is for its owner alone", async () => {
  expect((await stat(join(home, "key.pem"))).mode & 0o777).toBe(0o600);
  const client = run();
  await ready(client);
  const document = aSubcontract();
  await proved(store.accept(textOf(document)));
  expect(await effectsOf(document)).toEqual(["commitment.imported", "commitment.posted"]);
  await stopped(client);
});

test.each(triggerPoints)("killed at %s: exactly one effect in Sage after the restart", async (point) => {
  const dying = run(point);
  await ready(dying);
  const document = aSubcontract();
  const exportId = store.accept(textOf(document));
  await until("the kill", () => dying.exit, 20_000);
  expect(dying.exit?.signal).toBe("SIGKILL");
  const client = run();
  await proved(exportId);
  expect(await effectsOf(document)).toEqual(["commitment.imported", "commitment.posted"]);
  await stopped(client);
});

test("killed while Sage hangs in the middle of an import: exactly one effect", async () => {
  const document = aSubcontract();
  await sage.control("POST", "faults", { kind: "hang_after_commit", match: document.erpId });
  const dying = run();
  await ready(dying);
  const exportId = store.accept(textOf(document));
  for (let turn = 0; (await effectsOf(document)).length === 0 && turn < 500; turn += 1) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  dying.child.kill("SIGKILL");
  await until("the end", () => dying.exit);
  const client = run();
  await ready(client);
  await sage.control("DELETE", "faults");
  await proved(exportId);
  expect(await effectsOf(document)).toEqual(["commitment.imported", "commitment.posted"]);
  await stopped(client);
});

test("an import that waits for its posting is imported, and proved when somebody posts it", async () => {
  const client = run();
  const document = aSubcontract();
  await sage.control("POST", "faults", { kind: "posting_held", match: document.erpId });
  const exportId = store.accept(textOf(document));
  await until("the import", () => statusOf(exportId) === "imported", 15_000);
  await sage.control("POST", "post", { commitment: document.erpId });
  await proved(exportId);
  await stopped(client);
});

test("what Sage rejects comes back in Sage's words", async () => {
  const client = run();
  const document = aSubcontract();
  const files = document.files.map((file) => ({ ...file, text: file.text.replace("ACMEST", "NOBODY") }));
  const exportId = store.accept(textOf({ ...document, files }));
  await until("the refusal", () => statusOf(exportId) === "failed", 15_000);
  expect(store.exports.get(exportId)?.state.note).toMatch(/NOBODY|endor/);
  expect(await effectsOf(document)).not.toContain("commitment.imported");
  await stopped(client);
});
