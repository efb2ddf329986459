import { sql } from "drizzle-orm";
import { bigint, boolean, date, index, integer, jsonb, numeric, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { companyId, moment, money } from "#drizzle/schema/columns.ts";

/**
 * Our copy of what Sage holds, by Sage's own keys. `seenAt` is when the row came or changed here, `isGone` that Sage no
 * longer has it (it stays, so that what named it can say so). Extra "" = none.
 */
const seen = () => ({
  seenAt: moment("seen_at").notNull(),
  isGone: boolean("is_gone").notNull().default(false),
  goneAt: moment("gone_at"),
});
const words = (name: string) => text(name).notNull().default("");
const amount = (name: string) => money(name).notNull().default("0");
const quantity = (name: string) => numeric(name).notNull().default("0");

export const sageJob = pgTable(
  "sage_job",
  {
    companyId: companyId(),
    job: text("job").notNull(),
    description: text("description").notNull(),
    status: text("status").notNull(),
    /** Sage takes no more original estimates on the job, changes only. */
    isEstimateFinalized: boolean("is_estimate_finalized").notNull().default(false),
    approvedContractChanges: money("approved_contract_changes").notNull().default("0"),
    address1: words("address_1"),
    address2: words("address_2"),
    city: words("city"),
    state: words("state"),
    zip: words("zip"),
    arCustomer: words("ar_customer"),
    taxGroup: words("tax_group"),
    ownerContractId: words("owner_contract_id"),
    contractDate: date("contract_date", { mode: "string" }),
    /** Percent, as Sage has it: 10 is ten percent. */
    contractRetainagePercent: quantity("contract_retainage_percent"),
    originalContractAmount: amount("original_contract_amount"),
    revisedContractAmount: amount("revised_contract_amount"),
    originalEstimate: amount("original_estimate"),
    totalEstimate: amount("total_estimate"),
    revisedCommitment: amount("revised_commitment"),
    commitmentInvoiced: amount("commitment_invoiced"),
    jtdCost: amount("jtd_cost"),
    ...seen(),
  },
  (t) => [primaryKey({ columns: [t.companyId, t.job] })],
);
export const sageCostCode = pgTable(
  "sage_cost_code",
  {
    companyId: companyId(),
    job: text("job").notNull(),
    extra: text("extra").notNull(),
    costCode: text("cost_code").notNull(),
    description: text("description").notNull(),
    isGroup: boolean("is_group").notNull(),
    ...seen(),
  },
  (t) => [primaryKey({ columns: [t.companyId, t.job, t.extra, t.costCode] })],
);
export const sageCategory = pgTable(
  "sage_category",
  {
    companyId: companyId(),
    job: text("job").notNull(),
    extra: text("extra").notNull(),
    costCode: text("cost_code").notNull(),
    category: text("category").notNull(),
    description: text("description").notNull(),
    originalEstimate: money("original_estimate").notNull(),
    approvedEstimateChanges: money("approved_estimate_changes").notNull().default("0"),
    revisedCommitment: money("revised_commitment").notNull(),
    jtdCost: money("jtd_cost").notNull(),
    miscAmount1: money("misc_amount_1").notNull().default("0"),
    miscAmount2: money("misc_amount_2").notNull().default("0"),
    originalEstimateUnits: quantity("original_estimate_units"),
    approvedEstimateUnits: quantity("approved_estimate_units"),
    pendingEstimateChanges: amount("pending_estimate_changes"),
    totalEstimate: amount("total_estimate"),
    originalCommitment: amount("original_commitment"),
    approvedCommitmentChanges: amount("approved_commitment_changes"),
    commitmentInvoiced: amount("commitment_invoiced"),
    jtdPaid: amount("jtd_paid"),
    mtdCost: amount("mtd_cost"),
    unitDescription: words("unit_description"),
    ...seen(),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.job, t.extra, t.costCode, t.category] }),
    index("sage_category_by_time").on(t.companyId, t.seenAt),
    index("sage_category_by_end").on(t.companyId, t.goneAt).where(sql`gone_at is not null`),
  ],
);
export const sageExtra = pgTable(
  "sage_extra",
  {
    companyId: companyId(),
    job: text("job").notNull(),
    extra: text("extra").notNull(),
    description: text("description").notNull(),
    status: text("status").notNull(),
    ...seen(),
  },
  (t) => [primaryKey({ columns: [t.companyId, t.job, t.extra] })],
);
export const sageStandardCostCode = pgTable(
  "sage_standard_cost_code",
  {
    companyId: companyId(),
    costCode: text("cost_code").notNull(),
    description: text("description").notNull(),
    isGroup: boolean("is_group").notNull(),
    /** The categories that Sage offers with the code, in its order, without empty ones. */
    categories: text("categories").array().notNull().default([]),
    ...seen(),
  },
  (t) => [primaryKey({ columns: [t.companyId, t.costCode] })],
);
export const sageStandardCategory = pgTable(
  "sage_standard_category",
  {
    companyId: companyId(),
    category: text("category").notNull(),
    description: text("description").notNull(),
    /** Labor, material, subcontract, equipment, overhead or other, in Sage's words. */
    accumulateAs: words("accumulate_as"),
    ...seen(),
  },
  (t) => [primaryKey({ columns: [t.companyId, t.category] })],
);
export const sageVendor = pgTable(
  "sage_vendor",
  {
    companyId: companyId(),
    vendor: text("vendor").notNull(),
    name: text("name").notNull(),
    type: text("type").notNull(),
    status: text("status").notNull(),
    city: text("city").notNull(),
    phone: text("phone").notNull(),
    address1: words("address_1"),
    address2: words("address_2"),
    state: words("state"),
    zip: words("zip"),
    fax: words("fax"),
    email: words("email"),
    taxId: words("tax_id"),
    /** Four kinds of insurance under Sage's column names, where the company imports them; `{}` where it does not. */
    insurance: jsonb("insurance").notNull().default({}),
    ...seen(),
  },
  (t) => [primaryKey({ columns: [t.companyId, t.vendor] }), index("sage_vendor_name").on(t.companyId, t.name)],
);
export const sageCommitment = pgTable(
  "sage_commitment",
  {
    companyId: companyId(),
    commitment: text("commitment").notNull(),
    commitmentType: text("commitment_type").notNull(),
    description: text("description").notNull(),
    vendor: text("vendor").notNull(),
    job: text("job").notNull(),
    amount: money("amount").notNull(),
    amountInvoiced: money("amount_invoiced").notNull(),
    isClosed: boolean("is_closed").notNull(),
    approvedChanges: amount("approved_changes"),
    retainagePercent: quantity("retainage_percent"),
    commitmentDate: date("commitment_date", { mode: "string" }),
    ...seen(),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.commitment] }),
    index("sage_commitment_by_job").on(t.companyId, t.job),
    index("sage_commitment_by_time").on(t.companyId, t.seenAt),
    index("sage_commitment_by_end").on(t.companyId, t.goneAt).where(sql`gone_at is not null`),
  ],
);
export const sageCommitmentItem = pgTable(
  "sage_commitment_item",
  {
    companyId: companyId(),
    commitment: text("commitment").notNull(),
    itemNumber: integer("item_number").notNull(),
    description: text("description").notNull(),
    job: text("job").notNull(),
    extra: text("extra").notNull(),
    costCode: text("cost_code").notNull(),
    category: text("category").notNull(),
    unitCost: numeric("unit_cost").notNull().default("0"),
    amount: money("amount").notNull(),
    units: quantity("units"),
    unitDescription: words("unit_description"),
    amountInvoiced: amount("amount_invoiced"),
    approvedChanges: amount("approved_changes"),
    ...seen(),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.commitment, t.itemNumber] }),
    index("sage_commitment_item_by_time").on(t.companyId, t.seenAt),
    index("sage_commitment_item_by_end").on(t.companyId, t.goneAt).where(sql`gone_at is not null`),
  ],
);
export const sageCommitmentCo = pgTable(
  "sage_commitment_co",
  {
    companyId: companyId(),
    commitment: text("commitment").notNull(),
    commitmentCo: text("commitment_co").notNull(),
    description: text("description").notNull(),
    amount: money("amount").notNull(),
    status: words("status"),
    changeDate: date("change_date", { mode: "string" }),
    ...seen(),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.commitment, t.commitmentCo] }),
    index("sage_commitment_co_by_time").on(t.companyId, t.seenAt),
    index("sage_commitment_co_by_end").on(t.companyId, t.goneAt).where(sql`gone_at is not null`),
  ],
);

