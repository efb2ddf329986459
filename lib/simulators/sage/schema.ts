import { ADDED_COLUMNS, OUTGOING_TABLES, PERIODS } from "#lib/simulators/sage/schema-outgoing.ts";

// Identifiers stay unquoted: the same statements run over ODBC against a live company.
const REFERENCE_TABLES = `
create table if not exists JCM_MASTER__JOB (
  Job text primary key, Description text not null default '', Address_1 text, Address_2 text, City text, State text,
  ZIP_Code text, Type text, Size numeric, Unit_Description text, Status text not null default 'In progress',
  Use_PJ_Change_Management boolean not null default false, Extras text, AR_Customer text, Job_Tax_Group text,
  Cost_Account_Group text, Cost_Account_Prefix text, Retainage_Percent numeric, Scope_of_Work text,
  On_Hold boolean not null default false, Contract_Date date, Contract_Retainage_Percent numeric, Contract_Type text,
  Owner_Contract_ID text, Original_Contract_Amount numeric not null default 0,
  JTD_Aprvd_Contract_Chgs numeric not null default 0, Revised_Contract_Amount numeric not null default 0,
  Job_Complete boolean not null default false, Orig_Estimate_Finalized boolean not null default false,
  Original_Estimate numeric not null default 0, JTD_Aprvd_Estimate_Chgs numeric not null default 0,
  Total_Estimate numeric not null default 0, Original_Commitment numeric not null default 0,
  Approved_Commitment_Changes numeric not null default 0, Revised_Commitment numeric not null default 0,
  Commitment_Invoiced numeric not null default 0, JTD_Cost numeric not null default 0);
create table if not exists JCM_MASTER__EXTRA (
  Job text, Extra text, Description text not null default '', Status text not null default 'In progress',
  primary key (Job, Extra));
create table if not exists JCM_MASTER__COST_CODE (
  Job text, Extra text default '', Cost_Code text, Description text not null default '',
  Group_Cost_Code boolean not null default false, Status text not null default 'In progress', Accumulate_As text,
  Cost_Unit_Description text, Cost_Account text, Original_Estimate numeric not null default 0,
  Pending_Estimate_Changes numeric not null default 0, JTD_Aprvd_Estimate_Chgs numeric not null default 0,
  Total_Estimate numeric not null default 0, Original_Commitment numeric not null default 0,
  Pending_Commitment_Changes numeric not null default 0, Approved_Commitment_Changes numeric not null default 0,
  Revised_Commitment numeric not null default 0, Commitment_Invoiced numeric not null default 0,
  JTD_Cost numeric not null default 0, Percent_Complete numeric, Production_Unit_Desc text,
  primary key (Job, Extra, Cost_Code));
create table if not exists JCM_MASTER__CATEGORY (
  Job text, Extra text default '', Cost_Code text, Category text, Description text not null default '',
  Status text not null default 'In progress', Accumulate_As text, Cost_Unit_Description text, Cost_Account text,
  Original_Estimate numeric not null default 0, Original_Estimate_Units numeric not null default 0,
  Pending_Estimate_Changes numeric not null default 0, Approved_Estimate_Changes numeric not null default 0,
  Approved_Estimate_Units numeric not null default 0, Total_Estimate numeric not null default 0,
  Original_Commitment numeric not null default 0, Pending_Commitment_Changes numeric not null default 0,
  Approved_Commitment_Changes numeric not null default 0, Revised_Commitment numeric not null default 0,
  Commitment_Invoiced numeric not null default 0, JTD_Cost numeric not null default 0, Percent_Complete numeric,
  Msc_Cat_Amt_1 numeric, Msc_Cat_Amt_2 numeric, Operator_Stamp text,
  primary key (Job, Extra, Cost_Code, Category));
create table if not exists JCM_MASTER__STANDARD_COST_CODE (
  Cost_Code text primary key, Description text not null default '', Group_Cost_Code boolean not null default false,
  Accumulate_As text, Cost_Account_A text, Cost_Account_B text, Cost_Account_C text, Production_Unit_Desc text,
  Cost_Unit_Description text);
create table if not exists JCM_MASTER__STANDARD_CATEGORY (
  Category text primary key, Description text not null default '', Accumulate_As text,
  Cost_Account_A text, Cost_Account_B text, Cost_Account_C text);
create table if not exists APM_MASTER__VENDOR (
  Vendor text primary key, Name text not null default '', Type text, Status text not null default 'Active',
  Address_1 text, Address_2 text, City text, State text, Zip text, Telephone text, Fax_Number text,
  Misc_Deduction_Rate numeric);
create table if not exists TXM_MASTER__TAX_GROUP (Tax_Group text primary key, Description text not null default '');
`;

