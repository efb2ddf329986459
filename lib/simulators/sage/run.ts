import { readFile } from "node:fs/promises";
import { type Pool, write } from "#lib/simulators/sage/database.ts";
import type { Fault, FaultKind, Faults, Subject } from "#lib/simulators/sage/faults.ts";
import {
  type CompanyFolder,
  isThere,
  moveToDone,
  readImport,
  type Trigger,
  writeReport,
} from "#lib/simulators/sage/folder.ts";
import { importStep } from "#lib/simulators/sage/import-step.ts";
import type { Layout } from "#lib/simulators/sage/layouts.ts";
import { type ParsedLine, parseFile } from "#lib/simulators/sage/parser.ts";
import { postEntries } from "#lib/simulators/sage/posting.ts";
import { importReport, postReport, reportBytes } from "#lib/simulators/sage/report-text.ts";
import { ENDINGS, readScript, type Step } from "#lib/simulators/sage/script.ts";
import { decodeWindows1252 } from "#lib/simulators/sage/windows-1252.ts";

export interface Sage {
  pool: Pool;
  folder: CompanyFolder;
  faults: Faults;
  allowsNewCostCodes: boolean;
  /** The Import Format of AP invoices as this company prints it. */
  invoiceLayouts: readonly Layout[];
  isStopping(): boolean;
}

export type RunOutcome = "finished" | "locked" | "withdrawn" | "stopped";

interface StepFile {
  position: number;
  step: Step;
  bytes: Buffer | undefined;
  lines: ParsedLine[];
}

interface Progress {
  id: number;
  is_held: boolean;
  post_report: string | null;
  steps: { position: number; file: string; imported: string[]; rejected: string[]; reject: string | null }[];
}

/** One run from its trigger file to Import/Done. Each step is taken up again where it was recorded. */
export async function processRun(sage: Sage, trigger: Trigger): Promise<RunOutcome> {
  if (!(await isThere(trigger.path))) return "withdrawn";
  const script = decodeWindows1252(await readFile(trigger.path));
  const files = await readSteps(sage, readScript(trigger.tag, script));
  const subject = subjectOf(trigger.tag, files);
  if (sage.faults.fire("locked", subject)) return "locked";
  const slow = sage.faults.fire("slow", subject);
  if (slow) await dawdle(sage, slow.ms ?? 1000);
  const before = await readProgress(sage, trigger);
  for (const file of files) {
    if (before?.steps.some((step) => step.position === file.position)) continue;
    const outcome = await takeStep(sage, trigger, script, subject, file);
    if (outcome !== "finished") return outcome;
  }
  const progress = await readProgress(sage, trigger);
  if (!progress) throw new Error(`run ${trigger.tag} left no record`);
  await writeImportReports(sage, trigger.tag, progress);
  if (progress.post_report === null && !progress.is_held) await post(sage, trigger, subject, progress.id);
  else if (progress.post_report !== null) await writePostReport(sage, trigger.tag, progress.post_report);
  for (const { step } of files) if (step.file !== "") await moveToDone(sage.folder, step.file);
  await moveToDone(sage.folder, `${trigger.tag}.run`);
  return "finished";
}

async function readSteps(sage: Sage, steps: readonly Step[]): Promise<StepFile[]> {
  const files: StepFile[] = [];
  for (const [position, step] of steps.entries()) {
    const bytes = step.kind === "Invalid" ? undefined : await readImport(sage.folder, step.file);
    const kind = step.kind === "Invalid" ? "jce" : ENDINGS[step.kind];
    files.push({ position, step, bytes, lines: bytes ? parseFile(kind, bytes, sage.invoiceLayouts) : [] });
  }
  return files;
}

function subjectOf(tag: string, files: readonly StepFile[]): Subject {
  const lines = files.flatMap((file) => file.lines);
  const names = lines.flatMap((line) => [line.values.commitment, line.values.job, line.key]);
  return { tag, names: new Set(names.filter((name): name is string => Boolean(name))) };
}

async function takeStep(
  sage: Sage,
  trigger: Trigger,
  script: string,
  subject: Subject,
  file: StepFile,
): Promise<RunOutcome> {
  const before = await hangIfAsked(sage, "hang_before_commit", subject);
  if (sage.isStopping()) return "stopped";
  // A trigger that was taken away during the wait leaves no effect.
  if (!(await isThere(trigger.path))) return "withdrawn";
  const after = sage.faults.fire("hang_after_commit", subject);
  await write(sage.pool, (client) =>
    importStep(
      client,
      { tag: trigger.tag, identity: trigger.identity, script },
      {
        ...file,
        rules: {
          today: localDate(new Date()),
          tag: trigger.tag,
          allowsNewCostCodes: sage.allowsNewCostCodes,
          interference: sage.faults.interferenceFor(subject),
        },
        fault: (after ?? before)?.kind ?? null,
      },
    ),
  );
  if (after) await sage.faults.hang(after);
  return sage.isStopping() ? "stopped" : "finished";
}

async function hangIfAsked(sage: Sage, kind: FaultKind, subject: Subject): Promise<Fault | undefined> {
  const fault = sage.faults.fire(kind, subject);
  if (fault) await sage.faults.hang(fault);
  return fault;
}

async function readProgress(sage: Sage, trigger: Trigger): Promise<Progress | undefined> {
  const { rows } = await sage.pool.query<Progress>(
    `select r.id, r.is_held, r.post_report, coalesce((select jsonb_agg(jsonb_build_object('position', s.position,
       'file', s.file, 'imported', s.imported, 'rejected', s.rejected, 'reject', encode(s.reject, 'base64')) order by s.position)
       from simulator.run_step s where s.run_id = r.id), '[]') as steps
     from simulator.run r where r.identity = $1`,
    [trigger.identity],
  );
  return rows[0];
}

async function writeImportReports(sage: Sage, tag: string, { steps }: Progress): Promise<void> {
  for (const ending of ["jce", "jcc", "txt"]) {
    const parts = steps.filter((step) => step.file.endsWith(`.${ending}`)).map((step) => step.reject ?? "");
    const bytes = Buffer.concat(parts.map((part) => Buffer.from(part, "base64")));
    if (bytes.length > 0) await writeReport(sage.folder, `${tag}.reject.${ending}`, bytes);
  }
  await writeReport(sage.folder, `${tag}.import.prn`, reportBytes(importReport(steps)));
}

async function post(sage: Sage, trigger: Trigger, subject: Subject, runId: number): Promise<void> {
  if (sage.faults.fire("posting_held", subject)) {
    await sage.pool.query("update simulator.run set is_held = true where id = $1", [runId]);
    return;
  }
  const text = await write(sage.pool, async (client) => {
    const report = postReport(await postEntries(client, { batch: trigger.tag }, null));
    await client.query("update simulator.run set post_report = $2, posted_at = clock_timestamp() where id = $1", [
      runId,
      report,
    ]);
    return report;
  });
  await writePostReport(sage, trigger.tag, text);
}

export async function writePostReport(sage: Sage, tag: string, text: string): Promise<void> {
  await writeReport(sage.folder, `${tag}.post.prn`, reportBytes(text));
}

function localDate(at: Date): string {
  const pad = (value: number): string => String(value).padStart(2, "0");
  return `${at.getFullYear()}-${pad(at.getMonth() + 1)}-${pad(at.getDate())}`;
}

async function dawdle(sage: Sage, ms: number): Promise<void> {
  const until = Date.now() + ms;
  while (!sage.isStopping() && Date.now() < until) {
    await new Promise((resolve) => setTimeout(resolve, Math.min(50, until - Date.now())));
  }
}
