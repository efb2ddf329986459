import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
const config = createRequire(import.meta.url)("../.dependency-cruiser.cjs") as {
  forbidden: { name: string }[];
  required: { name: string }[];
};

/** A house in small where every import is allowed. */
const sound: Record<string, string[]> = {
  "lib/core/money.ts": ["zod", "big.js"],
  "lib/core/workflow.ts": ["#lib/core/money.ts"],
  "lib/core/workflow.test.ts": ["vitest", "#lib/core/workflow.ts"],
  "lib/views/item.ts": ["#lib/core/money.ts"],
  "lib/records/budget/model.ts": ["#lib/core/money.ts", "#lib/views/item.ts", "zod"],
  "lib/records/budget/definition.ts": ["./model.ts"],
  "lib/records/vendor/definition.ts": ["#lib/core/money.ts"],
  "lib/records/registry.ts": ["./budget/definition.ts", "./vendor/definition.ts", "#lib/core/money.ts"],
  "lib/imports/job/model.ts": ["#lib/core/money.ts", "zod"],
  "lib/imports/job/definition.ts": ["./model.ts"],
  "lib/imports/extra/definition.ts": ["#lib/core/money.ts"],
  "lib/imports/registry.ts": ["./job/definition.ts", "./extra/definition.ts", "#lib/core/money.ts"],
  "lib/connectors/port.ts": ["#lib/core/money.ts"],
  "lib/connectors/procore/client.ts": ["#lib/connectors/port.ts", "#lib/records/registry.ts", "node:http"],
  "lib/sync-client/protocol.ts": ["#lib/core/money.ts", "zod"],
  "lib/sync-client/run.ts": ["./protocol.ts", "node:fs", "ws", "pg"],
  "drizzle/schema/item.ts": ["drizzle-orm", "#lib/core/money.ts"],
  "drizzle/factories/company.ts": ["#drizzle/schema/item.ts"],
  "lib/db/items.ts": ["#drizzle/schema/item.ts", "drizzle-orm", "pg", "node:crypto"],
  "lib/commands/define-command.ts": ["#lib/core/money.ts", "#lib/db/items.ts"],
  "lib/commands/accept-items.ts": ["./define-command.ts", "#lib/records/registry.ts", "#lib/views/item.ts"],
  "lib/commands/registry.ts": ["./accept-items.ts"],
  "lib/queries/define-query.ts": ["#lib/db/items.ts"],
  "lib/queries/inbox-page.ts": ["./define-query.ts", "#lib/views/item.ts"],
  "lib/queries/registry.ts": ["./inbox-page.ts"],
  "lib/preflight/assess.ts": [
    "#lib/records/registry.ts",
    "#lib/imports/registry.ts",
    "#lib/db/items.ts",
    "drizzle-orm",
  ],
  "lib/jobs/define-job.ts": ["zod", "pino"],
  "lib/jobs/drive-export.ts": ["./define-job.ts", "#lib/commands/accept-items.ts", "#lib/connectors/port.ts"],
  "lib/jobs/queue.ts": ["graphile-worker", "./drive-export.ts"],
  "lib/gateway/door.ts": ["#lib/sync-client/protocol.ts", "#lib/commands/accept-items.ts", "node:http", "ws"],
  "lib/replay/run.ts": ["#lib/db/items.ts", "#lib/sync-client/run.ts", "#lib/core/money.ts", "node:fs", "drizzle-orm"],
  "lib/out/write-csv.ts": ["#lib/core/money.ts", "yazl", "node:stream"],
  "lib/tables/inbox.ts": [
    "#lib/queries/inbox-page.ts",
    "#lib/out/write-csv.ts",
    "#lib/db/items.ts",
    "#lib/views/item.ts",
  ],
  "lib/server/act.ts": ["next/navigation", "server-only", "#lib/commands/define-command.ts", "#lib/db/items.ts"],
  "lib/client/inbox.ts": ["@tanstack/react-query", "react", "#lib/views/item.ts"],
  "components/inbox/table.ts": ["react", "#lib/client/inbox.ts", "#lib/core/workflow.ts"],
  "app/inbox/page.ts": ["#lib/server/act.ts", "#lib/queries/inbox-page.ts", "#components/inbox/table.ts"],
  "lib/simulators/sage/server.ts": ["node:http", "pg", "zod", "decimal.js"],
  "lib/simulators/procore/server.ts": ["node:http"],
  "bin/worker.ts": ["#lib/jobs/queue.ts", "#lib/gateway/door.ts", "#lib/connectors/procore/client.ts"],
  "bin/launch/ports.ts": ["node:net"],
  "drizzle/factories/server.ts": ["#bin/launch/ports.ts"],
  "bin/sage-simulator.ts": ["#lib/simulators/sage/server.ts"],
  "e2e/accountant/export.spec.ts": ["@playwright/test", "#drizzle/factories/company.ts"],
};