const COMMITMENT_TABLES = `
create table if not exists JCM_MASTER__COMMITMENT (
  Commitment text primary key, Commitment_Type text not null, Description text not null default '',
  Vendor text not null, Job text, Commitment_Date date, Retainage_Percent numeric not null default 0,
  Amount numeric not null default 0, Tax numeric not null default 0, Closed boolean not null default false,
  Committed boolean not null default true, Printed boolean not null default false,
  Amount_Invoiced numeric not null default 0, Approved_Changes numeric not null default 0,
  Address_1 text, Address_2 text, City text, State text, ZIP_Code text, Ship_To_Address_1 text,
  Ship_To_Address_2 text, Ship_To_City text, Ship_To_State text, Ship_To_ZIP_Code text,
  Ordered_By text, Terms text, Ship_Via text, Free_On_Board text);
create table if not exists JCM_MASTER__COMMITMENT_ITEM (
  Commitment text, Item_Number integer, Description text not null default '', Job text, Extra text default '',
  Cost_Code text, Category text, Units numeric not null default 0, Unit_Description text not null default '',
  Unit_Cost numeric not null default 0, Amount numeric not null default 0, Tax_Group text not null default '',
  Tax numeric not null default 0, Retainage_Percent numeric not null default 0, Delivery_Date date,
  Scope_of_Work text, Units_Invoiced numeric not null default 0, Amount_Invoiced numeric not null default 0,
  Approved_Commitment_CO_Units numeric not null default 0, Approved_Commitment_CO_Amount numeric not null default 0,
  primary key (Commitment, Item_Number));
create table if not exists JCM_MASTER__COMMITMENT_CO (
  Commitment text, Commitment_CO text, Description text not null default '', CO_Date date,
  Status text not null default 'Approved', Scope text, Printed boolean not null default false,
  Amount numeric not null default 0, primary key (Commitment, Commitment_CO));
create table if not exists JCM_MASTER__COMMITMENT_CO_ITEM (
  Commitment text, Commitment_CO text, Item_Number integer, Description text not null default '',
  Units numeric not null default 0, Amount numeric not null default 0,
  primary key (Commitment, Commitment_CO, Item_Number));
create table if not exists JCT_CURRENT__TRANSACTION (
  Job text, Extra text default '', Cost_Code text, Category text, Transaction_Type text not null, Run bigint,
  Sequence bigint, Transaction_Date date, Accounting_Date date, Description text not null default '',
  Units numeric not null default 0, Unit_Cost numeric not null default 0, Amount numeric not null default 0,
  Unit_Description text, Application_of_Origin text not null default 'JC', Source text, Vendor text, Invoice text,
  Commitment_Type text, Commitment text, Commitment_Line_Item integer, Commitment_CO text, Change_Order text,
  Ref_1 text, Ref_2 text, Batch text, Transaction_Status text, Operator_Stamp text, primary key (Run, Sequence));
create table if not exists JCM_NEW__COMMITMENT (like JCM_MASTER__COMMITMENT including all, Batch text not null);
create table if not exists JCM_NEW__COMMITMENT_ITEM (like JCM_MASTER__COMMITMENT_ITEM including all, Batch text not null);
create table if not exists JCM_NEW__COMMITMENT_CO (like JCM_MASTER__COMMITMENT_CO including all, Batch text not null);
create table if not exists JCM_NEW__COMMITMENT_CO_ITEM (
  like JCM_MASTER__COMMITMENT_CO_ITEM including all, Batch text not null);
create table if not exists JCT_NEW__TRANSACTION (
  like JCT_CURRENT__TRANSACTION including defaults, Entry bigint generated always as identity primary key);
alter table JCT_NEW__TRANSACTION alter Run drop not null, alter Sequence drop not null;
`;

