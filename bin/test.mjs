// npm test: every check and every test, with times; a failed part does not hide the next one. One part alone:
// node bin/test.mjs check | unit | db | build | browser
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { demandNode, install } from "./launch/install.mjs";
import { say, seconds } from "./launch/progress.mjs";

/** @typedef {{ passed: number, failed: number }} Count */

demandNode();
const root = path.resolve(import.meta.dirname, "..");
await install(root);
const { runTool } = await import("./launch/tools.mjs");
const reports = fs.mkdtempSync(path.join(os.tmpdir(), "countersign-test-"));
process.on("exit", () => fs.rmSync(reports, { recursive: true, force: true }));

const read = (file) => (fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, "utf8")) : null);

/** A run that ends badly, or found nothing, has at least one failure. @param {Count} count @param {number} code */
function honest({ passed, failed }, code) {
  if (passed + failed === 0) say("  No test was found: that counts as a failure.");
  return { passed, failed: failed === 0 && (code !== 0 || passed === 0) ? 1 : failed };
}

async function vitest(project) {
  const file = path.join(reports, `${project}.json`);
  const args = ["run", "--project", project, "--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  const { code } = await runTool("vitest", args, { isShown: true });
  const report = read(file);
  // A file that could not be loaded has no tests of its own in the report.
  const broken = (report?.testResults ?? []).filter(
    ({ status, assertionResults }) => status === "failed" && assertionResults.every((test) => test.status !== "failed"),
  );
  return honest({ passed: report?.numPassedTests ?? 0, failed: (report?.numFailedTests ?? 0) + broken.length }, code);
}

async function build() {
  const { buildSyncClient, buildWeb } = await import("./launch/build.mjs");
  try {
    const wasBuilt = await buildWeb({ logFolder: reports });
    await buildSyncClient({ logFolder: reports });
    say(wasBuilt ? "  built" : "  the build is newer than its sources");
    const { firstLoads, tooLarge } = await import("./launch/first-load.mjs");
    const loads = firstLoads();
    const large = tooLarge(loads);
    for (const line of large) say(`  ${line}`);
    return { passed: 1 + loads.length - large.length, failed: large.length };
  } catch (error) {
    say(error.message);
    return { passed: 0, failed: 1 };
  }
}

async function browser() {
  const file = path.join(reports, "browser.json");
  const { code } = await runTool("playwright", ["test"], { isShown: true, env: { E2E_REPORT: file } });
  const report = read(file);
  const { expected = 0, unexpected = 0, flaky = 0 } = report?.stats ?? {};
  for (const title of (report?.suites ?? []).flatMap(flakyTitles)) say(`  passed on its second try only: ${title}`);
  return honest({ passed: expected + flaky, failed: unexpected }, code);
}

/** Where a suite has tests that failed before they passed. @returns {string[]} */
function flakyTitles({ suites = [], specs = [] }) {
  const own = specs.filter(({ tests }) => tests.some(({ status }) => status === "flaky"));
  return [...own.map(({ file, line, title }) => `${file}:${line} ${title}`), ...suites.flatMap(flakyTitles)];
}

const parts = {
  check: async () => (await import("./check.mjs")).check(),
  unit: () => vitest("unit"),
  db: () => vitest("db"),
  build,
  browser,
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in parts));
if (unknown.length > 0) {
  process.stderr.write(`There is no part ${unknown.join(", ")}. Parts: ${Object.keys(parts).join(", ")}.\n`);
  process.exit(2);
}

/** @type {Record<string, Count>} */
const counts = {};
for (const [name, run] of Object.entries(parts)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  const since = Date.now();
  say(`\n== ${name}`);
  counts[name] = await run();
  say(`== ${name}: ${counts[name].passed} passed, ${counts[name].failed} failed, ${seconds(since)}`);
}
const total = (/** @type {keyof Count} */ kind) => Object.values(counts).reduce((sum, count) => sum + count[kind], 0);
say(`\n${total("passed")} passed, ${total("failed")} failed`);
process.exitCode = total("failed") > 0 ? 1 : 0;
