import { expect, test } from "vitest";
import type { Json } from "#lib/core/canonical-json.ts";
import { readPrimeChangeOrder } from "#lib/records/prime-contract-change-order/model.ts";
import { decode, procoreKind } from "#lib/records/prime-contract-change-order/procore.ts";

const code = { wbs_code: { flat_code: "26-010.S" } };
const line = { id: 8001, description: "More", total_amount: "110.00", prime_line_item_id: 7001, ...code };
const contractLine = { id: 7001, description: "Area 1", origin_id: "hh2-1", origin_code: "1000", ...code };
const raw = {
  id: 60001,
  type: "PrimeContractChangeOrder",
  contract_id: 95001,
  project_id: 77,
  number: "PC001",
  title: " Lobby ",
  status: "approved",
  grand_total: "110.00",
  created_at: "2026-05-12T10:11:12Z",
  updated_at: "2026-05-13T10:11:12Z",
  creator: { id: 99 },
  line_items: [line],
  prime_contract: { id: 95001, number: "P-1", title: "Clinic", origin_id: "24-01-P", line_items: [contractLine] },
};
const read = (over: object) => {
  const decoded = decode(procoreKind, { ...raw, ...over } as unknown as Json);
  if (!decoded.ok) throw new Error(JSON.stringify(decoded.refusal));
  return { body: readPrimeChangeOrder(decoded.value.body), head: decoded.value.head };
};
const refusal = (over: object, kind: string = procoreKind) =>
  JSON.stringify(decode(kind, { ...raw, ...over } as unknown as Json));

test("a package with its contract", () => {
  const { body, head } = read({});
  expect(body).toMatchObject({
    title: "Lobby",
    createdDate: "2026-05-12",
    lines: [{ costCode: "26-010", category: "S", amount: "110.00", contractLineSourceId: "7001" }],
    contract: { erpId: "24-01-P", items: [{ item: "1000", costCode: "26-010" }] },
  });
  expect(head).toMatchObject({ sourceKind: procoreKind, amount: "110.00", isApproved: true, vendorSourceId: null });
});

test("markups are part of the total amount, and are added to an extended one", () => {
  const markup_line_items = [{ amount: "7.5" }, { amount: 2.5 }];
  const [whole] = read({ line_items: [{ ...line, markup_line_items }] }).body.lines;
  expect(whole).toMatchObject({ amount: "110.00", markup: "10.00" });
  const extended = { ...line, total_amount: null, extended_amount: "100.00", markup_line_items };
  expect(read({ line_items: [extended] }).body.lines[0]).toMatchObject({ amount: "110.00", markup: "10.00" });
});

test("a line without Sage's code has the id that the import gave it; a contract not from Sage has none", () => {
  const own = { ...contractLine, origin_code: null };
  const { body } = read({ prime_contract: { ...raw.prime_contract, origin_id: null, line_items: [own] } });
  expect(body.contract).toMatchObject({ erpId: "", items: [{ item: "hh2-1" }] });
  const imported = { ...own, origin_id: "24-01-P/1000" };
  const { body: other } = read({ prime_contract: { ...raw.prime_contract, line_items: [imported] } });
  expect(other.contract?.items.map(({ item }) => item)).toEqual(["1000"]);
  expect(read({ prime_contract: null }).body.contract).toBeNull();
});

test("what cannot be read is refused by name", () => {
  expect(refusal({}, "prime_contracts")).toContain("is no kind of prime contract change");
  expect(refusal({ type: "CommitmentContractChangeOrder" })).toContain("is no change order of a prime contract");
  expect(refusal({ line_items: null })).toContain("has to be read with its lines");
  expect(refusal({ line_items: [{ ...line, total_amount: null }] })).toContain("line_items.0.total_amount");
  expect(refusal({ project_id: null })).toContain("project");
  expect(read({ line_items: null, deleted_at: "2026-05-14T00:00:00Z" }).body.isDeleted).toBe(true);
});
