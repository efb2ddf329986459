import { randomUUID } from "node:crypto";
import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { replayMeasureIds } from "#lib/core/replay.ts";
import { codeOf, writeDurably } from "#lib/sync-client/durable-file.ts";
import { PlainFault } from "#lib/sync-client/home.ts";
import { Journal } from "#lib/sync-client/journal.ts";

const Figure = z.object({ job: z.string(), measure: z.enum(replayMeasureIds), amount: z.string() });
/** `replay.json`: what is replayed into what, and Sage's totals before the first document. */
const ReplayFile = z.object({
  replayId: z.uuid(),
  companyId: z.uuid(),
  companyName: z.string(),
  dataFolder: z.string(),
  upTo: z.iso.datetime(),
  onlyJob: z.string().nullable(),
  before: z.array(Figure).nullable(),
});
export type ReplayFile = z.infer<typeof ReplayFile>;
export type ReplayHome = { readonly folder: string; readonly file: string; readonly journal: string };

export function replayHomeAt(folder: string): ReplayHome {
  return { folder, file: join(folder, "replay.json"), journal: join(folder, "journal.jsonl") };
}

/** What was begun in this home folder; null before. Throws a PlainFault when it cannot be read. */
export async function readReplayFile({ file }: ReplayHome): Promise<ReplayFile | null> {
  const text = await readFile(file, "utf8").catch((error: unknown) => {
    if (codeOf(error) === "ENOENT") return null;
    throw error;
  });
  if (text === null) return null;
  const parsed = ReplayFile.safeParse(jsonOf(text));
  if (!parsed.success) throw new PlainFault(`${file} is not usable. Use another --home and a fresh test company.`);
  return parsed.data;
}

/** Begins a replay in an empty home folder: its own journal, and what it is of. */
export async function beginReplay(
  home: ReplayHome,
  wish: Omit<ReplayFile, "replayId" | "before">,
): Promise<ReplayFile> {
  await mkdir(home.folder, { recursive: true, mode: 0o700 });
  const begun: ReplayFile = { ...wish, replayId: randomUUID(), before: null };
  await Journal.create(home.journal, begun.replayId);
  await writeReplayFile(home, begun);
  return begun;
}

export async function writeReplayFile(home: ReplayHome, file: ReplayFile): Promise<void> {
  await writeDurably(home.file, `${JSON.stringify(file, null, 2)}\n`);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
