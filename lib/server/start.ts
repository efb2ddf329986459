import "server-only";
import { selfCheck } from "#lib/db/self-check.ts";
import { database } from "#lib/server/wiring.ts";

/** Ends the process when the database is not fit for use (reliability.md P22). */
export async function demandSafeStart(): Promise<void> {
  const problems = await selfCheck(database()).catch((error: unknown) => [
    error instanceof Error ? error.message : String(error),
  ]);
  if (problems.length === 0) return;
  process.stderr.write(
    `Countersign does not start on this database:\n${problems.map((problem) => `  ${problem}\n`).join("")}`,
  );
  process.exit(1);
}
