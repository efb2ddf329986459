import { z } from "zod";
import type { Actor } from "#lib/core/actors.ts";
import { withCompany } from "#lib/db/database.ts";
import { type HookFate, isHookAsked, settleHooks } from "#lib/db/source-hooks.ts";
import { defineJob } from "#lib/jobs/define-job.ts";

const worker: Actor = { kind: "worker", name: "Worker" };

/**
 * Has the source tell our address what happens there, where that was asked for. Tried once: what failed is said on Health, and
 * reading goes on as before. What an earlier registration left is replaced.
 */
export const listenToSourceJob = defineJob({
  name: "source.listen",
  payload: z.object({ companyId: z.uuid() }),
  async run({ db, events, sourceSecretOf, address, log }, { companyId }) {
    if (!(await withCompany(db, companyId, (tx) => isHookAsked(tx, companyId)))) return;
    const url = new URL(`/api/webhooks/procore/${companyId}`, address).href;
    const fate = await (async (): Promise<HookFate> => {
      try {
        const port = await events(companyId);
        if (!port) return failed("Procore is not connected.");
        const names = await port.register({ url, authorization: sourceSecretOf(companyId) });
        return { url, resources: names.length, problem: null };
      } catch (error) {
        log.warn({ err: error }, "webhooks were not registered");
        return failed(error instanceof Error ? error.message : "Procore did not answer.");
      }
    })();
    await withCompany(db, companyId, (tx) => settleHooks(tx, companyId, worker, fate));
  },
});

const failed = (problem: string): HookFate => ({ url: null, resources: 0, problem: problem.slice(0, 500) });
