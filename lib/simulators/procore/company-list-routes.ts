import { z } from "zod";
import { type FieldErrors, notFound } from "#lib/simulators/procore/answer.ts";
import { day, decimalText, originFields, text } from "#lib/simulators/procore/contract-writes.ts";
import type { RecordOf } from "#lib/simulators/procore/data-file.ts";
import { INSURANCE_STATUSES } from "#lib/simulators/procore/import-records.ts";
import { listAnswer, USUAL_PAGES } from "#lib/simulators/procore/listing.ts";
import { isTaken, syncRecords } from "#lib/simulators/procore/origin-records.ts";
import type { RestCall, RestRoute } from "#lib/simulators/procore/rest-call.ts";
import { idParam, requireCompany } from "#lib/simulators/procore/rest-call.ts";

const RULES = { ...USUAL_PAGES, filters: ["id"] } as const;
const INSURANCES = "/rest/v1.0/companies/:company/vendors/:vendor/insurances";

/** Tax codes, templates of projects and insurances of companies. */
export const companyListRoutes: RestRoute[] = [
  {
    method: "GET",
    path: "/rest/v1.0/project_templates",
    handle: (call) =>
      listAnswer(
        call.url,
        call.store.within("project_templates", requireCompany(call)),
        RULES,
        (one: RecordOf<"project_templates">) => ({ id: one.id, name: one.name }),
      ),
  },
  {
    method: "GET",
    path: "/rest/v1.0/tax_codes",
    handle: (call) => listAnswer(call.url, call.store.within("tax_codes", requireCompany(call)), RULES, shapeTaxCode),
  },
  { method: "PATCH", path: "/rest/v1.0/tax_codes/sync", handle: syncTaxCodes },
  { method: "GET", path: INSURANCES, handle: listInsurances },
  { method: "PATCH", path: `${INSURANCES}/sync`, handle: syncInsurances },
];

const origin = { origin_id: originFields.origin_id, origin_data: originFields.origin_data };

const taxCode = z
  .object({
    ...origin,
    code: z.string(),
    description: text,
    rate1: decimalText.refine((rate) => Number(rate) >= 0 && Number(rate) <= 100, "must be between 0 and 100"),
    archived: z.boolean(),
  })
  .partial();

function shapeTaxCode(one: RecordOf<"tax_codes">) {
  return {
    id: one.id,
    code: one.code,
    description: one.description ?? null,
    rate1: Number(one.rate1),
    archived: one.archived,
    default_tax_code: false,
    origin_id: one.origin_id ?? null,
    origin_data: one.origin_data ?? null,
  };
}

function syncTaxCodes(call: RestCall) {
  const companyId = requireCompany(call);
  return syncRecords(call, {
    kind: "tax_codes",
    schema: taxCode,
    isHere: (one) => one.company_id === companyId,
    fresh: { company_id: companyId, rate1: "0", archived: false },
    required: ["code"],
    check(change, existing): FieldErrors {
      const isSame = (one: RecordOf<"tax_codes">) => one.code === change.code;
      return isTaken(call.store.within("tax_codes", companyId), existing, isSame)
        ? { code: ["has already been taken"] }
        : {};
    },
    shape: shapeTaxCode,
  });
}

const insurance = z
  .object({
    ...origin,
    name: text,
    insurance_type: text,
    policy_number: text,
    limit: text,
    effective_date: day,
    expiration_date: day,
    notes: text,
    status: z.enum(INSURANCE_STATUSES, "is not included in the list"),
  })
  .partial();

function vendorOf(call: RestCall): RecordOf<"vendors"> {
  const vendor = call.store.get("vendors", idParam(call, "vendor"));
  const isOurs = idParam(call, "company") === call.companyId && vendor?.company_id === call.companyId;
  if (!vendor || !isOurs || vendor.deleted_at) throw notFound();
  return vendor;
}

function listInsurances(call: RestCall) {
  const vendor = vendorOf(call);
  const own = call.store.within("insurances", call.companyId).filter((one) => one.vendor_id === vendor.id);
  return listAnswer(call.url, own, RULES, shapeInsurance);
}

function shapeInsurance({ company_id: _company, deleted_at: _deleted, ...own }: RecordOf<"insurances">) {
  return { ...own, origin_id: own.origin_id ?? null, origin_data: own.origin_data ?? null };
}

function syncInsurances(call: RestCall) {
  const vendor = vendorOf(call);
  return syncRecords(call, {
    kind: "insurances",
    schema: insurance,
    isHere: (one) => one.vendor_id === vendor.id,
    fresh: { company_id: call.companyId, vendor_id: vendor.id, status: "undecided" },
    required: [],
    // The provider is written as the name.
    settle: ({ name, ...change }) => (name === undefined ? change : { ...change, insurance_provider: name }),
    shape: shapeInsurance,
  });
}
