import { sql } from "drizzle-orm";
import type { TestCompany } from "#drizzle/factories/company.ts";
import { importGestures } from "#drizzle/factories/import-gestures.ts";
import { MemoryImportPort } from "#drizzle/factories/import-port.ts";
import { aConnectedCompany } from "#drizzle/factories/procore-connection.ts";
import type { TestBed } from "#drizzle/factories/test-bed.ts";
import type { ImportRecordView, ImportRow } from "#lib/views/imports.ts";

/** The desk of somebody who imports: a connected company of its own with a source in memory. */
export type ImportDesk = {
  readonly company: TestCompany;
  readonly port: MemoryImportPort;
  /** Sage shows these rows now. */
  has(table: string, ...content: readonly Record<string, string>[]): Promise<void>;
  /** The company's settings, in part. */
  sets(profile: Record<string, unknown>): Promise<void>;
  stage(): Promise<void>;
  /** Everything that is due is written into the source. */
  write(): Promise<void>;
  view(type: string, code: string): Promise<ImportRecordView>;
  one(type: string, code: string): Promise<ImportRow>;
  /** Answers the refusal's code, or null. */
  ask(record: ImportRow, options?: Record<string, string>): Promise<string | null>;
  undo(record: ImportRow): Promise<string | null>;
};

export async function anImportDesk(bed: TestBed): Promise<ImportDesk> {
  const company = await aConnectedCompany(bed.owner);
  const port = new MemoryImportPort();
  const gestures = importGestures(bed);
  return {
    company,
    port,
    has: (table, ...content) => gestures.sageHas(company, table, ...content),
    sets: async (profile) => {
      await bed.owner.execute(
        sql`update company set profile = profile || ${JSON.stringify(profile)}::jsonb where id = ${company.id}`,
      );
    },
    stage: () => gestures.stage(company, port),
    write: () => gestures.write(company, port),
    view: (type, code) => gestures.view(company, type, code),
    one: (type, code) => gestures.one(company, type, code),
    ask: (record, options) => gestures.ask(company, record, options),
    undo: (record) => gestures.undo(company, record),
  };
}
