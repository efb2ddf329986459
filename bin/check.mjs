// npm run check: what can be known without running the product. Seconds, no database.
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { install } from "./launch/install.mjs";
import { root } from "./launch/processes.mjs";
import { say, seconds } from "./launch/progress.mjs";
import { runTool } from "./launch/tools.mjs";

const CRUISED = ["app", "components", "lib", "drizzle", "bin", "e2e", "bench", "proxy.ts", "instrumentation.ts"];

async function types() {
  // Types of routes (PageProps) are generated; a fresh clone has none.
  const generated = await runTool("next", ["typegen"]);
  return generated.code === 0 ? runTool("tsc", ["--noEmit"]) : generated;
}

/** The longest first: two run at a time. */
const steps = {
  types,
  "types of core alone": () => runTool("tsc", ["-p", "lib/core"]),
  "format and style": () =>
    runTool("biome", ["check", "--diagnostic-level=warn", "--error-on-warnings", "--max-diagnostics=200"]),
  floors: () =>
    runTool("depcruise", [
      "--config",
      ".dependency-cruiser.cjs",
      ...CRUISED.filter((name) => fs.existsSync(path.join(root, name))),
    ]),
  "dead code": () => runTool("knip", ["--no-progress"]),
  shape: () => runTool("vitest", ["run", "--project", "unit", "lib/shape.test.ts"]),
};

/** @returns {Promise<{ passed: number, failed: number }>} */
export async function check() {
  const queue = Object.entries(steps);
  const result = { passed: 0, failed: 0 };
  const worker = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const [name, run] = next;
      const since = Date.now();
      const { code, output } = await run();
      result[code === 0 ? "passed" : "failed"]++;
      say(`  ${code === 0 ? "passed" : "FAILED"}  ${name}  ${seconds(since)}`);
      if (code !== 0) say(output.trim().replace(/^/gm, "    "));
    }
  };
  await Promise.all([worker(), worker()]);
  return result;
}

if (fs.realpathSync(process.argv[1] ?? "") === fileURLToPath(import.meta.url)) {
  await install(root);
  const { failed } = await check();
  process.exitCode = failed > 0 ? 1 : 0;
}
