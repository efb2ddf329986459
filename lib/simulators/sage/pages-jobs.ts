import type { Pool } from "#lib/simulators/sage/database.ts";
import {
  type Entry,
  entryForm,
  html,
  linked,
  type Markup,
  money,
  page,
  plain,
  table,
} from "#lib/simulators/sage/html.ts";
import { type Cells, listCategories, listCosts, listJobs } from "#lib/simulators/sage/queries.ts";

export async function jobsPage(pool: Pool): Promise<string> {
  const columns = [
    linked("Job", "job", "/jobs/"),
    plain("Description", "description"),
    plain("Status", "status"),
    money("Estimate", "total_estimate"),
    money("Original commitment", "original_commitment"),
    money("Approved changes", "approved_commitment_changes"),
    money("Revised commitment", "revised_commitment"),
    money("Cost", "jtd_cost"),
  ];
  const entry = entryForm(
    "/control/jobs",
    [
      ["job", "Job"],
      ["description", "Description"],
      ["city", "City"],
      ["extras", "Extra; description (one a line)", null],
      ["codes", "Cost code; categories; extra (one a line)", null],
    ],
    "Save",
  );
  return page("Jobs", html`${table(columns, await listJobs(pool), "No job.")}<h2>New job</h2>${entry}`);
}

const PLACE: readonly Entry[] = [
  ["extra", "Extra"],
  ["cost_code", "Cost code"],
  ["category", "Category"],
  ["description", "Description"],
  ["amount", "Amount"],
  ["date", "Date, YYYY-MM-DD"],
];

export async function jobPage(pool: Pool, id: string): Promise<string> {
  const columns = [
    plain("Extra", "extra"),
    plain("Cost code", "cost_code"),
    plain("Description", "description"),
    plain("Category", "category"),
    money("Original estimate", "original_estimate"),
    money("Estimate changes", "approved_estimate_changes"),
    money("Total estimate", "total_estimate"),
    money("Original commitment", "original_commitment"),
    money("Commitment changes", "approved_commitment_changes"),
    money("Revised commitment", "revised_commitment"),
    money("Invoiced", "commitment_invoiced"),
    money("Cost", "jtd_cost"),
    money("Paid", "jtd_dollars_paid"),
  ];
  const [rows, costs] = [await listCategories(pool, id), await listCosts(pool, id)];
  const link = html`<p><a href="/commitments?job=${encodeURIComponent(id)}">Commitments of this job</a></p>`;
  const list = table(columns, rows, "No cost code with a category.");
  return page(`Job ${id}`, html`${link}${list}${entries(id)}<h2>Costs</h2>${costTable(costs)}`);
}

/** The screens of one job; its id goes along. */
function entries(id: string): Markup {
  const job: Entry = ["job", "Job", [id]];
  const cost: readonly Entry[] = [
    job,
    ["type", "Type", ["JC cost", "PR cost"]],
    ...PLACE,
    ["billed_amount", "Billed amount"],
  ];
  const estimate: readonly Entry[] = [job, ["kind", "Kind", ["original", "change"]], ...PLACE];
  const change: readonly Entry[] = [
    job,
    ["contract", "Contract"],
    ["change", "Change"],
    ["description", "Description"],
  ];
  const line: readonly Entry[] = [job, ["description", "Description"], ["amount", "Amount"]];
  return html`<h2>Enter a cost</h2>${entryForm("/control/costs", cost, "Post")}
<h2>Enter an estimate</h2>${entryForm("/control/estimates", estimate, "Post")}
<h2>Enter a contract change</h2>${entryForm("/control/contract-changes", [...change, ["amount", "Amount"]], "Post")}
<h2>Enter a line of the miscellaneous worksheet</h2>${entryForm("/control/worksheet-lines", line, "Post")}`;
}

function costTable(costs: readonly Cells[]): Markup {
  const bill = ({ run, sequence, billed_amount }: Cells): unknown => {
    if (billed_amount !== null) return "";
    const of: readonly Entry[] = [
      ["run", "Run", [String(run)]],
      ["sequence", "Sequence", [String(sequence)]],
    ];
    return entryForm("/control/billings", [...of, ["billed_amount", "Billed amount"]], "Bill");
  };
  const columns = [
    plain("Type", "transaction_type"),
    plain("Extra", "extra"),
    plain("Cost code", "cost_code"),
    plain("Category", "category"),
    plain("Description", "description"),
    plain("Vendor", "vendor"),
    plain("Invoice", "invoice"),
    plain("Accounting date", "accounting_date"),
    money("Amount", "amount"),
    money("Billed", "billed_amount"),
    { label: "", cell: bill },
  ];
  return table(columns, costs, "No cost.");
}
