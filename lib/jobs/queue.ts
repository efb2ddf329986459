import { setTimeout as pause } from "node:timers/promises";
import { Logger, type Runner, run, type TaskList } from "graphile-worker";
import type { Pool } from "pg";
import type { JobContext } from "#lib/jobs/define-job.ts";
import { jobs } from "#lib/jobs/registry.ts";

export type Queue = { stop(): Promise<void> };
const againMs = 500;

/**
 * Listens to the bells. The one file that knows the queue library: no queue names, no order, no exclusion is asked of it;
 * those are the ledger's. A job that throws is rung again by the queue, and by the sweep whatever the queue does. The
 * library gives up when it cannot note the end of a job, as when its connection is cut, and may not come to its own end:
 * another runner takes over at once, because whatever the old one still does is only a bell.
 */
export async function startQueue(pool: Pool, context: JobContext, concurrency: number): Promise<Queue> {
  const start = () => startRunner(pool, context, concurrency);
  let runner: Runner = await start();
  let isStopping = false;
  const keepRunning = async () => {
    while (!isStopping) {
      await endOf(runner);
      if (!isStopping) context.log.warn({}, "the queue ended and is started again");
      runner.kill().catch(() => {});
      while (!isStopping) {
        await pause(againMs);
        const next = await start().catch((error: unknown) =>
          context.log.warn({ err: error }, "the queue cannot start"),
        );
        if (!next) continue;
        runner = next;
        if (isStopping) await runner.stop().catch(() => {});
        break;
      }
    }
  };
  const kept = keepRunning();
  return {
    async stop() {
      isStopping = true;
      await runner.stop().catch(() => {});
      await kept;
    },
  };
}

/** When a runner stops, and already when it begins to because of a failure. */
function endOf(runner: Runner): Promise<void> {
  return new Promise((resolve) => {
    runner.events.once("pool:fatalError", () => resolve());
    runner.promise.then(resolve, () => resolve());
  });
}

function startRunner(pool: Pool, context: JobContext, concurrency: number): Promise<Runner> {
  // Every bell is a few lines of the library's; what concerns people the jobs and the tables say themselves.
  const logger = new Logger(() => (level, words) => {
    if (level === "error" || level === "warning") context.log.warn({ from: "queue" }, words);
    else context.log.trace({ from: "queue" }, words);
  });
  return run({
    pgPool: pool,
    logger,
    concurrency,
    noHandleSignals: true,
    pollInterval: 1000,
    taskList: taskList(context),
    // Ends of jobs are noted together, and a failure to do so is answered for, not thrown at nobody.
    preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
  });
}

function taskList(context: JobContext): TaskList {
  return Object.fromEntries(
    jobs.map((job) => [
      job.name,
      async (payload: unknown, { job: { key }, abortSignal }) => {
        try {
          await job.run(context, job.payload.parse({ ...(payload as object), key }), abortSignal);
        } catch (error) {
          context.log.error({ job: job.name, err: error }, "job failed");
          throw error;
        }
      },
    ]),
  );
}
