import type { SourceRecord } from "#lib/connectors/port.ts";
import { budgetChangesReading, budgetReading, type WholeReading } from "#lib/connectors/procore/budget-lists.ts";
import type { ProcoreClient } from "#lib/connectors/procore/client.ts";
import { projectCodesReading, projectReading, subJobReading } from "#lib/connectors/procore/coded-lists.ts";
import { forecastReading } from "#lib/connectors/procore/forecast-lists.ts";
import { paymentReading } from "#lib/connectors/procore/payment-lists.ts";

type Reader = (client: ProcoreClient, projectId: string) => Promise<WholeReading>;

/** Lists that Procore cannot narrow to what changed, and whose records are put together from several answers. */
const readers: Readonly<Record<string, Reader>> = {
  budgets: budgetReading,
  budget_changes: budgetChangesReading,
  cost_forecasts: forecastReading,
  projects: projectReading,
  sub_jobs: subJobReading,
  cost_codes: projectCodesReading,
  contract_payments: paymentReading,
};

type Rows = Awaited<ReturnType<WholeReading["records"]>>;
type Known = { readonly mark: string; readonly at: number; readonly rows: Rows };

/** Reads such lists; keeps in memory what it has read of each project, so one is kept per source. */
export class WholeLists {
  readonly #client: ProcoreClient;
  readonly #read = new Map<string, Known>();

  constructor(client: ProcoreClient) {
    this.#client = client;
  }

  has(kind: string): boolean {
    return Object.hasOwn(readers, kind);
  }

  /**
   * All records of the list as they are now, stamped with the moment of reading; none where nothing can have changed. What the
   * last reading had and this one has not comes as deleted: such lists do not tell.
   */
  async *documents(kind: string, projectId: string, isFirst: boolean): AsyncGenerator<SourceRecord> {
    const [key, now] = [`${kind}/${projectId}`, Date.now()];
    const reading = await (readers[kind] as Reader)(this.#client, projectId);
    const known = this.#read.get(key);
    if (!isFirst && known?.mark === reading.mark && now - known.at < this.#client.settings.tuning.trustedMs) return;
    const stamp = new Date(now).toISOString();
    const rows = await reading.records();
    const ids = new Set([...rows.map((row) => String(row.id)), ...(reading.others ?? [])]);
    const gone = (known?.rows ?? []).filter((row) => !ids.has(String(row.id)));
    for (const row of [...rows, ...gone.map((one) => ({ ...one, deleted_at: stamp }))]) yield recordOf(row, stamp);
    // Not before the last record was taken: a reading that broke off is made again.
    this.#read.set(key, { mark: reading.mark, at: now, rows });
  }

  async document(kind: string, projectId: string, id: string): Promise<SourceRecord | null> {
    for await (const record of this.documents(kind, projectId, true)) if (record.id === id) return record;
    return null;
  }
}

function recordOf(row: Rows[number], updatedAt: string): SourceRecord {
  const isDeleted = (row.deleted_at ?? null) !== null;
  return { id: String(row.id), updatedAt, isDeleted, raw: { ...row, updated_at: updatedAt } as SourceRecord["raw"] };
}
