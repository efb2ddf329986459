// npm run up: Countersign with its database and simulators on this machine, from nothing to a printed address.
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { demandNode, install } from "./launch/install.mjs";
import { say, sinceStart } from "./launch/progress.mjs";

const root = fileURLToPath(new URL("..", import.meta.url)).replace(/[\\/]$/, "");
const data = path.resolve(root, process.env.COUNTERSIGN_DATA ?? ".data");

// A reader that went away (| head) is no reason to leave the database running.
process.stdout.on("error", () => {});
process.stderr.on("error", () => {});

/** @type {{ stop(): Promise<void> } | null} */
let stack = null;
let signals = 0;
async function end(/** @type {NodeJS.Signals} */ signal) {
  signals++;
  if (signals === 1) say(`\nStopping (${signal}) …`);
  if (signals > 1) (await import("./launch/processes.mjs")).killAll();
  await stack?.stop();
  process.exit(0);
}
for (const signal of /** @type {NodeJS.Signals[]} */ (["SIGINT", "SIGTERM", "SIGHUP"]))
  process.on(signal, () => end(signal));
process.on(
  "exit",
  () => signals > 0 && say(`Stopped. The data stays in ${path.relative(process.cwd(), data) || data}.`),
);

const isFresh = process.argv.includes("--fresh");
if (isFresh && process.env.DATABASE_URL) {
  process.stderr.write(
    "--fresh cannot empty the server of DATABASE_URL. Empty that database yourself, or use another one.\n",
  );
  process.exit(1);
}

function print({ url, ports, addresses, signIn }) {
  say(`\nCountersign: ${url}   (${sinceStart()})\n`);
  const people = fs.existsSync(signIn) ? JSON.parse(fs.readFileSync(signIn, "utf8")) : [];
  const width = Math.max(0, ...people.map(({ role, name }) => `${role}, ${name}`.length));
  for (const { role, name, email, password } of people)
    say(`  ${`${role}, ${name}`.padEnd(width)}   ${email}   ${password}`);
  say(`\n  Simulated Procore   http://localhost:${ports.procoreSimulator}`);
  say(`  Simulated Sage      http://localhost:${ports.sageSimulator}`);
  // The address of a server that is not ours may hold a password that is not ours to show.
  say(`  Database            ${process.env.DATABASE_URL ? "the one of DATABASE_URL" : addresses.owner}`);
  say(`  Logs                ${path.join(data, "log")}`);
  say("\nCtrl-C stops everything.");
}

try {
  demandNode();
  await install(root);
  const { startStack } = await import("./launch/stack.mjs");
  const { listenToProcore } = await import("./launch/listen.mjs");
  const started = await startStack({
    data,
    isFresh,
    onStack: (made) => {
      stack = made;
    },
  });
  await listenToProcore(started);
  print(started);
} catch (error) {
  // A signal during the start makes the start fail; that is no news.
  if (signals === 0) {
    process.stderr.write(`\n${error.message}\n`);
    process.exit(1);
  }
}
