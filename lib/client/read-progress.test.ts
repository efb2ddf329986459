import { expect, test } from "vitest";
import { readProgress } from "#lib/client/read-progress.ts";
import type { ProgressLine, TableProgress } from "#lib/core/table-progress.ts";

const bytesOf = (lines: readonly ProgressLine[], file = ""): Uint8Array<ArrayBuffer> =>
  new TextEncoder().encode(`${lines.map((line) => `${JSON.stringify(line)}\n`).join("")}${file}`);

/** The bytes as a network may bring them: in pieces of `size`, whatever they cut through. */
const inPieces = (bytes: Uint8Array<ArrayBuffer>, size: number): ReadableStream<Uint8Array<ArrayBuffer>> =>
  new ReadableStream({
    start(controller) {
      for (let at = 0; at < bytes.length; at += size) controller.enqueue(bytes.slice(at, at + size));
      controller.close();
    },
  });

const words = "Größe\r\nline two\n";
const size = new TextEncoder().encode(words).length;
const whole = bytesOf(
  [{ rows: 200, of: 350 }, { rows: 350, of: 350 }, { file: { name: "Träger 2026.csv", type: "text/csv", size } }],
  words,
);

test.each([1, 2, 7, 64, 10_000])("a file comes whole, and its rows are told, in pieces of %i bytes", async (piece) => {
  const told: TableProgress[] = [];
  const made = await readProgress(inPieces(whole, piece), (progress) => told.push(progress));
  expect(made?.name).toBe("Träger 2026.csv");
  expect(await made?.file.text()).toBe(words);
  expect(made?.file.type).toBe("text/csv");
  expect(told.map(({ rows }) => rows)).toEqual([200, 350]);
});

test("a refusal after the first rows is one in words", async () => {
  const problem = { code: "table.too_long", sentence: "It has more than 50,000 rows.", fix: "Narrow the filter." };
  const body = inPieces(bytesOf([{ rows: 50_000, of: null }, { problem }]), 9);
  await expect(readProgress(body, () => {})).rejects.toMatchObject(problem);
});

test("what breaks off is no file: before its line, and before its last byte", async () => {
  const begun = bytesOf([{ rows: 200, of: 350 }]);
  await expect(readProgress(inPieces(begun, 9), () => {})).rejects.toMatchObject({ code: "server.unreachable" });
  const cut = whole.slice(0, whole.length - 1);
  await expect(readProgress(inPieces(cut, 9), () => {})).rejects.toMatchObject({ code: "server.unreachable" });
});