const INVOICE_TABLES = `
create table if not exists APM_MASTER__INVOICE (
  Vendor text, Invoice text, Description text not null default '', Status text not null default 'Open',
  Amount numeric not null default 0, Tax numeric not null default 0, Discount_Offered numeric not null default 0,
  Retainage numeric not null default 0, Amount_Paid numeric not null default 0, Retainage_Paid numeric not null default 0,
  Invoice_Date date, Discount_Date date, Payment_Date date, Accounting_Date date, Invoice_Code_1 text, Invoice_Code_2 text,
  primary key (Vendor, Invoice));
create table if not exists APM_MASTER__DISTRIBUTION (
  Vendor text, Invoice text, Dist_Seq integer, Description text not null default '', Commitment text,
  Commitment_Line_Item integer, Job text, Extra text default '', Cost_Code text, Category text,
  Units numeric not null default 0, Unit_Cost numeric not null default 0, Amount numeric not null default 0,
  Retainage numeric not null default 0, Draw text, Joint_Payee text, primary key (Vendor, Invoice, Dist_Seq));
create table if not exists APM_NEW__INVOICE (like APM_MASTER__INVOICE including all, Batch text not null);
create table if not exists APM_NEW__DISTRIBUTION (like APM_MASTER__DISTRIBUTION including all, Batch text not null);
`;

const OWN_TABLES = `
create table if not exists simulator.run (
  id bigint generated always as identity primary key, tag text not null, identity text not null unique,
  script text not null, started_at timestamptz not null default clock_timestamp(), is_held boolean not null default false,
  posted_at timestamptz, post_report text);
create index if not exists run_tag on simulator.run (tag);
create index if not exists run_held on simulator.run (tag) where is_held;
create table if not exists simulator.run_step (
  run_id bigint references simulator.run on delete cascade, position integer, kind text not null, file text not null,
  bytes bytea, imported text[] not null, rejected text[] not null, reject bytea,
  at timestamptz not null default clock_timestamp(), primary key (run_id, position));
create table if not exists simulator.used_commitment (
  commitment text primary key, tag text not null, deleted_at timestamptz);
create table if not exists simulator.effect (
  id bigint generated always as identity primary key, at timestamptz not null default clock_timestamp(),
  tag text not null, kind text not null, natural_key text not null, amount numeric, detail jsonb not null default '{}',
  fault text);
create index if not exists effect_key on simulator.effect (natural_key);
create index if not exists effect_tag on simulator.effect (tag);
create index if not exists job_id on JCM_MASTER__JOB (translate(Job, '-. ', ''));
create index if not exists extra_id on JCM_MASTER__EXTRA (translate(Job, '-. ', ''), Extra);
create index if not exists cost_code_id on JCM_MASTER__COST_CODE (translate(Job, '-. ', ''), translate(Cost_Code, '-. ', ''));
create index if not exists category_id on JCM_MASTER__CATEGORY (translate(Job, '-. ', ''), translate(Cost_Code, '-. ', ''), Category);
create index if not exists standard_cost_code_id on JCM_MASTER__STANDARD_COST_CODE (translate(Cost_Code, '-. ', ''));
create index if not exists commitment_item_job on JCM_MASTER__COMMITMENT_ITEM (Job);
create index if not exists new_commitment_batch on JCM_NEW__COMMITMENT (Batch);
create index if not exists new_transaction_batch on JCT_NEW__TRANSACTION (Batch);
create index if not exists transaction_job on JCT_CURRENT__TRANSACTION (Job);
`;

