/**
 * What an import writes into the source system, list by list (domain/procore-rest-api.md 1.8, 3.1, 4). A record is known by
 * the ERP's id of it (`originId`), which the source keeps, so that a lost answer is looked up and nothing is made twice;
 * what the source keeps no origin of (budget lines, budget codes) is known by its budget code.
 */

/** An id that the source gave: whole digits. */
type SourceId = string;
/** Exact decimal text, e.g. "1250.00"; never a float. */
type Decimal = string;
/** A business date, YYYY-MM-DD. */
type Day = string;

/** Common to records that carry an origin. A field left out is not written; null empties it. */
type Tied = {
  /** The ERP's id, unique in the company for its list: "JOB", "JOB/EXTRA", "VENDOR" … The caller's own form. */
  readonly originId: string;
  readonly originData?: string | null;
  /** The record to be tied, where it is in the source already without an origin; it is not looked for by origin then. */
  readonly id?: SourceId;
};
type WithCode = Tied & { readonly originCode?: string | null };

type PostalAddress = {
  readonly address?: string | null;
  readonly city?: string | null;
  /** ISO 3166-2 without the country, e.g. "TX". */
  readonly stateCode?: string | null;
  readonly zip?: string | null;
  readonly countryCode?: string | null;
};

/** A cost code with its cost type, of the project or of one of its sub jobs, in the texts that people know. */
export type BudgetCode = {
  /** Code of the sub job; null for the project itself. */
  readonly subJob: string | null;
  /** With the prefixes of its parents, e.g. "26-050". */
  readonly costCode: string;
  readonly costType: string;
};

/** One row of each list. */
export type SourceRows = {
  readonly vendors: WithCode &
    PostalAddress & {
      readonly name: string;
      readonly phone?: string | null;
      readonly fax?: string | null;
      readonly email?: string | null;
      readonly isActive?: boolean;
    };
  readonly insurances: Tied & {
    /** The insurer. */
    readonly name?: string | null;
    readonly insuranceType?: string | null;
    readonly policyNumber?: string | null;
    readonly effectiveDate?: Day | null;
    readonly expirationDate?: Day | null;
    /** As text, as the source keeps it. */
    readonly limit?: string | null;
    readonly notes?: string | null;
  };
  readonly projects: WithCode &
    PostalAddress & {
      readonly name: string;
      readonly number: string;
      readonly isActive?: boolean;
      /** Only at creation: whether the project may be synced, and the template it is made from. */
      readonly isErpIntegrated?: boolean;
      readonly templateId?: SourceId | null;
    };
  readonly sub_jobs: Tied & { readonly name: string; readonly code: string };
  /** Parents go before their children, whose `parentId` is the answer for them. `code` has the prefixes of the parents. */
  readonly standard_cost_codes: Tied & {
    readonly code: string;
    readonly name: string;
    readonly parentId?: SourceId | null;
  };
  /** `code` is without the prefixes of the parents: "050" of "26-050". */
  readonly cost_codes: Tied & {
    readonly code: string;
    readonly name: string;
    readonly parentId?: SourceId | null;
    readonly standardCodeId?: SourceId | null;
  };
  readonly line_item_types: Tied & { readonly code: string; readonly name: string; readonly baseType?: CostBaseType };
  /** Assigns a cost type to a cost code of the project; both are there already. */
  readonly wbs_codes: { readonly budgetCode: BudgetCode; readonly description?: string };
  /** Amounts only; a budget code that is not assigned yet is refused. */
  readonly budget_line_items: { readonly budgetCode: BudgetCode; readonly amount: Decimal };
  readonly prime_contracts: Tied & {
    readonly number?: string | null;
    readonly title?: string | null;
    readonly description?: string | null;
    readonly status?: PrimeContractStatus;
    readonly isExecuted?: boolean;
    readonly accountingMethod?: "amount" | "unit";
    readonly retainagePercent?: Decimal | null;
    readonly contractDate?: Day | null;
    readonly startDate?: Day | null;
    readonly estimatedCompletionDate?: Day | null;
    readonly actualCompletionDate?: Day | null;
    readonly signedContractReceivedDate?: Day | null;
  };
  readonly prime_contract_line_items: Tied & {
    readonly description?: string | null;
    readonly amount: Decimal;
    readonly quantity?: Decimal | null;
    readonly unitCost?: Decimal | null;
    readonly uom?: string | null;
    /** A line may be without one; left out, what people chose in the source stays. */
    readonly budgetCode?: BudgetCode;
  };
  /** Payments issued on a contract, each of one invoice. */
  readonly contract_payments: Tied & {
    readonly requisitionId: SourceId;
    readonly amount: Decimal;
    readonly date?: Day;
  };
  readonly tax_codes: Tied & {
    readonly code: string;
    readonly description?: string | null;
    /** Per cent, e.g. "8.25". */
    readonly rate: Decimal;
    readonly isArchived?: boolean;
  };
  /** Never changed once they are there, nor are their lines. */
  readonly direct_costs: Tied & {
    readonly type: "invoice" | "expense" | "payroll";
    readonly description?: string | null;
    readonly date: Day;
    /** Both are needed for an invoice. */
    readonly invoiceNumber?: string | null;
    readonly vendorId?: SourceId | null;
    readonly lines: readonly {
      readonly originId: string;
      readonly budgetCode: BudgetCode;
      readonly description?: string | null;
      readonly amount: Decimal;
      readonly quantity?: Decimal | null;
      readonly unitCost?: Decimal | null;
      readonly uom?: string | null;
    }[];
  };
};

