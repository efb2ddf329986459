import { randomUUID } from "node:crypto";
import { appendFile, mkdtemp, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { JournalRecord } from "#lib/core/machines/sync-client.ts";
import { recover } from "#lib/core/machines/sync-client.ts";
import { Journal } from "#lib/sync-client/journal.ts";
import { compacted, historiesOf } from "#lib/sync-client/journal-compact.ts";
import type { ExportEntry, JournalEntry } from "#lib/sync-client/journal-line.ts";

const clientId = randomUUID();
const exportId = randomUUID();
const now = new Date("2026-03-01T12:00:00.000Z");
let folder: string;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "journal-"));
  path = join(folder, "journal.jsonl");
  await Journal.create(path, clientId);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const entry = (step: JournalRecord, more: Partial<ExportEntry> = {}): ExportEntry => ({
  kind: "export",
  exportId,
  at: now.toISOString(),
  sha256: "b".repeat(64),
  step,
  ...more,
});
const intent = entry({ kind: "INTENT", fence: 1 }, { document: '{"tag":"K7Q2M9XA"}' });
const result = entry({ kind: "RESULT", fence: 1, verdict: { kind: "proved" } });

async function written(...entries: JournalEntry[]): Promise<void> {
  const { journal } = await Journal.open(path, clientId, now);
  await Promise.all(entries.map((one) => journal.append(one)));
  await journal.close();
}

const reopened = async () => {
  const opened = await Journal.open(path, clientId, now);
  await opened.journal.close();
  return opened;
};

test("what was appended is there after a restart, with everything that recovery needs", async () => {
  await written(entry({ kind: "FENCE", fence: 1, settledFence: 1 }), intent);
  const { entries, tornBytes } = await reopened();
  expect(tornBytes).toBe(0);
  const history = historiesOf(entries).get(exportId);
  expect(history?.document).toBe('{"tag":"K7Q2M9XA"}');
  expect(recover(history?.records ?? []).state).toMatchObject({ intentFence: 1, fence: 1, settledFence: 1 });
});

test("a torn last line is cut off and said; the next line continues the chain", async () => {
  await written(intent, result);
  const whole = (await readFile(path)).length;
  await truncate(path, whole - 20);
  expect((await reopened()).tornBytes).toBeGreaterThan(0);
  await written(result);
  expect((await reopened()).entries.filter((one) => one.kind === "export")).toEqual([intent, result]);
});

test("a whole last line that only lacks its line end still counts", async () => {
  await written(intent);
  await truncate(path, (await readFile(path)).length - 1);
  expect((await reopened()).entries.at(-1)).toEqual(intent);
});

test("every flipped byte is noticed: refused, or cut only where a crash could have torn", async () => {
  await written(intent, result);
  const sound = await readFile(path);
  for (let at = 0; at < sound.length; at += 1) {
    const damaged = Buffer.from(sound);
    damaged[at] = (damaged[at] ?? 0) ^ 0x01;
    await writeFile(path, damaged);
    await expect(reopened(), `byte ${at}`).rejects.toThrow();
  }
  await writeFile(path, sound);
  await reopened();
});

test("a line that was taken out of the middle, and bytes behind the end, are noticed", async () => {
  await written(intent, result, entry({ kind: "ACKED", fence: 1 }));
  const lines = (await readFile(path, "utf8")).split("\n");
  await writeFile(path, [...lines.slice(0, 2), ...lines.slice(3)].join("\n"));
  await expect(reopened()).rejects.toThrow(/damaged at line 3/);
});

test("a missing journal and a foreign one are refused", async () => {
  await expect(Journal.open(path, randomUUID(), now)).rejects.toThrow(/another sync client/);
  await rm(path);
  await expect(Journal.open(path, clientId, now)).rejects.toThrow(/missing/);
});

test("after a failed write nothing more is taken", async () => {
  const { journal } = await Journal.open(path, clientId, now);
  await journal.close();
  await expect(journal.append(intent)).rejects.toThrow();
  await appendFile(path, "");
});

test("what is settled leaves its document behind at the next start, keeps its fence for 30 days, then goes", async () => {
  await written(entry({ kind: "FENCE", fence: 1 }), intent, result, entry({ kind: "ACKED", fence: 1 }));
  const { entries } = await reopened();
  const history = historiesOf(entries).get(exportId);
  expect(history).toMatchObject({ document: null, sha256: "b".repeat(64) });
  expect(recover(history?.records ?? []).state).toMatchObject({ fence: 1, phase: "done", hasIntended: true });
  const later = new Date(now.getTime() + 31 * 24 * 60 * 60 * 1000);
  expect(historiesOf(compacted(entries, later)).size).toBe(0);
});

test("what may stand unproved in Sage is kept whole, however old", async () => {
  const imported = entry({ kind: "RESULT", fence: 1, verdict: { kind: "imported" } });
  await written(intent, imported, entry({ kind: "ACKED", fence: 1 }));
  const later = new Date(now.getTime() + 300 * 24 * 60 * 60 * 1000);
  const history = historiesOf(compacted((await reopened()).entries, later)).get(exportId);
  expect(history?.document).not.toBeNull();
});

test("compaction never changes the state that is recovered", () => {
  const fence = fc.integer({ min: 1, max: 4 });
  const verdict = fc.constantFrom("proved", "imported", "absent", "pending", "declined", "refused").map((kind) => {
    if (kind === "refused") return { kind, messages: [] } as const;
    if (kind === "pending" || kind === "declined") return { kind, reason: "" } as const;
    return { kind } as { kind: "proved" | "imported" | "absent" };
  });
  const step: fc.Arbitrary<JournalRecord> = fc.oneof(
    fence.map((n) => ({ kind: "FENCE", fence: n, settledFence: n }) as const),
    fence.map((n) => ({ kind: "FENCE", fence: n }) as const),
    fence.map((n) => ({ kind: "INTENT", fence: n }) as const),
    fc.tuple(fence, verdict).map(([n, found]) => ({ kind: "RESULT", fence: n, verdict: found }) as const),
    fence.map((n) => ({ kind: "ACKED", fence: n }) as const),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
      const entries = steps.map((one) => entry(one));
      const stateOf = (list: readonly JournalEntry[]) => recover(historiesOf(list).get(exportId)?.records ?? []).state;
      expect(stateOf(compacted(entries, now))).toEqual(stateOf(entries));
    }),
  );
});

test("documents that move together share their writes to disk", async () => {
  const { journal } = await Journal.open(path, clientId, now);
  const start = performance.now();
  for (let round = 0; round < 20; round += 1) {
    await Promise.all(Array.from({ length: 16 }, () => journal.append(entry({ kind: "FENCE", fence: round + 1 }))));
  }
  await journal.close();
  // 320 lines in 20 groups: one by one they would need 320 flushes.
  expect(performance.now() - start).toBeLessThan(5_000);
});