/** Job cost transactions of the current file. `run` and `sequence` are Sage's key. */
export const sageCostTransaction = pgTable(
  "sage_cost_transaction",
  {
    companyId: companyId(),
    run: bigint("run", { mode: "bigint" }).notNull(),
    sequence: bigint("sequence", { mode: "bigint" }).notNull(),
    job: words("job"),
    extra: words("extra"),
    costCode: words("cost_code"),
    category: words("category"),
    transactionType: words("transaction_type"),
    transactionDate: date("transaction_date", { mode: "string" }),
    accountingDate: date("accounting_date", { mode: "string" }),
    description: words("description"),
    units: quantity("units"),
    unitCost: quantity("unit_cost"),
    amount: amount("amount"),
    applicationOfOrigin: words("application_of_origin"),
    vendor: words("vendor"),
    invoice: words("invoice"),
    commitment: words("commitment"),
    commitmentCo: words("commitment_co"),
    batch: words("batch"),
    transactionStatus: words("transaction_status"),
    ...seen(),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.run, t.sequence] }),
    index("sage_cost_transaction_by_job").on(t.companyId, t.job, t.extra, t.costCode, t.category),
    index("sage_cost_transaction_by_time").on(t.companyId, t.seenAt),
    index("sage_cost_transaction_by_end").on(t.companyId, t.goneAt).where(sql`gone_at is not null`),
    index("sage_cost_transaction_by_vendor").on(t.companyId, t.vendor).where(sql`vendor <> ''`),
  ],
);

/** Rows of tables that few records ask for, as Sage has them; `groupKey` is what they are looked up by in numbers. */
export const sageRow = pgTable(
  "sage_row",
  {
    companyId: companyId(),
    table: text("table_name").notNull(),
    rowKey: text("row_key").notNull(),
    groupKey: text("group_key").notNull(),
    row: jsonb("row").notNull(),
    /** The job that the row names: looking into the row is not leakproof, so row level security keeps it out of indexes. */
    job: text("job").generatedAlwaysAs(sql`"row" ->> 'Job'`),
    ...seen(),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.table, t.rowKey] }),
    index("sage_row_by_group").on(t.companyId, t.table, t.groupKey),
    index("sage_row_by_job").on(t.companyId, t.table, t.job).where(sql`job is not null`),
    index("sage_row_by_time").on(t.companyId, t.seenAt),
    index("sage_row_by_end").on(t.companyId, t.goneAt).where(sql`gone_at is not null`),
  ],
);
