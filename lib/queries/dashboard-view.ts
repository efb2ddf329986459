import { z } from "zod";
import { ageLines, dayBefore, dayLines } from "#lib/core/dashboard.ts";
import { ok } from "#lib/core/outcome.ts";
import { readCauses } from "#lib/db/causes.ts";
import { readAges, readDayCounts } from "#lib/db/dashboard.ts";
import { readCompany } from "#lib/db/facts.ts";
import { readNow } from "#lib/db/inbox.ts";
import { defineQuery } from "#lib/queries/define-query.ts";
import { causeHref } from "#lib/views/cause-lines.ts";
import type { DashboardView } from "#lib/views/dashboard.ts";

const days = 30;
const mostCauses = 10;

/** Where items age, how many are done a day, and what makes them fail. */
export const dashboardView = defineQuery({
  name: "dashboard.view",
  needs: "inbox.read",
  input: z.object({}),
  async run({ tx, companyId }) {
    const { today, timeZone } = await readCompany(tx, companyId);
    const counts = await readDayCounts(tx, companyId, dayBefore(today, days - 1), timeZone);
    const { causes } = await readCauses(tx, companyId);
    const view: DashboardView = {
      ages: ageLines(await readAges(tx, companyId)),
      days: dayLines(counts, today, days),
      causes: causes
        .slice(0, mostCauses)
        .map(({ key, words, items, amount }) => ({ key, words, items, amount, href: causeHref(key) })),
      moreCauses: Math.max(0, causes.length - mostCauses),
      next: null,
      now: await readNow(tx),
    };
    return ok(view);
  },
});
