import { join } from "node:path";
import { toCsv } from "#lib/core/csv.ts";
import { replayMeasures } from "#lib/core/replay.ts";
import type { ReplayFile, ReplayHome } from "#lib/replay/replay-home.ts";
import type { ReplayResult } from "#lib/replay/run-replay.ts";
import { writeDurably } from "#lib/sync-client/durable-file.ts";

/** Writes `report.json`, `totals.csv` and `documents.csv` into the home folder; answers their paths. */
export async function writeReport(
  home: ReplayHome,
  file: ReplayFile,
  result: ReplayResult,
): Promise<readonly string[]> {
  const { companyName, upTo, onlyJob } = file;
  const documents = result.documents.map(({ planned, fate, words }, index) => ({
    order: index + 1,
    exportId: planned.id,
    type: planned.recordType,
    number: planned.number,
    sageId: planned.erpId,
    job: planned.job ?? "",
    provedAt: planned.provedAt,
    sha256: planned.sha256,
    outcome: fate,
    words,
  }));
  const { outcome, words, events, gone, missing, totals } = result;
  const whole = { company: companyName, upTo, onlyJob, outcome, words, events, gone, missing, totals, documents };
  const heads = ["Job", "Total", "Ledger", "Sage", "Difference", "Because"];
  const lines = totals.map((one) => [
    one.job,
    replayMeasures[one.measure],
    one.ledger,
    one.sage,
    one.difference,
    one.because,
  ]);
  const columns = [
    "order",
    "exportId",
    "type",
    "number",
    "sageId",
    "job",
    "provedAt",
    "sha256",
    "outcome",
    "words",
  ] as const;
  const texts = {
    "report.json": `${JSON.stringify(whole, null, 2)}\n`,
    "totals.csv": toCsv([heads, ...lines]),
    "documents.csv": toCsv([columns, ...documents.map((one) => columns.map((column) => String(one[column])))]),
  };
  const paths = Object.entries(texts).map(([name, text]) => ({ path: join(home.folder, name), text }));
  for (const { path, text } of paths) await writeDurably(path, text);
  return paths.map(({ path }) => path);
}
