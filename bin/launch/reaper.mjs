// Waits for the end of the process that started it (its standard input closes), then ends the PostgreSQL server of a
// throwaway folder and removes the folder: node reaper.mjs <folder>
import fs from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { mayBePostgres } from "./postgres.mjs";

const folder = process.argv[2] ?? "";
const pidFile = path.join(folder, "pg", "postmaster.pid");
const serverPid = () => (fs.existsSync(pidFile) ? Number(fs.readFileSync(pidFile, "utf8").split("\n")[0]) : 0);

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => {});
process.stdin.resume();
process.stdin.once("close", async () => {
  const pid = serverPid();
  if (pid && mayBePostgres(pid)) {
    process.kill(pid, "SIGINT");
    for (let waited = 0; waited < 15_000 && mayBePostgres(pid); waited += 50) await sleep(50);
  }
  // Children of a killed launcher may still write a last line.
  fs.rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 });
});
