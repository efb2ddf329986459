import type { Pool } from "#lib/simulators/sage/database.ts";
import {
  entryForm,
  formatMoney,
  html,
  linked,
  type Markup,
  money,
  page,
  plain,
  table,
} from "#lib/simulators/sage/html.ts";
import { type Cells, listCommitments, readCommitments } from "#lib/simulators/sage/queries.ts";
import { Refused } from "#lib/simulators/sage/refused.ts";

export async function commitmentsPage(pool: Pool, jobId: string | null): Promise<string> {
  const columns = [
    linked("Commitment", "commitment", "/commitments/"),
    plain("Type", "commitment_type"),
    plain("Description", "description"),
    { label: "Vendor", cell: (row: Cells) => html`${row.vendor} <span class="soft">${row.vendor_name}</span>` },
    linked("Job", "job", "/jobs/"),
    plain("Date", "commitment_date"),
    money("Amount", "amount"),
    money("Approved changes", "approved_changes"),
    money("Invoiced", "amount_invoiced"),
  ];
  const rows = await listCommitments(pool, jobId);
  const filter = html`<form class="line"><input name="job" value="${jobId ?? ""}" placeholder="job" aria-label="Job"><button>Show</button></form>`;
  return page("Commitments", html`${filter}${table(columns, rows, "No posted commitment.")}`);
}

export async function commitmentPage(pool: Pool, id: string): Promise<string> {
  const [row] = await readCommitments(pool, id);
  if (!row) throw new Refused(404, "commitment not found");
  const facts: [string, unknown][] = [
    ["Type", row.commitment_type],
    ["Description", row.description],
    ["Vendor", row.vendor],
    ["Job", row.job],
    ["Date", row.commitment_date],
    ["Retainage percent", row.retainage_percent],
    ["Amount", formatMoney(row.amount)],
    ["Approved changes", formatMoney(row.approved_changes)],
    ["Invoiced", formatMoney(row.amount_invoiced)],
    ["State", row.posted ? (row.closed ? "Posted, closed" : "Posted") : "Unposted"],
  ];
  const columns = ["Item", "Description", "Job", "Extra", "Cost code", "Category", "Units"].map((label) =>
    plain(label, label === "Item" ? "item_number" : label.toLowerCase().replace(" ", "_")),
  );
  const amounts = [
    plain("Unit", "unit_description"),
    money("Unit cost", "unit_cost"),
    money("Tax", "tax"),
    money("Amount", "amount"),
    money("Approved changes", "approved_commitment_co_amount"),
    money("Invoiced", "amount_invoiced"),
    { label: "Change by hand", cell: (item: Cells) => itemForm(id, item) },
  ];
  const changes = [
    plain("Change order", "commitment_co"),
    plain("Description", "description"),
    plain("Date", "co_date"),
    money("Amount", "amount"),
  ];
  const action = `/control/commitments/${encodeURIComponent(id)}/delete`;
  return page(
    `Commitment ${id}`,
    html`<dl>${facts.map(([label, value]) => html`<dt>${label}</dt><dd>${value}</dd>`)}</dl>
<h2>Items</h2>${table([...columns, ...amounts], row.items as Cells[], "No item.")}
<h2>Change orders</h2>${table(changes, row.change_orders as Cells[], "No change order.")}
<form class="line" method="post" action="${action}"><button class="bad">Delete commitment</button></form>`,
  );
}

function itemForm(commitment: string, { item_number, amount }: Cells): Markup {
  const action = `/control/commitments/${encodeURIComponent(commitment)}/items/${item_number}`;
  return entryForm(action, [["amount", "Amount", String(amount)]], "Change");
}
