import { access, mkdir, readdir, readFile, rename, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";

export interface CompanyFolder {
  imports: string;
  done: string;
  reports: string;
}

export interface Trigger {
  tag: string;
  path: string;
  /** Tells a file that is still there after a restart from a new file of the same name. */
  identity: string;
  modifiedMs: number;
}

const TRIGGER = /^([A-Z0-9-]{1,20})\.run$/;

export async function openFolder(root: string): Promise<CompanyFolder> {
  const folder = {
    imports: join(root, "Import"),
    done: join(root, "Import", "Done"),
    reports: join(root, "Reports"),
  };
  await mkdir(folder.done, { recursive: true });
  await mkdir(folder.reports, { recursive: true });
  return folder;
}

export async function listTriggers(folder: CompanyFolder, known: ReadonlySet<string>): Promise<Trigger[]> {
  const names = await readdir(folder.imports);
  const fresh: Trigger[] = [];
  for (const name of names) {
    const tag = TRIGGER.exec(name)?.[1];
    if (!tag || known.has(tag)) continue;
    const path = join(folder.imports, name);
    const status = await stat(path).catch(() => undefined);
    if (!status?.isFile()) continue;
    fresh.push({ tag, path, identity: `${tag}:${status.ino}:${status.mtimeMs}`, modifiedMs: status.mtimeMs });
  }
  return fresh.sort((a, b) => a.modifiedMs - b.modifiedMs || (a.tag < b.tag ? -1 : 1));
}

export async function readImport(folder: CompanyFolder, name: string): Promise<Buffer | undefined> {
  return readIfThere(join(folder.imports, name));
}

async function readIfThere(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

export async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

export async function writeReport(folder: CompanyFolder, name: string, bytes: Buffer): Promise<void> {
  const path = join(folder.reports, name);
  await writeFile(`${path}.tmp`, bytes);
  await rename(`${path}.tmp`, path);
}

export async function moveToDone(folder: CompanyFolder, name: string): Promise<void> {
  try {
    await rename(join(folder.imports, name), join(folder.done, name));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
}
