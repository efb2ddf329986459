import { isGateOpen } from "#lib/core/gates.ts";
import {
  date,
  flag,
  inColumns,
  key,
  type MirrorTable,
  money,
  number,
  object,
  text,
  texts,
  whole,
} from "#lib/db/mirror-columns.ts";

const insurance = [
  ["GL_Ins_Company", "GL_Ins_Policy_Number", "GL_Ins_Expiration_Dt", "Gen_Liab_Ins_Proof_Req"],
  ["Work_Comp_Ins_Cmpany", "Work_Comp_Policy_Num", "Work_Comp_Expir_Dt", "Work_Comp_Ins_Proof_Req"],
  ["Umbrella_Ins_Company", "Umb_Ins_Policy_Num", "Umb_Ins_Expir_Dt", "Umbrella_Ins_Proof_Req"],
  ["Auto_Ins_Company", "Auto_Ins_Policy_Num", "Auto_Ins_Expir_Dt", "Auto_Ins_Proof_Req"],
].flat();
const place = [key("job", "Job"), key("extra", "Extra"), key("cost_code", "Cost_Code")];

/** Jobs with their extras, codes and categories. */
export const jobTables: Readonly<Record<string, MirrorTable>> = {
  JCM_MASTER__JOB: inColumns(
    "sage_job",
    [
      key("job", "Job"),
      text("description", "Description"),
      text("status", "Status"),
      flag("is_estimate_finalized", "Orig_Estimate_Finalized"),
      money("approved_contract_changes", "JTD_Aprvd_Contract_Chgs"),
      text("address_1", "Address_1"),
      text("address_2", "Address_2"),
      text("city", "City"),
      text("state", "State"),
      text("zip", "ZIP_Code"),
      text("ar_customer", "AR_Customer"),
      text("tax_group", "Job_Tax_Group"),
      text("owner_contract_id", "Owner_Contract_ID"),
      date("contract_date", "Contract_Date"),
      number("contract_retainage_percent", "Contract_Retainage_Percent"),
      money("original_contract_amount", "Original_Contract_Amount"),
      money("revised_contract_amount", "Revised_Contract_Amount"),
      money("original_estimate", "Original_Estimate"),
      money("total_estimate", "Total_Estimate"),
      money("revised_commitment", "Revised_Commitment"),
      money("commitment_invoiced", "Commitment_Invoiced"),
      money("jtd_cost", "JTD_Cost"),
    ],
    {
      affects: "jobs",
      leg: "jobs",
      touch: "job",
      concerns: ["description", "status", "is_estimate_finalized", "approved_contract_changes"],
    },
  ),
  JCM_MASTER__EXTRA: inColumns(
    "sage_extra",
    [key("job", "Job"), key("extra", "Extra"), text("description", "Description"), text("status", "Status")],
    { affects: "jobs", leg: "jobs", touch: "job" },
  ),
  JCM_MASTER__COST_CODE: inColumns(
    "sage_cost_code",
    [...place, text("description", "Description"), flag("is_group", "Group_Cost_Code")],
    { affects: "jobs", leg: "jobs", touch: "job" },
  ),
  JCM_MASTER__CATEGORY: inColumns(
    "sage_category",
    [
      ...place,
      key("category", "Category"),
      text("description", "Description"),
      money("original_estimate", "Original_Estimate"),
      money("approved_estimate_changes", "Approved_Estimate_Changes"),
      money("revised_commitment", "Revised_Commitment"),
      money("jtd_cost", "JTD_Cost"),
      money("misc_amount_1", "Msc_Cat_Amt_1"),
      money("misc_amount_2", "Msc_Cat_Amt_2"),
      number("original_estimate_units", "Original_Estimate_Units"),
      number("approved_estimate_units", "Approved_Estimate_Units"),
      money("pending_estimate_changes", "Pending_Estimate_Changes"),
      money("total_estimate", "Total_Estimate"),
      money("original_commitment", "Original_Commitment"),
      money("approved_commitment_changes", "Approved_Commitment_Changes"),
      money("commitment_invoiced", "Commitment_Invoiced"),
      money("jtd_paid", "JTD_Dollars_Paid"),
      money("mtd_cost", "MTD_Cost"),
      text("unit_description", "Cost_Unit_Description"),
    ],
    // Totals change no outcome: a combination that is new concerns items, and a forecast that somebody keyed.
    { affects: "jobs", leg: "jobs", touch: "job", concerns: ["misc_amount_1", "misc_amount_2"] },
  ),
};

/** The standard lists, tax groups and vendors. */
export const listTables: Readonly<Record<string, MirrorTable>> = {
  JCM_MASTER__STANDARD_COST_CODE: inColumns(
    "sage_standard_cost_code",
    [
      key("cost_code", "Cost_Code"),
      text("description", "Description"),
      flag("is_group", "Group_Cost_Code"),
      texts(
        "categories",
        Array.from({ length: 12 }, (_, n) => `Category_${n + 1}`),
      ),
    ],
    { affects: "all", leg: "standard", touch: "cost_code", concerns: ["description", "is_group"] },
  ),
  JCM_MASTER__STANDARD_CATEGORY: inColumns(
    "sage_standard_category",
    [key("category", "Category"), text("description", "Description"), text("accumulate_as", "Accumulate_As")],
    { affects: "all", leg: "standard", touch: "category", concerns: ["description"] },
  ),
  TXM_MASTER__TAX_GROUP: whole(["Tax_Group"], "Tax_Group", ["Description"], {
    affects: "none",
    leg: "standard",
    isOptional: true,
    isWanted: (profile) => profile.importsTaxGroups,
  }),
  TXM_MASTER__TAX_GROUP_RATE: whole(["Tax_Group", "Tax_Rate_ID"], "Tax_Group", ["Description", "Rate"], {
    affects: "none",
    leg: "standard",
    isOptional: true,
    isWanted: (profile) => profile.importsTaxGroups,
  }),
  APM_MASTER__VENDOR: inColumns(
    "sage_vendor",
    [
      key("vendor", "Vendor"),
      text("name", "Name"),
      text("type", "Type"),
      text("status", "Status"),
      text("city", "City"),
      text("phone", "Telephone"),
      text("address_1", "Address_1"),
      text("address_2", "Address_2"),
      text("state", "State"),
      text("zip", "Zip"),
      text("fax", "Fax_Number"),
      text("email", "Email"),
      text("tax_id", "Tax_ID"),
      object("insurance", insurance),
    ],
    {
      affects: "vendors",
      leg: "vendors",
      touch: "vendor",
      concerns: ["name", "type", "status", "city", "phone"],
      isColumnWanted: (profile, column) => column !== "insurance" || isGateOpen("insurance", profile),
    },
  ),
};
