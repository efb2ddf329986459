import { sql } from "drizzle-orm";
import type { NoticeSettings } from "#lib/core/notices.ts";
import { json, rows, type Tx } from "#lib/db/database.ts";

/** How people want to be told, by person; who never chose is missing. */
export async function readNoticeSettings(tx: Tx, companyId: string): Promise<ReadonlyMap<string, NoticeSettings>> {
  const found = await rows<NoticeSettings & { personId: string }>(
    tx,
    sql`select person_id as "personId", channels, has_summary as "hasSummary", summary_hour as "summaryHour" from notice_setting where company_id = ${companyId}`,
  );
  return new Map(found.map(({ personId, ...settings }) => [personId, settings]));
}

export async function writeNoticeSettings(
  tx: Tx,
  companyId: string,
  personId: string,
  { channels, hasSummary, summaryHour }: NoticeSettings,
): Promise<void> {
  await tx.execute(sql`insert into notice_setting (company_id, person_id, channels, has_summary, summary_hour)
    values (${companyId}, ${personId}, ${json(channels)}, ${hasSummary}, ${summaryHour})
    on conflict (company_id, person_id) do update set channels = excluded.channels, has_summary = excluded.has_summary, summary_hour = excluded.summary_hour`);
}