/** rule -> file that breaks it -> what that file imports. */
const planted: Record<string, Record<string, string[]>> = {
  "core-is-pure": { "lib/core/clock.ts": ["node:fs"], "lib/core/heavy.ts": ["react"] },
  "views-know-core": { "lib/views/row.ts": ["#lib/db/items.ts"] },
  "records-know-core-and-views": { "lib/records/job/sage300.ts": ["node:fs"], "lib/records/job/view.ts": ["react"] },
  "records-are-siblings": { "lib/records/job/rules.ts": ["#lib/records/budget/model.ts"] },
  "registry-knows-definitions": { "lib/records/list.ts": ["./budget/model.ts"] },
  "imports-know-core": { "lib/imports/estimate/definition.ts": ["#lib/db/items.ts"] },
  "imports-are-siblings": { "lib/imports/estimate/model.ts": ["#lib/imports/job/model.ts"] },
  "import-registry-knows-definitions": { "lib/imports/list.ts": ["./job/model.ts"] },
  "port-knows-core": { "lib/connectors/port.ts": ["#lib/records/registry.ts"] },
  "connectors-know-the-port": { "lib/connectors/procore/ingest.ts": ["#lib/db/items.ts"] },
  "connectors-are-siblings": { "lib/connectors/sage300/client.ts": ["#lib/connectors/procore/client.ts"] },
  "sync-client-ships-alone": { "lib/sync-client/render.ts": ["#lib/records/registry.ts"] },
  "schema-knows-core": { "drizzle/schema/vendor.ts": ["#lib/views/item.ts"] },
  "factories-below-the-web": { "drizzle/factories/page.ts": ["#lib/server/act.ts"] },
  "db-knows-schema-and-core": { "lib/db/types.ts": ["#lib/records/registry.ts"] },
  "commands-below-the-web": {
    "lib/commands/send.ts": ["./define-command.ts", "next/navigation"],
    "lib/commands/call.ts": ["./define-command.ts", "#lib/connectors/procore/client.ts"],
  },
  "queries-below-the-web": { "lib/queries/page.ts": ["./define-query.ts", "react"] },
  "preflight-below-commands": { "lib/preflight/send.ts": ["#lib/commands/accept-items.ts"] },
  "commands-are-siblings": { "lib/commands/copy.ts": ["./define-command.ts", "./accept-items.ts"] },
  "queries-are-siblings": { "lib/queries/copy.ts": ["./define-query.ts", "./inbox-page.ts"] },
  "replay-is-a-sync-client-on-the-server": { "lib/replay/render.ts": ["#lib/records/registry.ts"] },
  "jobs-below-the-web": { "lib/jobs/poll.ts": ["./define-job.ts", "#lib/connectors/procore/client.ts"] },
  "queue-library-in-one-file": { "lib/jobs/enqueue.ts": ["./define-job.ts", "graphile-worker"] },
  "gateway-knows-the-protocol": { "lib/gateway/shortcut.ts": ["#lib/db/items.ts"] },
  "server-below-components": { "lib/server/draw.ts": ["#components/inbox/table.ts"] },
  "out-knows-core": { "lib/out/rows.ts": ["#lib/db/items.ts"] },
  "tables-below-the-web": { "lib/tables/send.ts": ["#lib/commands/accept-items.ts"] },
  "client-knows-views": { "lib/client/cheat.ts": ["#lib/queries/inbox-page.ts"] },
  "components-draw": { "components/inbox/save.ts": ["#lib/commands/accept-items.ts"] },
  "no-database-in-the-browser": { "components/inbox/deep.ts": ["#lib/views/row.ts"] },
  "app-is-routes": { "app/inbox/rows.ts": ["#lib/db/items.ts"] },
  "bin-starts-processes": { "bin/page.ts": ["#components/inbox/table.ts"] },
  "nobody-imports-entries": { "lib/server/start.ts": ["#bin/worker.ts"] },
  "launcher-serves-tests": { "lib/db/start.ts": ["#bin/launch/ports.ts"] },
  "e2e-uses-the-screen": { "e2e/accountant/cheat.spec.ts": ["#lib/db/items.ts"] },
  "simulators-stand-alone": { "lib/simulators/sage/shared.ts": ["#lib/core/money.ts"] },
  "simulators-are-siblings": { "lib/simulators/sage/peek.ts": ["#lib/simulators/procore/server.ts"] },
  "nobody-imports-simulators": { "lib/server/pretend.ts": ["#lib/simulators/sage/server.ts"] },
  "no-cycles": { "lib/core/left.ts": ["./other-half.ts"] },
  "no-unresolved": { "lib/core/lost.ts": ["#lib/core/nowhere.ts"] },
  "no-tools-in-the-product": { "lib/server/tool.ts": ["esbuild"] },
  "commands-are-defined": { "lib/commands/bare.ts": ["#lib/core/money.ts"] },
  "queries-are-defined": { "lib/queries/bare.ts": ["#lib/core/money.ts"] },
  "jobs-are-defined": { "lib/jobs/bare.ts": ["#lib/core/money.ts"] },
};

