import type { Client } from "#lib/simulators/sage/database.ts";
import { Refused } from "#lib/simulators/sage/refused.ts";

/** Accounts Payable and Job Cost close their months apart from each other. */
export const APPLICATIONS = ["AP", "JC"] as const;
type Application = (typeof APPLICATIONS)[number];

/** What Sage says to a date in a month that was closed; nothing to any other. `date` is YYYY-MM-DD. */
export function closedPeriodWords(date: string, closedThrough: string | null | undefined): string[] {
  if (!closedThrough || date > closedThrough) return [];
  const [year, month] = date.split("-");
  return [`Period ${month}/${year} is closed`];
}

export async function refuseClosedPeriod(client: Client, application: Application, date: string): Promise<void> {
  const { rows } = await client.query<{ closed_through: string | null }>(
    "select closed_through from simulator.period where application = $1",
    [application],
  );
  const [words] = closedPeriodWords(date, rows[0]?.closed_through ?? null);
  if (words !== undefined) throw new Refused(409, words);
}
