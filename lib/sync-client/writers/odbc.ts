import { type OdbcOptions, odbcProgram } from "#lib/sync-client/readers/odbc.ts";
import type { SageWriter } from "#lib/sync-client/writers/writer.ts";

/** Changes Sage over its 32-bit ODBC driver, in one transaction of the driver. Not verified on a live Sage. */
export function odbcWriter(options: OdbcOptions): SageWriter {
  const program = odbcProgram(options);
  return {
    apply: async (statements) => void (await program.ask({ changes: statements })),
    close: () => program.close(),
  };
}
