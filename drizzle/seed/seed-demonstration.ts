import { entriesOf, hasCompany, seedCompany } from "#drizzle/seed/countersign.ts";
import {
  demoPasswords,
  demoWorlds,
  readCursors,
  type SignIn,
  signIns,
  writeEnrolment,
} from "#drizzle/seed/demonstration.ts";
import { loadProcore, procoreData } from "#drizzle/seed/procore.ts";
import { loadSage, sageContent } from "#drizzle/seed/sage.ts";
import { sampleToday } from "#drizzle/seed/write-company.ts";
import type { Database } from "#lib/db/database.ts";
import { seal } from "#lib/db/seal.ts";

export type Surroundings = {
  readonly key: string;
  /** Addresses of the simulators, and Sage's database as its owner. */
  readonly procore: string;
  readonly sage: string;
  readonly sageUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
};
export type Seeded = { readonly enrolmentCode: string; readonly signIns: readonly SignIn[] };

/**
 * Fills both simulators and the database with the demonstration. Null when it is there already. The database comes last and
 * each company whole, so that a seed that was stopped is made again from the beginning.
 */
export async function seedDemonstration(db: Database, around: Surroundings, now: Date): Promise<Seeded | null> {
  const readAt = now.toISOString();
  const { summitRidge, harborline } = demoWorlds(sampleToday(now));
  if (await hasCompany(db, summitRidge)) return null;
  const hashing = demoPasswords([...summitRidge.people, ...harborline.people]);
  const [entries, others] = [entriesOf(summitRidge, readAt), entriesOf(harborline, readAt)];
  const content = sageContent(summitRidge, entries);
  const data = procoreData([
    { world: summitRidge, entries },
    { world: harborline, entries: others },
  ]);
  await Promise.all([loadProcore(around.procore, data), loadSage(around.sage, content)]);
  const cursors = await readCursors(around.sageUrl);
  const { procore: apiBase, clientId, key } = around;
  const common = { readAt, passwordHashes: await hashing };
  const connection = () => ({ apiBase, clientId, sealedSecret: seal(key, around.clientSecret) });
  if (!(await hasCompany(db, harborline))) {
    await seedCompany(db, { ...common, world: harborline, entries: others, connection: connection(), sage: null });
  }
  let enrolmentCode = "";
  await seedCompany(db, {
    ...common,
    world: summitRidge,
    entries,
    connection: connection(),
    sage: { content, cursors },
    alsoWrite: async (tx, companyId) => {
      enrolmentCode = await writeEnrolment(tx, companyId, summitRidge, 24);
    },
  });
  return { enrolmentCode, signIns: signIns(summitRidge.people) };
}
