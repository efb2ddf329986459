import type { WholeReading } from "#lib/connectors/procore/budget-lists.ts";
import type { ProcoreClient } from "#lib/connectors/procore/client.ts";
import { isRow, listRows, type Row } from "#lib/connectors/procore/pages.ts";

const PER_PAGE = "100";

/**
 * The payments of a project, each with the invoice that it pays as `requisition`. Procore lists them by contract and tells
 * no changes (domain/procore-rest-api.md 3.1, 3.3): only contracts that were billed are asked, and only every ten minutes.
 */
export async function paymentReading(client: ProcoreClient, projectId: string): Promise<WholeReading> {
  return {
    mark: "",
    records: async () => {
      const invoices = new Map<string, Row>();
      const query = { project_id: projectId, per_page: PER_PAGE };
      for await (const row of listRows(client, client.url("/rest/v1.1/requisitions", query)))
        if (isRow(row)) invoices.set(String(row.id), row);
      const contracts = new Set([...invoices.values()].map((row) => String(row.commitment_id)));
      const found: Row[] = [];
      for (const contract_id of contracts) {
        const url = client.url("/rest/v1.0/contract_payments", { ...query, contract_id });
        for await (const row of listRows(client, url)) if (isRow(row)) found.push(withInvoice(row, invoices));
      }
      return found.map((row) => ({ ...row, id: String(row.id) }));
    },
  };
}

function withInvoice(row: Row, invoices: ReadonlyMap<string, Row>): Row {
  const {
    invoice_number = null,
    vendor_id = null,
    vendor_name = null,
  } = invoices.get(String(row.requisition_id)) ?? {};
  return { ...row, requisition: { invoice_number, vendor_id, vendor_name } };
}
