import type { TestCompany } from "#drizzle/factories/company.ts";
import { rawCodes, type TestCode } from "#drizzle/factories/sub-job.ts";
import type { Json } from "#lib/core/canonical-json.ts";

/** The codes of the company's project as the connector gives them. */
export function rawProjectCodes({ project }: TestCompany, codes: readonly TestCode[]): Json {
  const { sourceId: id, number, name } = project;
  const at = "2026-05-12T10:11:12Z";
  return { id, project_id: id, project_number: number, name, updated_at: at, cost_codes: rawCodes(5_000, codes) };
}
