// Recomputes the chains of the record: of one company, or of all. Ends with 1 when one is broken, and names the first break.
import { parseArgs } from "node:util";
import { chainStart, checkSlice, eventAt, sliceSize } from "#lib/db/chain.ts";
import { connect, type Database, withCompany } from "#lib/db/database.ts";
import { listedCompanies } from "#lib/db/installation.ts";

const usage = `npm run verify-chain [-- --name COMPANY]
  with DATABASE_URL (the owner) in the environment; without a name every company is verified`;

async function main(): Promise<boolean> {
  const { values } = parseArgs({ options: { name: { type: "string" } } });
  const { DATABASE_URL } = process.env;
  if (!DATABASE_URL) throw new Error(usage);
  const db = connect(DATABASE_URL, 1);
  try {
    const companies = await listedCompanies(db, values.name ?? null);
    if (companies.length === 0) throw new Error(`There is no company${values.name ? ` named ${values.name}` : ""}.`);
    let isWhole = true;
    for (const company of companies) {
      const { isRight, words } = await verify(db, company.id);
      isWhole &&= isRight;
      process.stdout.write(`${company.name}: ${words}\n`);
    }
    return isWhole;
  } finally {
    await db.$client.end();
  }
}

async function verify(db: Database, companyId: string): Promise<{ isRight: boolean; words: string }> {
  for (let place = chainStart; ; ) {
    const slice = await withCompany(db, companyId, (tx) => checkSlice(tx, companyId, place, sliceSize));
    if (slice.firstBreak !== null) return { isRight: false, words: await breakWords(db, companyId, slice.firstBreak) };
    place = slice.place;
    const { done, hash } = place;
    if (slice.isEnd)
      return {
        isRight: true,
        words: done === 0 ? "no event yet" : `${done} events, every hash is right, last ${hash}`,
      };
  }
}

async function breakWords(db: Database, companyId: string, seq: number): Promise<string> {
  const event = await withCompany(db, companyId, (tx) => eventAt(tx, companyId, seq));
  const what = event ? `${event.kind} by ${event.who ?? "nobody"}, ${event.at}` : "it is missing";
  return `BROKEN at event ${seq} (${what}); everything before it is as it was written`;
}

main().then(
  (isWhole) => {
    process.exitCode = isWhole ? 0 : 1;
  },
  (error: Error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  },
);
