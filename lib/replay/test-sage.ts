import { access, readdir } from "node:fs/promises";
import { join } from "node:path";
import type { Expectation } from "#lib/core/export-document.ts";
import type { Row, Verdict } from "#lib/core/machines/look.ts";
import { recover } from "#lib/core/machines/sync-client.ts";
import { sum } from "#lib/core/money.ts";
import { type ReplayFigure, totalsOf } from "#lib/core/replay.ts";
import type { ReplayFile, ReplayHome } from "#lib/replay/replay-home.ts";
import { openDoors } from "#lib/sync-client/doors.ts";
import { wordsOf } from "#lib/sync-client/durable-file.ts";
import { EntrySheets } from "#lib/sync-client/entry-sheets.ts";
import { demandFolderFor, markFolder } from "#lib/sync-client/folder-mark.ts";
import { PlainFault } from "#lib/sync-client/home.ts";
import { Journal } from "#lib/sync-client/journal.ts";
import { type ExportHistory, historiesOf } from "#lib/sync-client/journal-compact.ts";
import { holdLock, type Lock } from "#lib/sync-client/lock.ts";
import { type DocumentTools, type Lease, OneDocument } from "#lib/sync-client/one-document.ts";
import { openReader, parseSqlAccess } from "#lib/sync-client/readers/open-reader.ts";
import type { SageReader } from "#lib/sync-client/readers/reader.ts";
import { sageOf } from "#lib/sync-client/sage.ts";
import { SageFolder } from "#lib/sync-client/sage-folder.ts";
import { keysAfter, ping, rowsUnderKey, sumsByJob } from "#lib/sync-client/sage-queries.ts";

export type Parcel = { readonly exportId: string; readonly sha256: string; readonly document: string };
type Report = { readonly exportId: string; readonly resolve: (verdict: Verdict) => void };
const pageSize = 5_000;

/**
 * A test company of Sage, reached as a sync client reaches a real one: same lock, same files, same read-back, and the same
 * shell and journal around each document, so that nothing is written twice whenever a replay is cut short.
 */
export class TestSage {
  readonly #companyId: string;
  readonly #lock: Lock;
  readonly #journal: Journal;
  readonly #folder: SageFolder;
  readonly #reader: SageReader;
  readonly #tools: DocumentTools;
  readonly #histories: ReadonlyMap<string, ExportHistory>;
  readonly #documents = new Map<string, { one: OneDocument; fence: number }>();
  #report: Report | null = null;
  #fail: (error: Error) => void = () => {};
  #rest: () => void = () => {};

  private constructor(parts: Parts) {
    this.#companyId = parts.companyId;
    this.#lock = parts.lock;
    this.#journal = parts.journal;
    this.#folder = parts.folder;
    this.#reader = parts.reader;
    this.#histories = parts.histories;
    const now = () => new Date();
    const sheets = new EntrySheets(parts.dataFolder);
    const doors = openDoors({ folder: parts.folder, sheets, writer: null, importTimeoutMs: parts.importTimeoutMs });
    this.#tools = {
      companyId: parts.companyId,
      sage: sageOf({ folder: parts.folder, sheets, reader: parts.reader, doors, now }),
      journal: parts.journal,
      send: ({ exportId, verdict }) => {
        if (this.#report?.exportId === exportId) this.#report.resolve(verdict as Verdict);
      },
      onPlaces: () => this.#rest(),
      onFatal: (error) => this.#fail(error instanceof Error ? error : new Error(String(error))),
      atPoint: () => {},
      now,
    };
  }

  /** Opens folder, SQL and journal. Throws a PlainFault where the folder is somebody else's or cannot be used. */
  static async open(home: ReplayHome, file: ReplayFile, sql: string, importTimeoutMs: number): Promise<TestSage> {
    const { companyId, companyName, dataFolder, replayId } = file;
    const way = parseSqlAccess(sql);
    if (!way) throw new PlainFault("--sql must be postgres://user:password@host/database or odbc:<connection string>.");
    await access(dataFolder).catch(() => {
      throw new PlainFault(`The Sage folder ${dataFolder} is not there.`);
    });
    const lock = await holdLock(dataFolder);
    const reader = openReader(way, () => {});
    try {
      const mark = { kind: "replay", replayId, companyName } as const;
      await demandFolderFor(dataFolder, mark);
      if (file.before === null) await refuseUsedFolder(dataFolder);
      await markFolder(dataFolder, mark);
      await ping(reader).catch((error: unknown) => {
        throw new PlainFault(`Sage cannot be read over SQL: ${wordsOf(error)}`);
      });
      const folder = new SageFolder(dataFolder);
      await folder.open();
      const { journal, entries } = await Journal.open(home.journal, replayId, new Date());
      const histories = historiesOf(entries);
      return new TestSage({ companyId, dataFolder, lock, journal, folder, reader, histories, importTimeoutMs });
    } catch (error) {
      await reader.close().catch(() => {});
      await lock.release();
      throw error;
    }
  }

