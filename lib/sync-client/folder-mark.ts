import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { codeOf, writeDurably } from "#lib/sync-client/durable-file.ts";
import { PlainFault } from "#lib/sync-client/home.ts";

/** Whose a data folder of Sage is: an enrolled company's, or one replay's. */
const Mark = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("company"), companyId: z.string(), companyName: z.string() }),
  z.object({ kind: z.literal("replay"), replayId: z.string(), companyName: z.string() }),
]);
export type FolderMark = z.infer<typeof Mark>;

/**
 * Writes whose the data folder is (`countersign.json`), so that a sync client and a replay never work in one. Throws a
 * PlainFault where the folder is the other's, or another replay's; a company's mark may be renewed by any sync client.
 */
export async function markFolder(dataFolder: string, mark: FolderMark): Promise<void> {
  await demandFolderFor(dataFolder, mark);
  await writeDurably(pathIn(dataFolder), `${JSON.stringify(mark)}\n`, 0o644);
}

/** The same without writing anything. */
export async function demandFolderFor(dataFolder: string, mark: FolderMark): Promise<void> {
  const path = pathIn(dataFolder);
  const text = await readFile(path, "utf8").catch((error: unknown) => {
    if (codeOf(error) === "ENOENT") return null;
    throw error;
  });
  const found = text === null ? null : readMark(text);
  if (text !== null && found === null)
    throw new PlainFault(
      `${path} cannot be read: it says whose the folder is. Look at it before anything is written here.`,
    );
  if (found && !isFor(found, mark)) throw new PlainFault(refusal(dataFolder, found));
}

const pathIn = (dataFolder: string): string => join(dataFolder, "countersign.json");

function readMark(text: string): FolderMark | null {
  try {
    return Mark.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

function isFor(found: FolderMark, mark: FolderMark): boolean {
  if (found.kind === "replay") return mark.kind === "replay" && found.replayId === mark.replayId;
  return mark.kind === "company";
}

function refusal(folder: string, found: FolderMark): string {
  return found.kind === "company"
    ? `${folder} is the data folder of ${found.companyName}, which has a sync client enrolled. A replay needs a test company's own folder.`
    : `${folder} holds a replay of ${found.companyName}. Go on with that replay's home folder, or use a fresh test company.`;
}
