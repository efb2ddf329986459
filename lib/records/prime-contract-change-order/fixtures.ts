import { CompanyProfile } from "#lib/core/company-profile.ts";
import type { Facts } from "#lib/core/facts.ts";
import { sum, toScale } from "#lib/core/money.ts";
import type { ExportFields } from "#lib/core/record-type.ts";
import type {
  ContractItem,
  PrimeChangeLine,
  PrimeChangeOrder,
} from "#lib/records/prime-contract-change-order/model.ts";

const code = (number: number) => `26-${String(number * 10).padStart(3, "0")}`;

/** Line `number` of the invented change order; it points at item `number` of the contract. */
export function aLine(number = 1, overrides: Partial<PrimeChangeLine> = {}): PrimeChangeLine {
  return {
    sourceId: String(8000 + number),
    description: `More of area ${number}`,
    extra: "",
    costCode: code(number),
    category: "S",
    amount: `${number}00.25`,
    markup: "0.00",
    contractLineSourceId: String(7000 + number),
    ...overrides,
  };
}

/** Item `number` of the contract as it came from Sage. */
export function anItem(number: number, overrides: Partial<ContractItem> = {}): ContractItem {
  const place = { extra: "", costCode: code(number), category: "S" };
  return {
    sourceId: String(7000 + number),
    item: `${number}000`,
    description: `Area ${number}`,
    ...place,
    ...overrides,
  };
}

type Overrides = Omit<Partial<PrimeChangeOrder>, "lines"> & { lines?: number | readonly PrimeChangeLine[] };
/** An approved change order without a blocking finding; the total follows the lines. */
export function aPrimeChange({ lines = 1, ...overrides }: Overrides = {}): PrimeChangeOrder {
  const all = typeof lines === "number" ? Array.from({ length: lines }, (_, index) => aLine(index + 1)) : [...lines];
  return {
    sourceId: "60001",
    projectSourceId: "77",
    number: "PC001",
    title: "Lobby lighting",
    description: "",
    status: "approved",
    isDeleted: false,
    createdDate: "2026-05-12",
    isExecuted: true,
    foreignCurrency: "",
    grandTotal: toScale(sum(all.map((line) => line.amount)), 2),
    lines: all,
    contractSourceId: "95001",
    contract: { number: "P-1", title: "North Clinic", erpId: "24-01-P", items: [1, 2, 3].map((n) => anItem(n)) },
    ...overrides,
  };
}

/** Export fields as the prefill gives them for `aPrimeChange()`. */
export function someFields(overrides: Readonly<Record<string, string>> = {}): ExportFields {
  return { sageId: "PC001", date: "2026-05-12", description: "Lobby lighting", ...overrides };
}

const read = "2026-05-20T14:00:00Z";
/** Facts in which the project is linked to job 24-01, whose contract changes are 1000.00 so far. */
export function someFacts(overrides: Partial<Facts> = {}): Facts {
  const inSage = { description: "North Clinic", status: "In progress", approvedContractChanges: "1000.00" };
  return {
    companyId: "0197a3c0-0000-7000-8000-000000000001",
    profile: CompanyProfile.parse({}),
    today: "2026-05-20",
    asOf: { jobs: read, codes: read, vendors: read, commitments: read, changeOrders: read, invoices: read },
    project: { id: "77", number: "24-01", name: "North Clinic" },
    job: { job: "24-01", inSage },
    vendor: null,
    costCodes: {},
    categories: {},
    jobs: {},
    sage: {},
    extras: {},
    standardCostCodes: {},
    standardCategories: {},
    parent: null,
    takenErpIds: {},
    ...overrides,
  };
}
