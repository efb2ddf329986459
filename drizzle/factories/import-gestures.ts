import { sql } from "drizzle-orm";
import type { TestCompany } from "#drizzle/factories/company.ts";
import type { MemoryImportPort } from "#drizzle/factories/import-port.ts";
import { codeOf, demand, type TestBed } from "#drizzle/factories/test-bed.ts";
import { importRecords } from "#lib/commands/import-records.ts";
import { undoImports } from "#lib/commands/undo-imports.ts";
import { row, withCompany } from "#lib/db/database.ts";
import { mirrorPage } from "#lib/db/mirror.ts";
import { runImports } from "#lib/jobs/run-imports.ts";
import { stageImports } from "#lib/jobs/stage-imports.ts";
import { importRecord } from "#lib/queries/import-record.ts";
import type { ImportRecordView, ImportRow } from "#lib/views/imports.ts";

/** Imports as tests go through them: Sage has rows, they are staged, asked for by an administrator and written into a port. */
export function importGestures(bed: TestBed) {
  const records = ({ id, version }: ImportRow) => [{ recordId: id, seenVersion: version }];
  const view = async (company: TestCompany, type: string, code: string): Promise<ImportRecordView> => {
    const found = await row<{ id: string }>(
      bed.owner,
      sql`select id from staged_record where company_id = ${company.id} and type = ${type} and code = ${code}`,
    );
    return demand(await importRecord.execute(bed.app, company.principal("admin"), { recordId: found?.id }));
  };
  return {
    view,
    one: async (company: TestCompany, type: string, code: string): Promise<ImportRow> =>
      (await view(company, type, code)).row,
    /** Sage shows these rows now. */
    sageHas: (company: TestCompany, table: string, ...content: readonly Readonly<Record<string, string>>[]) =>
      withCompany(bed.app, company.id, (tx) =>
        mirrorPage(tx, company.id, { table, rows: content, cursor: "9", isLast: true }),
      ),
    stage: (company: TestCompany, port?: MemoryImportPort) =>
      bed.run(stageImports, { companyId: company.id }, undefined, port),
    /** Everything that is due is written into the source. */
    write: (company: TestCompany, port: MemoryImportPort) =>
      bed.run(runImports, { companyId: company.id }, undefined, port),
    /** The code of the refusal; null when the import was asked for. */
    ask: async (company: TestCompany, record: ImportRow, options: object = {}): Promise<string | null> => {
      const order = { records: records(record), options };
      return codeOf(await importRecords.execute(bed.app, company.principal("admin"), order));
    },
    undo: async (company: TestCompany, record: ImportRow): Promise<string | null> =>
      codeOf(await undoImports.execute(bed.app, company.principal("admin"), { records: records(record) })),
  };
}