const FUNCTIONS = `
create or replace function simulator.stamp() returns trigger language plpgsql security definer as $$
begin
  new.Date_Stamp := clock_timestamp();
  new.Row_Version := nextval('simulator.row_version');
  return new;
end $$;
create or replace function simulator.judge_write() returns trigger language plpgsql security definer as $$
declare
  entry jsonb := to_jsonb(new);
  key text;
begin
  if session_user <> 'sage_writer' then return null; end if;
  if tg_table_name = 'apm_master__vendor' then
    key := entry->>'vendor';
    if length(entry->>'vendor') > 10 then raise exception 'vendor over 10 characters'; end if;
    if length(entry->>'name') > 30 or entry->>'name' = '' then raise exception 'name empty or over 30 characters'; end if;
    if length(entry->>'city') > 15 or length(entry->>'state') > 4 or length(entry->>'zip') > 10 then
      raise exception 'address too long'; end if;
  elsif tg_table_name = 'apm_master__invoice' then
    key := concat_ws('/', entry->>'vendor', entry->>'invoice');
    if greatest(length(entry->>'invoice_code_1'), length(entry->>'invoice_code_2')) > 10 then
      raise exception 'invoice code over 10 characters'; end if;
  else
    key := concat_ws('/', entry->>'job', nullif(entry->>'extra', ''), entry->>'cost_code', entry->>'category');
  end if;
  insert into simulator.effect (tag, kind, natural_key, amount, detail)
    values ('SQL', tg_table_name || '.' || lower(tg_op), key, null, '{}');
  return null;
end $$;
create or replace function simulator.refuse_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'TRUNCATE' and current_setting('simulator.reset', true) = 'on' then return null; end if;
  raise exception 'the list of effects is append-only' using errcode = 'restrict_violation';
end $$;
create or replace trigger append_only before update or delete on simulator.effect
  for each row execute function simulator.refuse_change();
create or replace trigger append_only_truncate before truncate on simulator.effect
  for each statement execute function simulator.refuse_change();
`;

export const SAGE_TABLES = [
  "jcm_master__job",
  "jcm_master__extra",
  "jcm_master__cost_code",
  "jcm_master__category",
  "jcm_master__standard_cost_code",
  "jcm_master__standard_category",
  "apm_master__vendor",
  "txm_master__tax_group",
  "txm_master__tax_group_rate",
  "jcm_master__commitment",
  "jcm_master__commitment_item",
  "jcm_master__commitment_co",
  "jcm_master__commitment_co_item",
  "jct_current__transaction",
  "jcm_new__commitment",
  "jcm_new__commitment_item",
  "jcm_new__commitment_co",
  "jcm_new__commitment_co_item",
  "jct_new__transaction",
  "apm_master__invoice",
  "apm_master__distribution",
  "apm_new__invoice",
  "apm_new__distribution",
  "apm_master__invoice_payment",
  "blt_current__wip_transaction",
  "cnm_master__contract",
  "cnm_master__contract_item",
  "jcm_master__job_misc_worksheet",
] as const;

export const OWN_TABLE_NAMES = [
  "simulator.run_step",
  "simulator.run",
  "simulator.used_commitment",
  "simulator.effect",
  "simulator.period",
];

function stampColumns(table: string): string {
  return `
alter table ${table} add column if not exists Date_Stamp timestamptz not null default clock_timestamp(),
  add column if not exists Row_Version bigint not null default 0;
create index if not exists ${table}_version on ${table} (Row_Version);
create or replace trigger stamp before insert or update on ${table}
  for each row execute function simulator.stamp();`;
}

export const SCHEMA_SQL = [
  "create schema if not exists simulator;",
  "create sequence if not exists simulator.row_version; create sequence if not exists simulator.posting_run;",
  REFERENCE_TABLES,
  COMMITMENT_TABLES,
  INVOICE_TABLES,
  ADDED_COLUMNS,
  OUTGOING_TABLES,
  OWN_TABLES,
  PERIODS,
  FUNCTIONS,
  ...SAGE_TABLES.map(stampColumns),
  ...["apm_master__vendor", "jcm_master__category", "apm_master__invoice"].map(
    (table) => `create or replace trigger judge_write after insert or update on ${table}
  for each row execute function simulator.judge_write();`,
  ),
].join("\n");
