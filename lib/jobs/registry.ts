import type { z } from "zod";
import { acceptRunJob } from "#lib/jobs/accept-run.ts";
import { checkItems } from "#lib/jobs/check-items.ts";
import type { Job } from "#lib/jobs/define-job.ts";
import { deliverWebhooks } from "#lib/jobs/deliver-webhooks.ts";
import { driveExport } from "#lib/jobs/drive-export.ts";
import { liftHolds } from "#lib/jobs/lift-holds.ts";
import { listenToSourceJob } from "#lib/jobs/listen-to-source.ts";
import { makeTables } from "#lib/jobs/make-tables.ts";
import { matchVendors } from "#lib/jobs/match-vendors.ts";
import { pollPart } from "#lib/jobs/poll-part.ts";
import { pollSource } from "#lib/jobs/poll-source.ts";
import { pruneHistory } from "#lib/jobs/prune-history.ts";
import { runImports } from "#lib/jobs/run-imports.ts";
import { sendMails } from "#lib/jobs/send-mails.ts";
import { stageImports } from "#lib/jobs/stage-imports.ts";
import { tellPayments } from "#lib/jobs/tell-payments.ts";
import { tellPeople } from "#lib/jobs/tell-people.ts";
import { verifyChainJob } from "#lib/jobs/verify-chain.ts";
import { watchCauses } from "#lib/jobs/watch-causes.ts";
import { watchDrift } from "#lib/jobs/watch-drift.ts";
import { writeBack } from "#lib/jobs/write-back.ts";
import { writeSummaries } from "#lib/jobs/write-summaries.ts";

/** Every kind of bell the worker answers. */
export const jobs = [
  driveExport,
  acceptRunJob,
  liftHolds,
  writeBack,
  checkItems,
  matchVendors,
  pollSource,
  pollPart,
  listenToSourceJob,
  stageImports,
  runImports,
  tellPayments,
  watchDrift,
  watchCauses,
  pruneHistory,
  verifyChainJob,
  makeTables,
  tellPeople,
  sendMails,
  writeSummaries,
  deliverWebhooks,
] as unknown as readonly Job<z.ZodType>[];
