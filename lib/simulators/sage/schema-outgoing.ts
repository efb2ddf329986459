// A company that was made before a column existed gets it when the simulator starts.
const added = (table: string, columns: readonly string[]): string =>
  `alter table ${table} ${columns.map((column) => `add column if not exists ${column}`).join(", ")};`;
const texts = (names: string): string[] => names.split(" ").map((name) => `${name} text`);

const INSURANCES = ["GL_Ins_Company GL_Ins_Policy_Number", "Work_Comp_Ins_Cmpany Work_Comp_Policy_Num"].concat(
  "Umbrella_Ins_Company Umb_Ins_Policy_Num",
  "Auto_Ins_Company Auto_Ins_Policy_Num",
);
const EXPIRATIONS = ["GL_Ins_Expiration_Dt", "Work_Comp_Expir_Dt", "Umb_Ins_Expir_Dt", "Auto_Ins_Expir_Dt"];
const PROOFS = ["Gen_Liab_Ins_Proof_Req", "Work_Comp_Ins_Proof_Req", "Umbrella_Ins_Proof_Req", "Auto_Ins_Proof_Req"];
const MOVING = ["MTD_Cost", "JTD_Dollars_Paid"].map((name) => `${name} numeric not null default 0`);
const DEFAULT_CATEGORIES = Array.from({ length: 12 }, (_, index) => `Category_${index + 1}`).join(" ");

export const ADDED_COLUMNS = [
  ...["JCM_MASTER__CATEGORY", "JCM_MASTER__COST_CODE", "JCM_MASTER__JOB"].map((table) => added(table, MOVING)),
  added("JCM_MASTER__STANDARD_COST_CODE", texts(DEFAULT_CATEGORIES)),
  added("APM_MASTER__VENDOR", [
    ...texts(`Email Tax_ID ${INSURANCES.join(" ")}`),
    ...EXPIRATIONS.map((name) => `${name} date`),
    ...PROOFS.map((name) => `${name} boolean not null default false`),
  ]),
  added("JCT_CURRENT__TRANSACTION", [
    ...texts("AP_Payment_ID Contract Employee"),
    "WIP_ID bigint",
    "Dist_Sequence integer",
  ]),
].join("\n");

/** What only leaves Sage: rates of tax groups, payments, billed rates, contracts and miscellaneous worksheets. */
export const OUTGOING_TABLES = `
create table if not exists TXM_MASTER__TAX_GROUP_RATE (
  Tax_Group text, Tax_Rate_ID text, Description text not null default '', Rate numeric not null default 0,
  primary key (Tax_Group, Tax_Rate_ID));
create table if not exists APM_MASTER__INVOICE_PAYMENT (
  Vendor text, Invoice text, Payment_ID text, Payment_Date date, Check_Number text, Amount numeric not null default 0,
  Payment_Type text not null default 'Check', primary key (Vendor, Invoice, Payment_ID));
create table if not exists BLT_CURRENT__WIP_TRANSACTION (
  WIP_ID bigint primary key, Run bigint not null, Sequence bigint not null, Job text, Extra text default '', Cost_Code text,
  Category text, Cost_Amount numeric not null default 0, Billed_Amount numeric not null default 0, Transaction_Date date,
  Description text not null default '', unique (Run, Sequence));
create table if not exists CNM_MASTER__CONTRACT (
  Contract text primary key, Description text not null default '', Job text, Customer text,
  Status text not null default 'Open', Contract_Date date, Retainage_Percent numeric not null default 0,
  Original_Amount numeric not null default 0, Approved_Changes numeric not null default 0,
  Revised_Amount numeric not null default 0);
create table if not exists CNM_MASTER__CONTRACT_ITEM (
  Contract text, Contract_Item text, Description text not null default '', Extra text default '', Cost_Code text,
  Category text, Units numeric not null default 0, Unit_Description text not null default '',
  Unit_Price numeric not null default 0, Amount numeric not null default 0, primary key (Contract, Contract_Item));
create table if not exists JCM_MASTER__JOB_MISC_WORKSHEET (
  Job text, Line integer, Description text not null default '', Amount numeric not null default 0,
  primary key (Job, Line));
create index if not exists contract_job on CNM_MASTER__CONTRACT (Job);
create index if not exists wip_job on BLT_CURRENT__WIP_TRANSACTION (Job);
`;

export const OPEN_PERIODS = "insert into simulator.period (application) values ('AP'), ('JC') on conflict do nothing;";

/** Each application closes its months by itself; Job Cost's current month is what MTD_Cost counts. */
export const PERIODS = `
create table if not exists simulator.period (
  application text primary key check (application in ('AP', 'JC')),
  current_month date not null default date_trunc('month', clock_timestamp()), closed_through date);
${OPEN_PERIODS}
`;
