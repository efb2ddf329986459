import type { Json } from "#lib/core/canonical-json.ts";
import type { DetailField, LineView } from "#lib/core/record-type.ts";
import { readCompany } from "#lib/records/vendor/model.ts";

/** A company has no lines. */
export function lines(): readonly LineView[] {
  return [];
}

/** The company in reading order; what Procore leaves empty is left out. */
export function details(body: Json): readonly DetailField[] {
  const company = readCompany(body);
  const fields: readonly DetailField[] = [
    { label: "Name", value: company.name, kind: "text" },
    { label: "Status", value: statusOf(company), kind: "text" },
    ...company.address.map((value, index) => ({ label: `Address ${index + 1}`, value, kind: "text" as const })),
    { label: "City", value: company.city, kind: "text" },
    { label: "State", value: company.state, kind: "text" },
    { label: "ZIP", value: company.zip, kind: "text" },
    { label: "Country", value: company.country, kind: "text" },
    { label: "Telephone", value: company.phone, kind: "text" },
    { label: "E-mail", value: company.email, kind: "text" },
  ];
  return fields.filter((field) => field.value !== "");
}

function statusOf({ isActive, isDeleted }: { readonly isActive: boolean; readonly isDeleted: boolean }): string {
  if (isDeleted) return "Deleted";
  return isActive ? "Active" : "Inactive";
}
