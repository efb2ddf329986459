import type { TestCompany } from "#drizzle/factories/company.ts";
import { importGestures } from "#drizzle/factories/import-gestures.ts";
import type { MemoryImportPort } from "#drizzle/factories/import-port.ts";
import { aConnectedCompany } from "#drizzle/factories/procore-connection.ts";
import type { TestBed } from "#drizzle/factories/test-bed.ts";
import type { CompanyProfile } from "#lib/core/company-profile.ts";

/** Imports of one type, with companies of the test's own. For tests only. */
export function importBed(bed: TestBed, type: string) {
  const { view, one, ask, undo, write, ...gestures } = importGestures(bed);
  return {
    ...gestures,
    view: (company: TestCompany, code: string) => view(company, type, code),
    one: (company: TestCompany, code: string) => one(company, type, code),
    company: (profile: Partial<CompanyProfile> = {}) => aConnectedCompany(bed.owner, { profile }),
    ask: async (company: TestCompany, code: string, options: object = {}) =>
      await ask(company, await one(company, type, code), options),
    undo: async (company: TestCompany, code: string) => await undo(company, await one(company, type, code)),
    async write(company: TestCompany, port: MemoryImportPort): Promise<void> {
      await write(company, port);
      await gestures.stage(company, port);
    },
  };
}
