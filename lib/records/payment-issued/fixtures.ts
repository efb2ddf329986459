import type { Json } from "#lib/core/canonical-json.ts";
import { CompanyProfile } from "#lib/core/company-profile.ts";
import type { Facts, ParentFacts } from "#lib/core/facts.ts";
import type { Payment } from "#lib/records/payment-issued/model.ts";

/** The paid payment of invoice LW-2031, without a blocking finding; invented values. */
export function aPayment(overrides: Partial<Payment> = {}): Payment {
  return {
    sourceId: "8801",
    projectSourceId: "77",
    contractSourceId: "90101",
    invoiceSourceId: "4410",
    invoiceNumber: "LW-2031",
    number: "2",
    status: "paid",
    isDeleted: false,
    vendor: { sourceId: "555", name: "Lumen Works" },
    amount: "2700.00",
    method: "ach",
    checkNumber: "100231",
    date: "2026-06-03",
    initiated: "2026-06-01",
    settled: "2026-06-05",
    ...overrides,
  };
}

export function aProfile(overrides: Partial<CompanyProfile> = {}): CompanyProfile {
  return CompanyProfile.parse({ exportPayments: true, ...overrides });
}

/** The invoice that is paid, Synced unless said otherwise. */
export function aParent(overrides: Partial<ParentFacts> = {}): ParentFacts {
  const state = { state: "synced", isProved: true, isAccepted: true } as const;
  const itemId = "0197a3c0-0000-7000-8000-0000000000aa";
  const own = { itemId, number: "LW-2031", erpId: "LUMEN/LW-2031", vendorSourceId: "555" };
  return { ...own, ...state, inSage: null, items: [], ...overrides };
}

/** Sage's row of the invoice with these codes. */
export function codes(one = "", two = ""): Facts["sage"] {
  const row = { Vendor: "LUMEN", Invoice: "LW-2031", Invoice_Code_1: one, Invoice_Code_2: two };
  return { APM_MASTER__INVOICE: [row] };
}

const read = "2026-06-10T14:00:00Z";

/** Facts in which the invoice is Synced and in the mirror, without codes. */
export function someFacts(overrides: Partial<Facts> = {}): Facts {
  return {
    companyId: "0197a3c0-0000-7000-8000-000000000001",
    profile: aProfile(),
    today: "2026-06-10",
    asOf: { jobs: read, codes: read, vendors: read, commitments: read, changeOrders: read, invoices: read },
    project: { id: "77", number: "24-01", name: "North Clinic" },
    job: { job: "24-01", inSage: { description: "North Clinic", status: "In progress" } },
    vendor: null,
    costCodes: {},
    categories: {},
    jobs: {},
    sage: codes(),
    extras: {},
    standardCostCodes: {},
    standardCategories: {},
    parent: aParent(),
    takenErpIds: {},
    ...overrides,
  };
}

/** A payment as Procore shows it, with the invoice that the connector adds; invented values. */
export function rawPayment(overrides: Readonly<Record<string, Json>> = {}): Json {
  return {
    id: 8801,
    project_id: 77,
    contract_id: 90101,
    requisition_id: 4410,
    invoice_number: "LW-2031",
    payment_number: 2,
    status: "paid",
    amount: "2700.0",
    payment_method: "ach",
    check_number: "100231",
    date: "2026-06-03",
    date_payment_initiated: "2026-06-01T09:00:00Z",
    date_payment_settled: "2026-06-05T09:00:00Z",
    requisition: { invoice_number: "LW-2031", vendor_id: 555, vendor_name: "Lumen Works" },
    updated_at: "2026-06-05T10:11:12Z",
    ...overrides,
  };
}
