import { firstSignature } from "#lib/core/accept-rules.ts";
import { endRun, lockOpenRun, readNextPart, type StoredRun, storePart } from "#lib/db/accept-runs.ts";
import type { Tx } from "#lib/db/database.ts";
import { readPersonActor } from "#lib/db/people.ts";
import { acceptRows } from "#lib/preflight/accept-rows.ts";
import { releaseTime } from "#lib/preflight/release-time.ts";
import type { RowOutcome } from "#lib/views/inputs.ts";

/** So many in one transaction: others wait for the end of the record no longer than that takes. */
const partSize = 250;
/** Fewer where each is rendered on another day first. */
const datedPartSize = 100;
const worker = { kind: "worker", name: "Worker" } as const;

/**
 * Accepts the next part of the company's run, for whoever decided it and with the rights that they have now; what was not as it
 * was seen stays, with the reason. Answers false when nothing is left to do. A transaction that is lost has accepted
 * nothing, and one that was committed has noted it: the next call goes on where it ended.
 */
export async function stepAcceptRun(tx: Tx, companyId: string): Promise<boolean> {
  const run = await lockOpenRun(tx, companyId);
  if (run === null) return false;
  const actor = await readPersonActor(tx, companyId, { id: run.personId, name: run.by });
  const isOn = run.status === "running" && actor !== null;
  const rows = isOn ? await readNextPart(tx, companyId, run.id, run.bookedDay === null ? partSize : datedPartSize) : [];
  if (actor === null || rows.length === 0) {
    await endRun(tx, companyId, worker, run, actor === null ? `${run.by} is no member any more` : stopOf(run));
    return false;
  }
  const { bookedDay: date, dateReason: reason } = run;
  const dating = date === null || reason === null ? null : { date, reason };
  const answer = await acceptRows({ tx, companyId, actor }, rows, {
    releaseAt: await releaseOf(tx, companyId, run),
    runId: run.id,
    ...(dating ? { dating } : {}),
  });
  await storePart(tx, companyId, actor, run, answer.rows.map(outcomeOf), answer.dated);
  return true;
}

const stopOf = ({ status, endedBy }: StoredRun) => (status === "stopping" ? (endedBy ?? "Stopped") : null);

/** Each part has the undo time of several; a chosen time that passed meanwhile is over. */
async function releaseOf(tx: Tx, companyId: string, { releaseAt }: StoredRun): Promise<string> {
  for (const chosen of [releaseAt, null]) {
    const at = await releaseTime(tx, companyId, partSize, chosen);
    if (at.ok) return at.value;
  }
  throw new Error("the company has no undo time");
}

function outcomeOf({ itemId, isDone, code, sentence, fix }: RowOutcome) {
  if (!isDone) return { itemId, outcome: "refused", why: `${sentence ?? ""} ${fix ?? ""}`.trim() } as const;
  return { itemId, outcome: code === firstSignature ? "signed" : "accepted", why: null } as const;
}
