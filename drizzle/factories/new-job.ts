import type { TestCompany } from "#drizzle/factories/company.ts";
import { type TestItem, takeIn } from "#drizzle/factories/item.ts";
import { rawCodes, type TestCode } from "#drizzle/factories/sub-job.ts";
import type { Json } from "#lib/core/canonical-json.ts";
import type { ItemState } from "#lib/core/workflow.ts";
import { type Database, withCompany } from "#lib/db/database.ts";
import { ingestDirectory } from "#lib/preflight/ingest.ts";

type Options = {
  readonly state?: ItemState;
  readonly number?: string;
  readonly name?: string;
  readonly codes?: readonly TestCode[];
};
export type TestNewJob = Omit<TestItem, "contract"> & { readonly project: string };

let serial = 0;

/** The project as the connector gives it, with its codes. */
export function rawProject(id: number, { number = "24-109", name = "South Clinic", codes }: Options = {}): Json {
  return {
    id,
    name,
    project_number: number,
    active: true,
    is_erp_integrated: true,
    address: "400 Harbor Road",
    city: "Duluth",
    state_code: "MN",
    zip: "55802",
    updated_at: "2026-05-12T10:11:12Z",
    cost_codes: rawCodes(id * 100, codes ?? [{ code: "26-010", types: ["MAT", "SUB"] }]),
  };
}

/** A project of the directory that has no job in Sage; answers its id in the source. */
async function aProjectWithoutJob(db: Database, company: TestCompany, options: Options = {}): Promise<number> {
  serial += 1;
  const id = 8_000 + serial;
  const { number = "24-109", name = "South Clinic" } = options;
  const entry = { sourceId: String(id), number, name, isActive: true, city: "", phone: "", updatedAt: null };
  await withCompany(db, company.id, (tx) => ingestDirectory(tx, company.id, "project", [entry]));
  return id;
}

/** Its item, which came from the source and reached its state by the real verbs; ready by default. */
export async function aNewJob(
  db: Database,
  company: TestCompany,
  { state, ...options }: Options = {},
): Promise<TestNewJob> {
  const id = await aProjectWithoutJob(db, company, options);
  const taken = await takeIn(db, company, { kind: "projects", id, raw: rawProject(id, options) }, state);
  return { ...taken, project: String(id) };
}
