import type { TestCompany } from "#drizzle/factories/company.ts";
import { type TestItem, takeIn } from "#drizzle/factories/item.ts";
import type { Json } from "#lib/core/canonical-json.ts";
import type { ItemState } from "#lib/core/workflow.ts";
import type { Database } from "#lib/db/database.ts";

export type TestCode = { readonly code: string; readonly types: readonly string[] };
type Options = {
  readonly state?: ItemState;
  readonly project?: string;
  readonly code?: string;
  readonly name?: string;
  readonly codes?: readonly TestCode[];
};

let serial = 0;

/** A sub job as the connector gives it, with its codes. */
function rawSubJob(id: number, options: Options & { readonly project: string }): Json {
  const { code = "GARAGE", name = "Parking garage", project } = options;
  return {
    id,
    project_id: project,
    code,
    name,
    updated_at: "2026-05-12T10:11:12Z",
    cost_codes: rawCodes(id * 100, options.codes ?? [{ code: "26-010", types: ["MAT", "SUB"] }]),
  };
}

/** Rows of Procore's cost codes; ids count on from `base`. */
export function rawCodes(base: number, codes: readonly TestCode[]): Json[] {
  return codes.map(({ code, types }, n) => ({
    id: base + n,
    code,
    full_code: code,
    name: `Electrical ${code}`,
    line_item_types: types.map((type, t) => ({ id: t + 1, code: type, name: type })),
  }));
}

/** A sub job that came from the source and reached its state by the real verbs; ready by default. */
export async function aSubJob(
  db: Database,
  company: TestCompany,
  { state, ...options }: Options = {},
): Promise<Omit<TestItem, "contract">> {
  serial += 1;
  const id = 700_000 + serial;
  const raw = rawSubJob(id, { project: company.project.sourceId, ...options });
  return await takeIn(db, company, { kind: "sub_jobs", id, raw }, state);
}
