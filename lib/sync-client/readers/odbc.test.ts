import { afterEach, expect, test } from "vitest";
import { odbcReader } from "#lib/sync-client/readers/odbc.ts";
import type { SageReader } from "#lib/sync-client/readers/reader.ts";
import { odbcWriter } from "#lib/sync-client/writers/odbc.ts";
import { SageRefused } from "#lib/sync-client/writers/writer.ts";

/** Stands in for PowerShell: speaks the same lines. */
const stub = `
const lines = require("node:readline").createInterface({ input: process.stdin });
let connection;
lines.on("line", (line) => {
  const request = JSON.parse(line);
  if (request.connectionString) { connection = request.connectionString; return; }
  if (request.changes) {
    const [first] = request.changes;
    const answer = first.sql === "ok" ? { rows: [] } : { error: first.sql, isRefused: first.sql === "bad" };
    return console.log(JSON.stringify({ id: request.id, ...answer }));
  }
  if (request.sql === "die") process.exit(1);
  if (request.sql === "hang") return;
  if (request.sql === "noise") return console.log("Windows PowerShell");
  if (request.sql === "fail") return console.log(JSON.stringify({ id: request.id, error: "[Pervasive] no such table" }));
  const answer = JSON.stringify({ id: request.id, rows: [{ Job: request.params[0] ?? connection, Amount: null }] });
  process.stdout.write(answer.slice(0, 9));
  setTimeout(() => process.stdout.write(answer.slice(9) + "\\n"), 5);
});`;

let reader: SageReader;
afterEach(() => reader.close());
const open = (timeoutMs = 5_000) => {
  reader = odbcReader({ connectionString: "DSN=Timberline", command: [process.execPath, "-e", stub], timeoutMs });
};

test("rows come back to the question that asked for them, whole and with nulls", async () => {
  open();
  const answers = [];
  for (const params of [["24-01"], ["Zürich"], []]) answers.push(await reader.query("SELECT", params));
  expect(answers.map((rows) => rows[0]?.Job)).toEqual(["24-01", "Zürich", "DSN=Timberline"]);
  expect(answers[0]?.[0]?.Amount).toBeNull();
});

test("an error of the driver is said and the program goes on", async () => {
  open();
  await expect(reader.query("fail", [])).rejects.toThrow(/no such table/);
  expect(await reader.query("SELECT", ["1"])).toHaveLength(1);
});

test.each([
  ["die", /has ended/],
  ["noise", /not an answer/],
])("a program that does %s is replaced at the next question", async (sql, words) => {
  open();
  await expect(reader.query(sql, [])).rejects.toThrow(words);
  expect(await reader.query("SELECT", ["1"])).toHaveLength(1);
});

test("silence ends in time", async () => {
  open(200);
  await expect(reader.query("hang", [])).rejects.toThrow(/did not answer in time/);
});

test("a program that cannot be started is said", async () => {
  reader = odbcReader({ connectionString: "x", powershellPath: "/nowhere/powershell.exe" });
  await expect(reader.query("SELECT", [])).rejects.toThrow(/cannot be started|has ended/);
});

test("changes go in one question; a statement that Sage refused is told from a commit in doubt", async () => {
  const writer = odbcWriter({ connectionString: "DSN=Timberline", command: [process.execPath, "-e", stub] });
  open();
  try {
    await writer.apply([{ sql: "ok", params: ["1"] }]);
    await expect(writer.apply([{ sql: "bad", params: [] }])).rejects.toBeInstanceOf(SageRefused);
    await expect(writer.apply([{ sql: "lost", params: [] }])).rejects.not.toBeInstanceOf(SageRefused);
  } finally {
    await writer.close();
  }
});
