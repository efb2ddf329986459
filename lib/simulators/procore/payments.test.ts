import { afterAll, beforeAll, expect, test } from "vitest";
import { smallDataFile, TestSimulator } from "#lib/simulators/procore/test-simulator.ts";

let simulator: TestSimulator;
const base = "/rest/v1.0/contract_payments";
const AT = "2026-05-06T10:11:12Z";

beforeAll(async () => {
  simulator = await new TestSimulator().start({
    ...smallDataFile(),
    requisitions: [
      { id: 4401, project_id: 77, commitment_id: 90101, invoice_number: "LW-1", updated_at: AT, items: [] },
      { id: 4402, project_id: 77, commitment_id: 90102, invoice_number: "LW-2", updated_at: AT, items: [] },
    ],
    contract_payments: [
      {
        id: 7701,
        project_id: 77,
        contract_id: 90101,
        requisition_id: 4401,
        amount: "5.00",
        date_payment_settled: "2026-05-05",
        updated_at: AT,
      },
    ],
  });
});
afterAll(() => simulator.stop());

const post = (contract_payment: object, contract_id: number | undefined = 90101) =>
  simulator.rest("POST", base, { project_id: 77, contract_id, contract_payment });
const patch = (id: number, contract_payment: object) =>
  simulator.rest("PATCH", `${base}/${id}`, { project_id: 77, contract_payment });

test("a payment is made on its contract, once under an origin, and corrected", async () => {
  const wanted = { origin_id: "LUMEN/LW-1/paid", requisition_id: 4401, amount: "800.00", date: "2026-06-03" };
  const made = await post(wanted);
  expect(made.status).toBe(201);
  expect(made.body).toMatchObject({ ...wanted, payment_number: 2, invoice_number: "LW-1", contract_id: 90101 });
  const again = await post(wanted);
  expect(again.status).toBe(422);
  expect(JSON.stringify(again.body)).toContain("has already been taken");
  expect((await patch(made.body.id, { amount: "0.00" })).body).toMatchObject({ amount: "0.00", date: "2026-06-03" });
  const list = await simulator.rest("GET", `${base}?project_id=77&contract_id=90101`);
  expect(list.body.map(({ amount }: { amount: string }) => amount)).toEqual(["5.00", "0.00"]);
});

test.each<[string, object, string]>([
  ["without an amount", { requisition_id: 4401 }, "can't be blank"],
  ["an amount in words", { requisition_id: 4401, amount: "much" }, "is not a number"],
  ["an invoice of another contract", { requisition_id: 4402, amount: "1.00" }, "is invalid"],
  ["no date", { requisition_id: 4401, amount: "1.00", date: "June 3rd" }, "is not a date"],
  ["a method that there is not", { requisition_id: 4401, amount: "1.00", payment_method: "ach" }, "not included"],
])("is refused: %s", async (_, wanted, words) => {
  const answer = await post(wanted);
  expect(answer.status).toBe(422);
  expect(JSON.stringify(answer.body)).toContain(words);
});

test("a contract has to be named and known; what Procore Pay has settled takes an origin alone", async () => {
  expect((await simulator.rest("POST", base, { project_id: 77, contract_payment: { amount: "1.00" } })).status).toBe(
    400,
  );
  expect((await post({ amount: "1.00" }, 1)).status).toBe(404);
  expect((await patch(7701, { origin_id: "LUMEN/LW-1/payment 7701" })).status).toBe(200);
  expect((await patch(7701, { amount: "6.00" })).status).toBe(422);
});
