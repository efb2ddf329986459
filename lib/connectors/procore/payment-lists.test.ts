import { expect, test } from "vitest";
import { procoreSource } from "#lib/connectors/procore/procore-source.ts";
import { CREDENTIALS, smallDataFile, TestSimulator } from "#lib/simulators/procore/test-simulator.ts";

const AT = "2026-06-05T10:11:12Z";
const place = { project_id: 77, contract_id: 9100, commitment_id: 9100, updated_at: AT };

test("payments of billed contracts come with their invoice; gone ones as deleted; the Sage id goes back", async () => {
  const simulator = await new TestSimulator().start({
    ...smallDataFile(),
    requisitions: [{ id: 4410, invoice_number: "LW-2031", vendor_id: 555, ...place }],
    contract_payments: [
      { id: 8801, requisition_id: 4410, amount: "2700", check_number: "100231", ...place },
      { id: 8802, requisition_id: null, amount: "1", status: "initiated", ...place },
      { id: 8803, amount: "1", ...place, contract_id: 9999 },
    ],
  });
  try {
    const base = { apiBase: simulator.url, loginBase: simulator.url, companyId: "501" };
    const source = procoreSource({ ...base, ...CREDENTIALS });
    const window = { since: null, until: new Date().toISOString() };
    const found = [];
    for await (const record of source.documents("contract_payments", "77", window)) found.push(record);
    expect(found.map(({ raw }) => raw)).toMatchObject([
      { id: "8801", requisition_id: 4410, requisition: { invoice_number: "LW-2031", vendor_id: 555 } },
      { id: "8802", requisition: { invoice_number: null } },
    ]);
    const origin = { id: "LUMEN/LW-2031/payment 8801", code: null, data: "countersign" };
    expect(await source.writeOrigin("contract_payments", "77", "8801", origin)).toMatchObject({ kind: "written" });
    const shown = await simulator.rest("GET", "/rest/v1.0/contract_payments/8801?project_id=77");
    expect(shown.body).toMatchObject({ origin_id: origin.id, invoice_number: "LW-2031" });
    expect((await simulator.rest("GET", "/rest/v1.0/contract_payments?project_id=77")).status).toBe(400);
    expect((await simulator.rest("GET", "/rest/v1.0/contract_payments/8801?project_id=78")).status).toBe(404);
  } finally {
    await simulator.stop();
  }
});
