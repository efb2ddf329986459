// How long a run of acceptances takes, over a server that flushes to disk, and how long others wait for it meanwhile.
// node --import tsx bench/run.ts [items]

import { randomUUID } from "node:crypto";
import { say } from "#bench/measure.ts";
import { aServer } from "#bench/server.ts";
import { aCompany } from "#drizzle/factories/company.ts";
import { anItem } from "#drizzle/factories/item.ts";
import { manyItems } from "#drizzle/factories/many-items.ts";
import { testDatabase } from "#drizzle/factories/test-database.ts";
import { acceptItems } from "#lib/commands/accept-items.ts";
import { startRun } from "#lib/commands/start-run.ts";
import { connect, withCompany } from "#lib/db/database.ts";
import { stepAcceptRun } from "#lib/preflight/step-accept-run.ts";
import { runCheck } from "#lib/queries/run-check.ts";

const count = Math.min(Number(process.argv[2] ?? 5_000), 20_000);
const view = { tab: "ready" } as const;

/** Milliseconds of one piece of work, and what it answered. */
async function timed<T>(work: () => Promise<T>): Promise<readonly [number, T]> {
  const since = performance.now();
  const answer = await work();
  return [Math.round(performance.now() - since), answer];
}

const stopServer = await aServer();
const database = await testDatabase();
const [app, owner] = [connect(database.appUrl, 4), connect(database.ownerUrl, 1)];
try {
  const company = await aCompany(owner, {
    profile: { undoSeconds: 600, undoSecondsBulk: 600 },
  });
  await manyItems(app, company, count);
  const person = company.principal("accountant");
  const [checkMs, check] = await timed(() => runCheck.execute(app, person, view));
  if (!check.ok) throw new Error(check.refusal.code);
  const { hashTotal } = check.value;
  const input = { runId: randomUUID(), view, seen: { count: check.value.count, hashTotal } };
  const [startMs, begun] = await timed(() => startRun.execute(app, person, input));
  if (!begun.ok) throw new Error(begun.refusal.code);
  say(`${check.value.count} items: totals shown in ${checkMs} ms, decided and stored in ${startMs} ms`);
  const parts: number[] = [];
  for (let more = true; more; ) {
    const [ms, isMore] = await timed(() => withCompany(app, company.id, (tx) => stepAcceptRun(tx, company.id)));
    if (isMore) parts.push(ms);
    more = isMore;
  }
  parts.sort((a, b) => a - b);
  const all = parts.reduce((sum, ms) => sum + ms, 0);
  const median = parts[Math.floor(parts.length / 2)];
  say(
    `accepted in ${(all / 1000).toFixed(1)} s: ${parts.length} parts, median ${median} ms, slowest ${parts.at(-1)} ms`,
  );
  const item = await anItem(app, company);
  const { id: itemId, version, revisionId, documentSha256: seenSha256 } = item;
  const row = { itemId, decisionId: randomUUID(), seenVersion: version, seenRevisionId: revisionId, seenSha256 };
  const [oneMs] = await timed(() => acceptItems.execute(app, person, { rows: [row] }));
  say(`one item afterwards: ${oneMs} ms`);
} finally {
  await Promise.all([app.$client.end(), owner.$client.end()]);
  await database.drop();
  await stopServer();
}
