import { expect, test } from "vitest";
import { Mirror } from "#lib/sync-client/mirror.ts";
import type { ClientMessage } from "#lib/sync-client/protocol.ts";
import type { SageReader, SageRow } from "#lib/sync-client/readers/reader.ts";

/** A Sage of one table: answers pages, and fails for every name that it does not have, as its driver does. */
function sageWithout(unknown: readonly string[], rows: readonly SageRow[]) {
  const asked: string[] = [];
  let isAway = false;
  const reader: SageReader = {
    query: async (sql, params) => {
      asked.push(sql);
      const stranger = unknown.find((name) => new RegExp(`\\b${name}\\b`).test(sql));
      if (isAway) throw new Error("The driver does not answer.");
      if (stranger) throw new Error(`There is no ${stranger}.`);
      if (!sql.includes("> ?")) return rows.slice(0, 1);
      const later = rows.filter((row) => Number(row.row_version) > Number(params[0]));
      return later.slice(0, Number(sql.split("LIMIT ")[1]));
    },
    close: async () => {},
  };
  const leave = () => {
    isAway = true;
  };
  return { reader, asked, leave };
}

/** Answers one question after the other, as the link asks them. */
function answers(reader: SageReader) {
  const waiting: ((message: ClientMessage) => void)[] = [];
  const mirror = new Mirror(reader, (message) => {
    waiting.shift()?.(message);
    return true;
  });
  return (read: { table: string; columns: string[]; cursor: string; limit: number }) =>
    new Promise<ClientMessage>((resolve) => {
      waiting.push(resolve);
      mirror.ask({ kind: "read", requestId: "r", ...read });
    });
}
const commitments = {
  table: "JCM_MASTER__COMMITMENT",
  columns: ["Commitment", "Approved_Changes"],
  cursor: "0",
  limit: 3,
};
const rows = [{ commitment: "SC-1", row_version: "1" }];

test("columns that this Sage does not have are left out and said by their absence; they are looked for once", async () => {
  const { reader, asked } = sageWithout(["Approved_Changes"], rows);
  const ask = answers(reader);
  const page = { kind: "rows", columns: ["Commitment"], rows: [{ Commitment: "SC-1" }], cursor: "1", isLast: true };
  expect(await ask(commitments)).toMatchObject(page);
  const before = asked.length;
  expect(await ask(commitments)).toMatchObject(page);
  expect(asked.length - before).toBe(1);
});

test("a table that this Sage does not have fails in Sage's words, and so does a column that may not be read", async () => {
  const ask = answers(sageWithout(["JCM_MASTER__COMMITMENT"], rows).reader);
  expect(await ask(commitments)).toMatchObject({ kind: "read_failed", reason: "There is no JCM_MASTER__COMMITMENT." });
  expect(await ask({ ...commitments, columns: ["Salary"] })).toMatchObject({
    kind: "read_failed",
    reason: expect.stringContaining("The column Salary of JCM_MASTER__COMMITMENT may not be read."),
  });
});

test("a Sage that stops answering has not lost its columns", async () => {
  const { reader, leave } = sageWithout([], rows);
  const ask = answers(reader);
  expect(await ask(commitments)).toMatchObject({ columns: commitments.columns });
  leave();
  expect(await ask(commitments)).toMatchObject({ kind: "read_failed", reason: "The driver does not answer." });
});
