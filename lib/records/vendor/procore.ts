import { z } from "zod";
import type { Json } from "#lib/core/canonical-json.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { Id, problemOf, Text } from "#lib/core/procore-values.ts";
import type { Head } from "#lib/core/record-type.ts";
import { Company } from "#lib/records/vendor/model.ts";

/** Procore's list of the companies in the directory; it belongs to the company and to no project. */
export const procoreKind = "vendors";

/** Lines as they were typed; an address without a line break is one line. */
const Lines = z
  .string()
  .nullish()
  .transform((text) =>
    (text ?? "")
      .normalize("NFC")
      .split(/\r\n|\r|\n/)
      .map((line) => line.replace(/\s+/g, " ").trim())
      .filter((line) => line !== ""),
  );
const RawVendor = z.object({
  id: Id,
  name: Text,
  is_active: z.boolean().nullish(),
  address: Lines,
  city: Text,
  state_code: Text,
  zip: Text,
  country_code: Text,
  business_phone: Text,
  email_address: Text,
  origin_id: Text,
  updated_at: z.iso.datetime({ offset: true }),
  deleted_at: z.string().nullish(),
});

/**
 * A company of Procore's directory, view `extended` (domain/procore-rest-api.md 4.5), into body and head. It has no number:
 * its name stands where other documents have theirs, and its place beside it. Its amount is 0.00.
 * Refuses with `input.invalid` naming the first field that cannot be read.
 */
export function decode(sourceKind: string, raw: Json): Outcome<{ body: Json; head: Head }> {
  if (sourceKind !== procoreKind)
    return refuse("input.invalid", { field: "kind", problem: `“${sourceKind}” is no list of companies` });
  const read = RawVendor.safeParse(raw);
  if (!read.success) return refuse("input.invalid", problemOf(read.error));
  const found = read.data;
  const company = Company.parse({
    sourceId: found.id,
    name: found.name,
    isActive: found.is_active ?? true,
    isDeleted: Boolean(found.deleted_at),
    address: found.address,
    city: found.city,
    state: found.state_code,
    zip: found.zip,
    country: found.country_code,
    phone: found.business_phone,
    email: found.email_address,
  });
  return ok({ body: company, head: headOf(company, found.updated_at, found.origin_id) });
}

function headOf(company: Company, updatedAt: string, originId: string): Head {
  const isActive = company.isActive && !company.isDeleted;
  return {
    sourceKind: procoreKind,
    sourceId: company.sourceId,
    projectSourceId: null,
    vendorSourceId: company.sourceId,
    vendorName: company.name,
    number: company.name,
    title: [company.city, company.state].filter(Boolean).join(", "),
    amount: "0.00",
    status: isActive ? "Active" : "Inactive",
    isApproved: isActive,
    // The directory does not say who made or edited a company.
    authors: [],
    updatedAt,
    ...(originId === "" ? {} : { originId }),
  };
}
