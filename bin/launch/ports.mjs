// Ports are chosen once and kept in the data folder: the addresses of the gateway and the simulators are stored in the
// database and in the sync client's home, so they must survive a restart.
import { randomInt } from "node:crypto";
import fs from "node:fs";
import net from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

/** @param {number} port @param {string} host @returns {Promise<boolean>} */
function canListen(port, host) {
  return new Promise((resolve) => {
    const server = net.createServer();
    // A machine without IPv6 has nobody on that port there.
    server.once("error", (/** @type {any} */ error) => resolve(error.code !== "EADDRINUSE" && error.code !== "EACCES"));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/** "localhost" may mean either address. @param {number} port @returns {Promise<boolean>} */
export const isFree = async (port) => (await canListen(port, "127.0.0.1")) && (await canListen(port, "::1"));

/** Below the range from which systems take ports for outgoing connections. @returns {Promise<number>} */
export async function freePort() {
  for (let attempt = 0; attempt < 200; attempt++) {
    const port = randomInt(20_000, 32_000);
    if (await isFree(port)) return port;
  }
  throw new Error("No free port between 20000 and 32000.");
}

/** The port written in a file when it is free, else a new one. @param {string} file */
export async function keptPort(file) {
  const kept = fs.existsSync(file) ? Number(fs.readFileSync(file, "utf8")) : 0;
  const port = kept && (await isFree(kept)) ? kept : await freePort();
  fs.writeFileSync(file, String(port));
  return port;
}

/** A port that was ours may still be held for a moment by the children of a killed launcher. */
async function becomesFree(port, patienceMs) {
  for (let waited = 0; ; waited += 100) {
    if (await isFree(port)) return true;
    if (waited >= patienceMs) return false;
    await sleep(100);
  }
}

/**
 * One port per name: the kept one; at first the wished one when it is free, else any.
 * @param {string} file where the choice is kept
 * @param {Record<string, { wish?: number, mayMove?: boolean }>} wishes `mayMove`: nobody has stored the address
 * @returns {Promise<Record<string, number>>}
 */
export async function choosePorts(file, wishes, patienceMs = 5_000) {
  const kept = fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, "utf8")) : {};
  /** @type {Record<string, number>} */
  const chosen = {};
  for (const [name, { wish, mayMove = false }] of Object.entries(wishes)) {
    if (kept[name] && (await becomesFree(kept[name], patienceMs))) {
      chosen[name] = kept[name];
      continue;
    }
    if (kept[name] && !mayMove) {
      throw new Error(
        `Port ${kept[name]} (${name}) is taken by another program, and its address is stored. End that program, or begin again with --fresh.`,
      );
    }
    const taken = Object.values({ ...kept, ...chosen });
    let port = wish && !taken.includes(wish) && (await isFree(wish)) ? wish : await freePort();
    while (taken.includes(port)) port = await freePort();
    chosen[name] = port;
  }
  fs.writeFileSync(file, `${JSON.stringify(chosen, null, 2)}\n`);
  return chosen;
}
