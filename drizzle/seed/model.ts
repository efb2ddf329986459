/** What a contractor's world is made of, before it is written into Procore, Sage and Countersign. Money is decimal text. */

export type SeedCode = { readonly code: string; readonly name: string; readonly isGroup: boolean };
export type SeedCategory = { readonly code: string; readonly name: string };

export type SeedProject = {
  /** Procore's ids are whole numbers. */
  readonly id: number;
  readonly number: string;
  readonly name: string;
  readonly job: SeedJob | null;
};
export type SeedJob = {
  readonly job: string;
  readonly description: string;
  readonly extras: readonly { readonly extra: string; readonly description: string }[];
  /** Cost codes on the job with the categories that have an estimate there. */
  readonly codes: ReadonlyMap<string, ReadonlyMap<string, string>>;
};

export type SeedVendor = {
  readonly id: number;
  readonly name: string;
  readonly trade: string;
  readonly city: string;
  readonly phone: string;
  /** Vendor id in Sage when it is linked there. */
  readonly sageVendor: string | null;
};
export type SeedSageVendor = {
  readonly vendor: string;
  readonly name: string;
  readonly isActive: boolean;
  readonly city: string;
  readonly phone: string;
};

export type ContractKind = "work_order_contracts" | "purchase_order_contracts";
export type SeedLine = {
  readonly id: number;
  readonly description: string;
  readonly costCode: string;
  readonly costCodeName: string;
  readonly category: string;
  /** The sub job that the cost code belongs to, when it does. */
  readonly extra?: string;
  readonly quantity: string;
  readonly unit: string;
  readonly unitCost: string;
  readonly taxCodeId?: number;
  readonly amount: string;
};
/** A change order of a contract; `contract` is the one it changes. */
export type SeedChangeOrder = {
  readonly id: number;
  readonly project: { readonly id: number };
  readonly contract: { readonly id: number };
  readonly number: string;
  readonly title: string;
  readonly description: string;
  readonly status: string;
  readonly createdBy: number;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly lines: readonly SeedLine[];
};
/** One item of an invoice; `contractLine` is the line it bills, 0 for one of a change order. */
export type SeedInvoiceLine = {
  readonly id: number;
  readonly contractLine: number;
  readonly changeOrder?: number;
  readonly description: string;
  readonly costCode: string;
  readonly category: string;
  readonly extra?: string;
  readonly scheduled: string;
  readonly before: string;
  readonly thisPeriod: string;
  readonly retainedBefore: string;
  readonly retained: string;
  /** Where the contract is billed by quantity. */
  readonly units?: string;
  readonly unitPrice?: string;
};
/** A subcontractor's invoice of one period; `previous` is the one before. */
export type SeedInvoice = {
  readonly id: number;
  readonly project: { readonly id: number };
  readonly contract: Pick<SeedContract, "id" | "kind" | "title" | "vendor">;
  readonly previous: number | null;
  readonly sequence: number;
  readonly number: string;
  readonly status: string;
  readonly billingDate: string | null;
  /** Where the cover sheet says something else than its lines. */
  readonly paymentDue?: string;
  readonly createdBy: number;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly lines: readonly SeedInvoiceLine[];
};
export type SeedContract = {
  readonly kind: ContractKind;
  readonly id: number;
  readonly project: { readonly id: number; readonly name: string };
  readonly vendor: { readonly id: number; readonly name: string } | null;
  readonly number: string;
  readonly title: string;
  readonly status: string;
  readonly retainage: string | null;
  readonly date: string;
  /** Procore user who made it. */
  readonly createdBy: number;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly lines: readonly SeedLine[];
};
export type SeedBudgetLine = {
  readonly id: number;
  readonly costCode: string;
  readonly costCodeName: string;
  readonly category: string;
  readonly extra?: string;
  readonly amount: string;
};
/** The budget of a project; it goes by the project's id. */
export type SeedBudget = {
  readonly project: { readonly id: number };
  readonly locked: boolean;
  readonly lines: readonly SeedBudgetLine[];
};
/** A change of a project's budget; every line is an adjustment. */
export type SeedBudgetChange = {
  readonly id: number;
  readonly project: { readonly id: number };
  readonly number: number;
  readonly title: string;
  readonly description: string;
  readonly status: string;
  readonly lines: readonly SeedBudgetLine[];
};
/** What a line of the budget is forecast to cost. */
export type SeedForecastLine = Omit<SeedBudgetLine, "amount"> & {
  readonly atCompletion: string;
  readonly toComplete: string;
};
/** The cost forecast of a project; it goes by the project's id. */
export type SeedForecast = Omit<SeedBudget, "lines"> & { readonly lines: readonly SeedForecastLine[] };