  /** Documents that this replay has begun to write; what stands of them in Sage is its own doing. */
  get begun(): ReadonlySet<string> {
    const own = [...this.#histories].filter(([, { records }]) => recover(records).state.hasIntended);
    return new Set(own.map(([exportId]) => exportId));
  }

  /** True for a document that the journal says was proved: it is not even looked for again. */
  isProved(exportId: string): boolean {
    const history = this.#histories.get(exportId);
    if (!history) return false;
    const { state, effects } = recover(history.records);
    return state.verdict?.kind === "proved" && effects.length === 0;
  }

  /**
   * Hands a document to its shell once more and answers what came of it. The shell decides what that means: nothing is
   * written while an earlier hand-over may still come, whatever is asked here.
   */
  async deliver({ exportId, sha256, document }: Parcel): Promise<Verdict> {
    const known = this.#documents.get(exportId) ?? (await this.#recovered(exportId));
    known.fence += 1;
    this.#documents.set(exportId, known);
    const { fence } = known;
    const lease: Lease = {
      exportId,
      companyId: this.#companyId,
      mode: "deliver",
      fence,
      settledFence: 0,
      ttlMs: 0,
      sha256,
      document,
    };
    const verdict = await this.#exchange(exportId, known.one, fence, () => known.one.lease(lease));
    if (verdict.kind === "proved") this.#documents.delete(exportId);
    return verdict;
  }

  /** What the journal says has to be done first is done first. */
  async #recovered(exportId: string): Promise<{ one: OneDocument; fence: number }> {
    const history = this.#histories.get(exportId);
    if (!history) return { one: new OneDocument(this.#tools, exportId), fence: 0 };
    const one = OneDocument.recovered(this.#tools, exportId, history);
    const { state, effects } = recover(history.records);
    if (effects.length > 0) await this.#exchange(exportId, one, state.fence, () => one.start());
    return { one, fence: state.fence };
  }

  async #exchange(exportId: string, one: OneDocument, fence: number, begin: () => void): Promise<Verdict> {
    const verdict = await new Promise<Verdict>((resolve, reject) => {
      this.#report = { exportId, resolve };
      this.#fail = reject;
      begin();
    });
    this.#report = null;
    await new Promise<void>((resolve, reject) => {
      this.#fail = reject;
      this.#rest = () => {
        if (!one.isBusy) resolve();
      };
      one.acked(fence);
    });
    return verdict;
  }

  /** Every key of a table, its parts joined by “|”. */
  async keys(table: string, columns: readonly string[]): Promise<ReadonlySet<string>> {
    const found = new Set<string>();
    for (let after: readonly string[] | null = null; ; ) {
      const page: Awaited<ReturnType<typeof keysAfter>> = await keysAfter(this.#reader, {
        table,
        columns,
        after,
        limit: pageSize,
      });
      for (const key of page.keys) found.add(key.join("|"));
      if (page.isLast) return found;
      after = page.keys.at(-1) ?? null;
    }
  }

  rows(expectation: Expectation): Promise<readonly Row[]> {
    return rowsUnderKey(this.#reader, expectation);
  }

  /** Sage's own totals by job: estimates and commitments as its codes have them, invoices by their distributions. */
  async totals(): Promise<readonly ReplayFigure[]> {
    const codes = await sumsByJob(this.#reader, "JCM_MASTER__CATEGORY", [
      "Original_Estimate",
      "Approved_Estimate_Changes",
      "Original_Commitment",
      "Approved_Commitment_Changes",
    ]);
    const invoices = await sumsByJob(this.#reader, "APM_MASTER__DISTRIBUTION", ["Amount", "Retainage"]);
    const of = (row: Record<string, string | null>, measure: ReplayFigure["measure"], ...columns: string[]) => ({
      job: row.Job ?? "",
      measure,
      amount: sum(columns.map((column) => row[column] || "0")),
    });
    return totalsOf([
      ...codes.flatMap((row) => [
        of(row, "budget", "Original_Estimate", "Approved_Estimate_Changes"),
        of(row, "committed", "Original_Commitment"),
        of(row, "changes", "Approved_Commitment_Changes"),
      ]),
      ...invoices.flatMap((row) => [of(row, "invoiced", "Amount"), of(row, "retainage", "Retainage")]),
    ]);
  }

  async close(): Promise<void> {
    await Promise.all([...this.#documents.values()].map(({ one }) => one.stop()));
    await this.#journal.close();
    this.#folder.close();
    await this.#reader.close().catch(() => {});
    await this.#lock.release();
  }
}

type Parts = {
  readonly companyId: string;
  readonly dataFolder: string;
  readonly lock: Lock;
  readonly journal: Journal;
  readonly folder: SageFolder;
  readonly reader: SageReader;
  readonly histories: ReadonlyMap<string, ExportHistory>;
  readonly importTimeoutMs: number;
};

/** A folder in which imports were run already is no empty test company's, even where nobody has marked it. */
async function refuseUsedFolder(dataFolder: string): Promise<void> {
  const places = [
    [join(dataFolder, "Import"), /\.(run|jce|jcc|txt)$/i],
    [join(dataFolder, "Import", "Done"), /\.run$/i],
    [join(dataFolder, "Reports"), /\.import\.prn$/i],
  ] as const;
  for (const [folder, pattern] of places) {
    const names = await readdir(folder).catch(() => []);
    const used = names.filter((name) => pattern.test(name));
    if (used.length > 0)
      throw new PlainFault(
        `${folder} has files of ${used.length} earlier imports (${used[0]}): a replay needs the folder of an empty test company.`,
      );
  }
}
