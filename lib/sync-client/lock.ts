import { createHash } from "node:crypto";
import { mkdir, open, readFile, realpath, unlink } from "node:fs/promises";
import { createServer, type Server } from "node:net";
import { hostname, uptime } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { codeOf } from "#lib/sync-client/durable-file.ts";
import { PlainFault } from "#lib/sync-client/home.ts";

const Holder = z.object({
  pid: z.int().positive(),
  host: z.string(),
  startedAt: z.string(),
  birth: z.string(),
  uptime: z.number(),
});
type Holder = z.infer<typeof Holder>;

export type Lock = { release(): Promise<void> };

/**
 * The right to write into one Sage company, held for the life of the process. Two parts: a name that the operating system
 * gives to one process of this machine, and a file beside the Sage data that other machines see. A frozen process keeps both.
 */
export async function holdLock(dataFolder: string): Promise<Lock> {
  const folder = join(dataFolder, "Import");
  await mkdir(folder, { recursive: true }).catch(() => {
    throw new PlainFault(`The folder ${folder} cannot be used: check the path and the rights of this user.`);
  });
  const server = await holdName(await realpath(folder));
  const path = join(folder, "countersign.lock");
  try {
    await holdFile(path);
  } catch (error) {
    server?.close();
    throw error;
  }
  const release = async () => {
    await unlink(path).catch(() => {});
    server?.close();
  };
  return { release };
}

/** Linux and Windows give such a name back when the process is gone, however it went; elsewhere the file alone must do. */
async function holdName(folder: string): Promise<Server | null> {
  const name = `countersign-${createHash("sha256").update(folder.toLowerCase()).digest("hex").slice(0, 32)}`;
  const path =
    process.platform === "linux" ? `\0${name}` : process.platform === "win32" ? `\\\\.\\pipe\\${name}` : null;
  if (path === null) return null;
  const server = createServer((socket) => socket.destroy());
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error) => {
      const isTaken = codeOf(error) === "EADDRINUSE" || codeOf(error) === "EACCES";
      reject(isTaken ? new PlainFault(`Another sync client on this machine already works on ${folder}.`) : error);
    });
    server.listen({ path }, resolve);
  });
  server.unref();
  return server;
}

async function holdFile(path: string): Promise<void> {
  const mine: Holder = {
    pid: process.pid,
    host: hostname(),
    startedAt: new Date().toISOString(),
    birth: (await birthOf(process.pid)) ?? "",
    uptime: uptime(),
  };
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const file = await open(path, "wx", 0o644).catch((error: unknown) => {
      if (codeOf(error) === "EEXIST") return null;
      throw new PlainFault(
        `The lock file ${path} cannot be written (${codeOf(error)}): check the rights of this user.`,
      );
    });
    if (file) {
      await file.writeFile(`${JSON.stringify(mine)}\n`);
      await file.sync();
      return await file.close();
    }
    await refuseUnlessDead(path);
    await unlink(path).catch(() => {});
  }
  throw new PlainFault(`The lock file ${path} comes back as soon as it is removed: another sync client is starting.`);
}

async function refuseUnlessDead(path: string): Promise<void> {
  const text = await readFile(path, "utf8").catch((error: unknown) => {
    if (codeOf(error) === "ENOENT") return null;
    throw error;
  });
  if (text === null) return;
  const holder = holderOf(text);
  const remedy = `When you are sure that no other sync client works on this Sage company, delete ${path} and start again.`;
  if (!holder) throw new PlainFault(`The lock file ${path} is not readable. ${remedy}`);
  const who = `process ${holder.pid} on ${holder.host} (since ${holder.startedAt})`;
  if (holder.host !== hostname() || (await isAlive(holder))) {
    throw new PlainFault(`This Sage company is already served by ${who}. ${remedy}`);
  }
}

function holderOf(text: string): Holder | null {
  try {
    return Holder.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

async function isAlive(holder: Holder): Promise<boolean> {
  // Less uptime than at the time of the lock: the machine was started again, and the number belongs to somebody else.
  if (uptime() < holder.uptime || holder.pid === process.pid) return false;
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    return codeOf(error) !== "ESRCH";
  }
  const birth = await birthOf(holder.pid);
  return birth === null || holder.birth === "" || birth === holder.birth;
}

/** Boot and start tick of a process on Linux, which tell a used-again process number from the old one; null elsewhere. */
async function birthOf(pid: number): Promise<string | null> {
  if (process.platform !== "linux") return null;
  try {
    const [boot, status] = await Promise.all([
      readFile("/proc/sys/kernel/random/boot_id", "utf8"),
      readFile(`/proc/${pid}/stat`, "utf8"),
    ]);
    const tick = status.slice(status.lastIndexOf(")") + 2).split(" ")[19];
    return `${boot.trim()}/${tick}`;
  } catch {
    return null;
  }
}
