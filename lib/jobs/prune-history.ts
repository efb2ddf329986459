import { z } from "zod";
import { retention } from "#lib/core/retention.ts";
import { pruneEpisodes } from "#lib/db/cause-episodes.ts";
import { pruneUnsentFiles } from "#lib/db/comment-files.ts";
import { type Tx, withCompany } from "#lib/db/database.ts";
import { pruneMailLinks } from "#lib/db/mail-links.ts";
import { pruneMails } from "#lib/db/mails.ts";
import { pruneNotices } from "#lib/db/notices.ts";
import { pruneProjectShares } from "#lib/db/project-shares.ts";
import { pruneRowHistory } from "#lib/db/row-history.ts";
import { pruneTableFiles } from "#lib/db/table-files.ts";
import { pruneDeliveries } from "#lib/db/webhooks.ts";
import { defineJob } from "#lib/jobs/define-job.ts";

const { rows, causes, notices, mails, mailLinks, shares, deliveries, unsentFiles, tableFiles } = retention;
/** Each removes at most `limit` and answers how many it removed. */
const prunes: readonly ((tx: Tx, companyId: string, limit: number) => Promise<number>)[] = [
  (tx, companyId, limit) => pruneRowHistory(tx, companyId, { days: rows.days, limit }),
  (tx, companyId, limit) => pruneEpisodes(tx, companyId, causes.days, limit),
  (tx, companyId, limit) => pruneNotices(tx, companyId, notices.days, limit),
  (tx, companyId, limit) => pruneMails(tx, companyId, mails.days, limit),
  (tx, companyId, limit) => pruneMailLinks(tx, companyId, mailLinks.days, limit),
  (tx, companyId, limit) => pruneProjectShares(tx, companyId, shares.days, limit),
  (tx, companyId, limit) => pruneDeliveries(tx, companyId, deliveries.days, limit),
  (tx, companyId, limit) => pruneUnsentFiles(tx, companyId, unsentFiles.days, Math.ceil(limit / 100)),
  (tx, companyId, limit) => pruneTableFiles(tx, companyId, tableFiles.days, Math.ceil(limit / 1000)),
];

/** Removes what is older than `retention` says, in small pieces, each in a transaction of its own. */
export const pruneHistory = defineJob({
  name: "mirror.prune",
  payload: z.object({ companyId: z.uuid() }),
  async run({ db }, { companyId }) {
    for (const prune of prunes)
      for (let removed = 1; removed > 0; )
        removed = await withCompany(db, companyId, (tx) => prune(tx, companyId, 5000));
  },
});
