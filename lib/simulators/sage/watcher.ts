import { type FSWatcher, watch } from "node:fs";
import { report } from "#lib/simulators/sage/database.ts";
import { listTriggers, type Trigger } from "#lib/simulators/sage/folder.ts";
import { processRun, type Sage } from "#lib/simulators/sage/run.ts";

export interface Watcher {
  /** The tag at work, if any, and the tags that wait. */
  state(): { running: string | null; waiting: string[] };
  stop(): Promise<void>;
}

const POLL_MS = 100;
const RETRY_MS = 250;

/** Takes the triggers up one at a time, in the order in which they appeared. */
export function watchImports(sage: Sage): Watcher {
  const queue: Trigger[] = [];
  const retryAt = new Map<string, number>();
  let running: Trigger | undefined;
  let isStopped = false;
  let wake: () => void = () => {};
  const watcher: FSWatcher = watch(sage.folder.imports, () => wake());
  watcher.on("error", (error) => report("folder watch", error));

  const scan = async (): Promise<void> => {
    const known = new Set(queue.map((trigger) => trigger.tag));
    queue.push(...(await listTriggers(sage.folder, known)));
  };
  const nextReady = (): Trigger | undefined =>
    queue.find((trigger) => (retryAt.get(trigger.identity) ?? 0) <= Date.now());
  const forget = (trigger: Trigger): void => {
    queue.splice(queue.indexOf(trigger), 1);
    retryAt.delete(trigger.identity);
  };
  const take = async (trigger: Trigger): Promise<void> => {
    running = trigger;
    try {
      const outcome = await processRun(sage, trigger);
      if (outcome === "locked") retryAt.set(trigger.identity, Date.now() + RETRY_MS);
      else forget(trigger);
    } catch (error) {
      report(`run ${trigger.tag}`, error);
      retryAt.set(trigger.identity, Date.now() + RETRY_MS);
    } finally {
      running = undefined;
    }
  };
  const loop = async (): Promise<void> => {
    while (!isStopped) {
      const woken = new Promise<void>((resolve) => {
        wake = resolve;
      });
      if (!sage.faults.isOffline()) {
        const ready = nextReady();
        if (!ready) await scan().catch((error) => report("folder scan", error));
        const trigger = ready ?? nextReady();
        if (trigger) {
          await take(trigger);
          continue;
        }
      }
      await Promise.race([woken, pause(POLL_MS)]);
    }
  };
  const done = loop();
  return {
    state: () => ({
      running: running?.tag ?? null,
      waiting: queue.filter((trigger) => trigger !== running).map((trigger) => trigger.tag),
    }),
    async stop() {
      isStopped = true;
      watcher.close();
      wake();
      await done;
    },
  };
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
