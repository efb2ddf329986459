import { setTimeout as pause } from "node:timers/promises";
import type { ExportDocument } from "#lib/core/export-document.ts";
import { differences, type Verdict } from "#lib/core/machines/look.ts";
import { negate } from "#lib/core/money.ts";
import { compareTotals, type ReplayFigure, type ReplayOutcome, type ReplayTotal } from "#lib/core/replay.ts";
import { type Database, withCompany } from "#lib/db/database.ts";
import { readDocument } from "#lib/db/replay-ledger.ts";
import { demandEmpty, missingMasters } from "#lib/replay/check-masters.ts";
import { demandChain, type Planned, ReplayRefused, readLedger, soundDocument } from "#lib/replay/read-ledger.ts";
import { type ReplayFile, type ReplayHome, writeReplayFile } from "#lib/replay/replay-home.ts";
import { TestSage } from "#lib/replay/test-sage.ts";
import { EntrySheets } from "#lib/sync-client/entry-sheets.ts";

export type ReplayOptions = {
  readonly db: Database;
  readonly home: ReplayHome;
  /** What was begun in the home folder (`replay-home.ts`). */
  readonly file: ReplayFile;
  readonly sql: string;
  /** Goes on in spite of missing masters and past documents that Sage does not take. */
  readonly keepGoing: boolean;
  /** How long one document may wait for Sage to import and post it. */
  readonly patienceMs: number;
  readonly importTimeoutMs: number;
  readonly say: (words: string) => void;
};

/** What became of each document: `stands` was there already by this replay's doing, `to-key` waits for somebody's hand. */
export type Fate = "replayed" | "stands" | "keyed" | "to-key" | "there-before" | "not-replayed";
export type ReplayedDocument = { readonly planned: Planned; readonly fate: Fate; readonly words: string };
export type ReplayResult = {
  readonly outcome: ReplayOutcome;
  readonly words: string;
  readonly events: number;
  readonly gone: number;
  readonly documents: readonly ReplayedDocument[];
  readonly totals: readonly ReplayTotal[];
  readonly missing: readonly string[];
};

/**
 * Replays what the ledger proved into a test Sage and compares the totals of every job. Before the first write: the chain,
 * every document's bytes, whose the folder is, whether Sage has one of the documents, and which masters it lacks. Throws
 * ReplayRefused, or the sync client's PlainFault, where nothing may be written.
 */
export async function runReplay(options: ReplayOptions): Promise<ReplayResult> {
  const { db, home, say } = options;
  const { companyId, companyName, upTo, onlyJob } = options.file;
  const events = await demandChain(db, companyId);
  say(`${companyName}: ${events} events of the record, every hash is right.`);
  const { plan, gone } = await readLedger(db, companyId, { upTo, onlyJob });
  say(
    `${plan.length} documents proved up to ${upTo}, every one as it was accepted; ${gone} gone from Sage are left out.`,
  );
  const sage = await TestSage.open(home, options.file, options.sql, options.importTimeoutMs);
  try {
    await demandEmpty(sage, plan);
    const missing = await missingMasters(sage, plan);
    const lacks = missing.map(({ words, neededBy }) => `${words} (needed by ${neededBy})`);
    for (const words of lacks) say(`Missing in this Sage: ${words}`);
    if (missing.length > 0 && !options.keepGoing)
      throw new ReplayRefused(
        `${missing.length} masters are missing in this Sage, the first: ${lacks[0]}. Make them there and start again, or go on without them with --keep-going.`,
      );
    const before = await begin(options, sage);
    const documents = await deliverAll(options, sage, plan);
    const totals = await compare(sage, before, documents, onlyJob);
    return { ...endOf(documents, totals), events, gone, documents, totals, missing: lacks };
  } finally {
    await sage.close();
  }
}

/** Sage's totals before the first document, kept so that a replay that was cut short compares from the same point. */
async function begin({ home, file }: ReplayOptions, sage: TestSage): Promise<readonly ReplayFigure[]> {
  if (file.before !== null) return file.before;
  const before = await sage.totals();
  await writeReplayFile(home, { ...file, before: [...before] });
  return before;
}

async function deliverAll(
  options: ReplayOptions,
  sage: TestSage,
  plan: readonly Planned[],
): Promise<readonly ReplayedDocument[]> {
  const done: ReplayedDocument[] = [];
  let stopped = "";
  for (const [index, planned] of plan.entries()) {
    const one = stopped
      ? { planned, fate: planned.way === "file" ? ("not-replayed" as const) : fateless(planned), words: stopped }
      : await deliverOne(options, sage, planned);
    done.push(one);
    const words = one.fate === "replayed" ? "" : ` ${one.words}`;
    if (!stopped) options.say(`${index + 1} of ${plan.length}  ${one.fate}  ${planned.name}${words}`);
    if (one.fate === "not-replayed" && !options.keepGoing && !stopped)
      stopped = `Not tried: stopped at ${planned.name}.`;
  }
  return done;
}

const fateless = ({ way }: Planned): Fate => (way === "there-before" ? "there-before" : "to-key");

