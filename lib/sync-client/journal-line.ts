import { createHash } from "node:crypto";
import { z } from "zod";
import type { JournalRecord } from "#lib/core/machines/sync-client.ts";
import { PlainFault } from "#lib/sync-client/home.ts";
import { Verdict } from "#lib/sync-client/protocol.ts";

const fence = z.int().positive();
const Step: z.ZodType<JournalRecord> = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("FENCE"),
    fence,
    settledFence: fence.optional(),
    isWatch: z.literal(true).optional(),
  }),
  z.strictObject({ kind: z.literal("INTENT"), fence }),
  z.strictObject({ kind: z.literal("RESULT"), fence, verdict: Verdict }),
  z.strictObject({ kind: z.literal("ACKED"), fence }),
]);

/**
 * One line of the journal. `document` stands in the first line that needs it; later lines of the export with the same
 * hash leave it out. Evidence stands beside a RESULT, so that a report after a restart says what the first one said.
 */
export const JournalEntry = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("journal"), syncClientId: z.uuid() }),
  z.strictObject({ kind: z.literal("start"), epoch: z.int().positive() }),
  z.strictObject({
    kind: z.literal("export"),
    exportId: z.uuid(),
    at: z.iso.datetime(),
    /** Null for a package that was declined. */
    sha256: z.string().nullable(),
    document: z.string().optional(),
    step: Step,
    evidence: z.record(z.string(), z.unknown()).optional(),
  }),
]);
export type JournalEntry = z.infer<typeof JournalEntry>;
export type ExportEntry = Extract<JournalEntry, { kind: "export" }>;

/** Where a journal stands: the next line continues from here. */
export type Chain = { readonly n: number; readonly sum: string };
export const chainStart: Chain = { n: 0, sum: "0".repeat(64) };

export function lineOf(chain: Chain, entry: JournalEntry): { line: string; chain: Chain } {
  const text = JSON.stringify(entry);
  const next = { n: chain.n + 1, sum: sumOf(chain, text) };
  return { line: `{"n":${next.n},"sum":"${next.sum}","entry":${text}}\n`, chain: next };
}

export type Scan = {
  readonly entries: readonly JournalEntry[];
  /** Bytes behind the last whole line: the torn end of a line that no effect followed. */
  readonly tornBytes: number;
};

/** Reads a whole journal; throws a PlainFault for anything but a torn end: a guess here could write into Sage twice. */
export function scan(bytes: Buffer): Scan {
  const entries: JournalEntry[] = [];
  let chain = chainStart;
  let start = 0;
  for (let end = bytes.indexOf(10); end !== -1; end = bytes.indexOf(10, start)) {
    const read = readLine(chain, bytes.toString("utf8", start, end));
    if (!read) throw damaged(chain.n + 1);
    entries.push(read.entry);
    chain = read.chain;
    start = end + 1;
  }
  const rest = bytes.toString("utf8", start);
  const last = rest === "" ? null : readLine(chain, rest);
  if (last) return { entries: [...entries, last.entry], tornBytes: 0 };
  // A crash leaves the beginning of a line. A whole line with anything behind it is damage to a line that counted.
  if (/\}.$/s.test(rest) && readLine(chain, rest.slice(0, -1))) throw damaged(chain.n + 1);
  return { entries, tornBytes: bytes.length - start };
}

const linePattern = /^\{"n":(\d+),"sum":"([0-9a-f]{64})","entry":(\{.*\})\}$/s;

function readLine(chain: Chain, line: string): { entry: JournalEntry; chain: Chain } | null {
  const match = linePattern.exec(line);
  if (!match) return null;
  const [, n = "", sum = "", text = ""] = match;
  if (Number(n) !== chain.n + 1 || sum !== sumOf(chain, text)) return null;
  const entry = JournalEntry.safeParse(JSON.parse(text));
  if (!entry.success) {
    throw new PlainFault(
      `Line ${n} of the journal was written by another version of the sync client; install that version.`,
    );
  }
  return { entry: entry.data, chain: { n: chain.n + 1, sum } };
}

function sumOf(chain: Chain, text: string): string {
  return createHash("sha256")
    .update(`${chain.sum}\n${chain.n + 1}\n${text}`)
    .digest("hex");
}

function damaged(n: number): PlainFault {
  return new PlainFault(
    `The journal is damaged at line ${n}. The sync client does not guess what it may have written into Sage: keep the ` +
      "home folder, and enrol a new sync client; Countersign then looks into Sage before it sends anything again.",
  );
}