/** The other half of the planted cycle, which is reported once. */
const otherHalf: Record<string, string[]> = { "lib/core/other-half.ts": ["./left.ts"] };

const folders: string[] = [];

/** Writes the files into a temp folder and returns "rule file" of every violation that the house's config finds. */
function violations(...trees: Record<string, string[]>[]): Set<string> {
  const folder = mkdtempSync(join(tmpdir(), "countersign-floors-"));
  folders.push(folder);
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  for (const file of ["package.json", ".dependency-cruiser.cjs"]) cpSync(join(root, file), join(folder, file));
  for (const [file, imports] of trees.flatMap((tree) => Object.entries(tree))) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    // Alternating, so that type imports and value imports both count.
    const lines = imports.map((name, index) => `import ${index % 2 ? "type " : ""}* as m${index} from "${name}";`);
    writeFileSync(
      join(folder, file),
      `${lines.join("\n")}\nexport const used = [${imports.map((_, i) => (i % 2 ? 0 : `m${i}`))}];\n`,
    );
  }
  const cli = join(root, "node_modules/dependency-cruiser/bin/dependency-cruise.mjs");
  const args = [
    cli,
    "--config",
    ".dependency-cruiser.cjs",
    "--output-type",
    "json",
    "lib",
    "app",
    "components",
    "drizzle",
    "bin",
    "e2e",
  ];
  const run = spawnSync(process.execPath, args, { cwd: folder, encoding: "utf8", maxBuffer: 1 << 28 });
  const { summary } = JSON.parse(run.stdout) as { summary: { violations: { from: string; rule: { name: string } }[] } };
  return new Set(summary.violations.map(({ rule, from }) => `${rule.name} ${from}`));
}

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

test("a sound house has no violation", () => {
  expect([...violations(sound)]).toEqual([]);
}, 60_000);

describe("each floor fires on a planted violation", () => {
  let found = new Set<string>();
  beforeAll(() => {
    found = violations(sound, otherHalf, ...Object.values(planted));
  }, 60_000);

  test.each(Object.keys(planted))("%s", (rule) => {
    for (const file of Object.keys(planted[rule] ?? {})) expect(found).toContain(`${rule} ${file}`);
  });

  test("no rule is without a planted violation", () => {
    const rules = [...config.forbidden, ...config.required].map(({ name }) => name);
    expect(Object.keys(planted).sort()).toEqual(rules.sort());
  });
});