async function deliverOne(options: ReplayOptions, sage: TestSage, planned: Planned): Promise<ReplayedDocument> {
  const { db, file, home } = options;
  if (sage.isProved(planned.id)) return { planned, fate: "stands", words: "" };
  const text = await withCompany(db, file.companyId, (tx) => readDocument(tx, file.companyId, planned.sha256));
  const document = soundDocument(file.companyId, { ...planned, document: text, isRecorded: true });
  if (planned.way !== "file") return byHand(sage, home, planned, document);
  const parcel = { exportId: planned.id, sha256: planned.sha256, document: text ?? "" };
  const end = performance.now() + options.patienceMs;
  for (let tries = 1, waitMs = 250; ; waitMs = Math.min(waitMs * 2, 10_000)) {
    const verdict = await sage.deliver(parcel);
    if (verdict.kind === "proved") return { planned, fate: "replayed", words: "" };
    const isLeft = performance.now() >= end;
    if (verdict.kind === "absent" && tries < 3) tries += 1;
    else if ((verdict.kind !== "pending" && verdict.kind !== "imported") || isLeft)
      return { planned, fate: "not-replayed", words: verdictWords(verdict) };
    else await pause(waitMs);
  }
}

/** What a person keys in gets its sheet into the home folder, and is looked for: a second start sees that it was done. */
async function byHand(
  sage: TestSage,
  home: ReplayHome,
  planned: Planned,
  document: ExportDocument,
): Promise<ReplayedDocument> {
  const rows = await Promise.all(document.expectations.map((one) => sage.rows(one)));
  const isThere = document.expectations.every((one, n) => differences(one, rows[n] ?? []).length === 0);
  if (planned.way === "there-before")
    return {
      planned,
      fate: isThere ? "stands" : "there-before",
      words: isThere ? "" : "Was in Sage before; not in this one.",
    };
  if (isThere) return { planned, fate: "keyed", words: "" };
  const sheet = document.sheet ?? (document.writes ?? []).map(screenOf);
  await new EntrySheets(home.folder).place(document.tag, { ...document, sheet });
  return { planned, fate: "to-key", words: `By hand: its sheet is Entry/${document.tag}.txt in the home folder.` };
}

const screenOf = ({ table, operation, key, values }: NonNullable<ExportDocument["writes"]>[number]) => ({
  title: `${operation === "insert" ? "New row of" : "Row of"} ${table}`,
  fields: Object.entries({ ...key, ...values }).map(([label, value]) => ({ label, value })),
});

function verdictWords(verdict: Verdict): string {
  switch (verdict.kind) {
    case "refused":
      return `Sage refused it: ${verdict.messages.join("; ")}`;
    case "mismatch":
    case "conflict": {
      const [first] = verdict.differences;
      const what = first
        ? `${first.table} ${first.row} ${first.column}: expected ${first.expected}, found ${first.found}`
        : "";
      return verdict.kind === "conflict"
        ? `Sage has something else in its place. ${what}`
        : `Sage shows it otherwise. ${what}`;
    }
    case "imported":
      return waiting(verdict.reason ?? "It is imported and waits to be posted in Sage");
    case "pending":
      return waiting(verdict.reason);
    case "declined":
      return verdict.reason;
    default:
      return "Sage did not take it, and says no reason.";
  }
}

const waits = "Waits for Sage: ";
const waiting = (reason: string): string => `${waits}${reason}.`;

/** Sage's totals now less those before, against what the ledger's documents come to; of one job where one was asked for. */
async function compare(
  sage: TestSage,
  before: readonly ReplayFigure[],
  documents: readonly ReplayedDocument[],
  onlyJob: string | null,
): Promise<readonly ReplayTotal[]> {
  const moved = [...(await sage.totals()), ...before.map((one) => ({ ...one, amount: negate(one.amount) }))];
  const counted = documents.filter(({ planned }) => planned.way !== "there-before");
  const ledger = counted.flatMap(({ planned }) => planned.parts.figures);
  const left = counted.filter(({ fate }) => fate === "not-replayed" || fate === "to-key");
  const missing = left.map(({ planned }) => ({ name: planned.name, figures: planned.parts.figures }));
  const isAsked = ({ job }: { readonly job: string }) => onlyJob === null || job === onlyJob;
  return compareTotals(ledger.filter(isAsked), moved.filter(isAsked), missing);
}

function endOf(
  documents: readonly ReplayedDocument[],
  totals: readonly ReplayTotal[],
): Pick<ReplayResult, "outcome" | "words"> {
  const failed = documents.find(({ fate }) => fate === "not-replayed");
  if (failed) {
    const words = `${failed.planned.name}: ${failed.words}`;
    return { outcome: failed.words.startsWith(waits) ? "waits" : "failed", words };
  }
  const differing = totals.filter(({ because }) => because !== "").length;
  if (differing > 0) return { outcome: "differs", words: `${differing} of ${totals.length} totals differ.` };
  return { outcome: "equal", words: "" };
}