export type CostBaseType = "equipment" | "materials" | "commitment" | "owner_cost" | "professional_services" | "other";
export type PrimeContractStatus =
  | "Draft"
  | "Out For Bid"
  | "Out For Signature"
  | "Approved"
  | "Complete"
  | "Terminated";

export type SourceList = keyof SourceRows;

type InCompany = null;
type InProject = { readonly projectId: SourceId };

/** Where the rows of each list belong. */
export type SourcePlaces = {
  readonly vendors: InCompany;
  readonly insurances: { readonly vendorId: SourceId };
  readonly projects: InCompany;
  readonly sub_jobs: InProject;
  readonly standard_cost_codes: { readonly listId: SourceId };
  readonly cost_codes: InProject & { readonly subJobId?: SourceId };
  readonly line_item_types: InCompany;
  readonly wbs_codes: InProject;
  readonly budget_line_items: InProject;
  readonly prime_contracts: InProject;
  readonly prime_contract_line_items: InProject & { readonly contractId: SourceId };
  readonly contract_payments: InProject & { readonly contractId: SourceId };
  readonly tax_codes: InCompany;
  readonly direct_costs: InProject;
};

/** Rows of one list as they shall be. */
export type SourceWrite<List extends SourceList = SourceList> = {
  readonly [L in List]: {
    readonly list: L;
    readonly place: SourcePlaces[L];
    readonly rows: readonly SourceRows[L][];
    /** What happens to a record that is there and has other values. */
    readonly existing: "keep" | "change";
  };
}[List];

/** What became of one row. A row that is there with all its values has `existed`; one that was kept with other values, too. */
export type SourceWritten =
  | { readonly kind: "created" | "changed" | "existed"; readonly id: SourceId }
  | { readonly kind: "refused"; readonly code: string; readonly words: string }
  | { readonly kind: "later"; readonly retryAfterMs: number; readonly words: string };

/** One row as the source has it now; `differs` names the fields of the row that are otherwise there. */
export type SourceLook =
  | { readonly kind: "absent" }
  | { readonly kind: "equal"; readonly id: SourceId }
  | { readonly kind: "different"; readonly id: SourceId; readonly differs: readonly string[] };
