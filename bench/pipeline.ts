// How fast accepted items reach Sage and are proved: the real processes on one machine, over a server that flushes to
// disk. node --import tsx bench/pipeline.ts [items]

import { existsSync, readFileSync } from "node:fs";
import { say } from "#bench/measure.ts";
import { aServer } from "#bench/server.ts";
import { anItem } from "#drizzle/factories/item.ts";
import { aPipeline, type Pipeline } from "#drizzle/factories/pipeline.ts";
import { type RunningProcess, until } from "#drizzle/factories/processes.ts";

const count = Math.min(Number(process.argv[2] ?? 500), 5_000);

async function isSynced(pipeline: Pipeline, wanted: number): Promise<boolean> {
  return ((await pipeline.states()).synced ?? 0) >= wanted;
}

async function oneByOne(pipeline: Pipeline, turns: number): Promise<void> {
  const times: number[] = [];
  for (let turn = 1; turn <= turns; turn += 1) {
    const item = await anItem(pipeline.app, pipeline.company);
    const since = performance.now();
    await pipeline.accept([item]);
    await until("the item to be synced", () => isSynced(pipeline, turn));
    times.push(Math.round(performance.now() - since));
  }
  times.sort((a, b) => a - b);
  say(`one item, accept to synced: median ${times[Math.floor(turns / 2)]} ms, slowest ${times.at(-1)} ms (${turns})`);
}

async function inBulk(pipeline: Pipeline): Promise<void> {
  const before = (await pipeline.states()).synced ?? 0;
  const items = [];
  for (let n = 0; n < count; n += 1) items.push(await anItem(pipeline.app, pipeline.company));
  say(`${count} items are ready`);
  const since = performance.now();
  for (let n = 0; n < count; n += 500) await pipeline.accept(items.slice(n, n + 500));
  const acceptedMs = performance.now() - since;
  await until(`${count} items to be synced`, () => isSynced(pipeline, before + count), 300_000);
  const seconds = (performance.now() - since) / 1000;
  say(`${count} items: accepted in ${Math.round(acceptedMs)} ms, synced in ${seconds.toFixed(1)} s: `);
  say(`${(count / seconds).toFixed(1)} documents/s`);
}

/** Processor seconds of processes, as Linux counts them; nothing elsewhere. */
function processorSeconds(processes: readonly RunningProcess[]): string {
  const parts = processes.flatMap(({ name, child }) => {
    const file = `/proc/${child.pid}/stat`;
    if (!existsSync(file)) return [];
    const fields = readFileSync(file, "utf8").split(") ")[1]?.split(" ") ?? [];
    return [`${name} ${((Number(fields[11]) + Number(fields[12])) / 100).toFixed(1)} s`];
  });
  return parts.join(", ");
}

const stopServer = await aServer();
let pipeline: Pipeline | undefined;
try {
  pipeline = await aPipeline();
  const worker = await pipeline.startWorker();
  await pipeline.enrol();
  const processes = [worker, await pipeline.startSyncClient(), pipeline.sage];
  await oneByOne(pipeline, 15);
  await inBulk(pipeline);
  say(`processor time: ${processorSeconds(processes)}`);
} finally {
  await pipeline?.close();
  await stopServer();
}
