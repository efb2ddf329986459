import { canonicalJson, type Json } from "#lib/core/canonical-json.ts";
import type { EntryScreen, Expectation, ExportDocument, SageWrite } from "#lib/core/export-document.ts";
import type { Facts } from "#lib/core/facts.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import type { ExportFields } from "#lib/core/record-type.ts";
import { sageLimits } from "#lib/core/sage-records.ts";
import { documentTag } from "#lib/core/sage-text.ts";
import { type Company, readCompany } from "#lib/records/vendor/model.ts";

/**
 * Limits of a vendor, domain/sage-300-cre.md 9 and domain/procore-erp-tool.md 5. Those of the address are the ones that
 * Sage's jobs have; for vendors they are derived, as is the length of a type.
 */
export const limits = {
  sageId: sageLimits.vendor,
  name: 30,
  type: 20,
  addressLines: 2,
  addressLine: 30,
  city: 15,
  state: 4,
  zip: 10,
} as const;
const table = "APM_MASTER__VENDOR";

/**
 * Sage has no import of vendors (domain/sage-300-cre.md 6): the sheet that a person keys in, or the one row that is
 * written over SQL, and the proof of the new vendor. The telephone goes with it and is no part of the proof: Sage brings
 * it into a form of its own.
 * Refuses (`item.not_rendered`) without a vendor ID, a type or a name; it does not repeat the rules.
 */
export function encode(
  body: Json,
  fields: ExportFields,
  facts: Facts,
  revisionSha256: string,
): Outcome<ExportDocument> {
  const company = readCompany(body);
  const { sageId = "", vendorType = "" } = fields;
  if (sageId === "") return refuse("item.not_rendered", { problem: "the vendor ID is empty." });
  if (vendorType === "") return refuse("item.not_rendered", { problem: "the vendor type is empty." });
  if (company.name === "") return refuse("item.not_rendered", { problem: "the company has no name." });
  const row = rowOf(company, sageId, vendorType);
  const door = facts.profile.vendorDoor;
  return ok({
    format: 1,
    companyId: facts.companyId,
    recordType: "vendor",
    sourceId: company.sourceId,
    revisionSha256,
    operation: "create",
    erpId: sageId,
    tag: documentTag(canonicalJson([revisionSha256, { door, sageId, vendorType }])),
    files: [],
    ...wayOf(door, row, company.phone),
    expectations: [expectationOf(row)],
  });
}

type VendorRow = Readonly<Record<(typeof proved)[number], string>>;
/** The columns that are read back; Sage's spelling (domain/sage-300-cre.md 8.3). */
const proved = ["Vendor", "Name", "Type", "Address_1", "Address_2", "City", "State", "Zip"] as const;

function rowOf(company: Company, Vendor: string, Type: string): VendorRow {
  const { name: Name, city: City, state: State, zip: Zip } = company;
  const [Address_1 = "", Address_2 = ""] = company.address;
  return { Vendor, Name, Type, Address_1, Address_2, City, State, Zip };
}

function wayOf(door: "attended" | "database", row: VendorRow, phone: string): Partial<ExportDocument> {
  return door === "attended" ? { door, sheet: sheetOf(row, phone) } : { door, writes: writesOf(row, phone) };
}

/** What is left empty is not on the sheet; the order is that of the screen. */
function sheetOf(row: VendorRow, phone: string): readonly EntryScreen[] {
  const fields = [
    { label: "Vendor", value: row.Vendor },
    { label: "Name", value: row.Name },
    { label: "Type", value: row.Type },
    { label: "Address 1", value: row.Address_1 },
    { label: "Address 2", value: row.Address_2 },
    { label: "City", value: row.City },
    { label: "State", value: row.State },
    { label: "ZIP", value: row.Zip },
    { label: "Telephone", value: phone },
  ];
  return [{ title: "Accounts Payable > Setup > Vendors", fields: fields.filter(({ value }) => value !== "") }];
}

function writesOf({ Vendor, ...values }: VendorRow, phone: string): readonly SageWrite[] {
  const all = { ...values, Telephone: phone };
  const filled = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ""));
  return [{ table, operation: "insert", key: { Vendor }, values: filled }];
}

function expectationOf(row: VendorRow): Expectation {
  return {
    table,
    unpostedTable: null,
    key: { Vendor: row.Vendor },
    rowKey: ["Vendor"],
    columns: Object.fromEntries(proved.map((column) => [column, "text" as const])),
    rows: [row],
  };
}
