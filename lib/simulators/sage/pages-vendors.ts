import type { Pool } from "#lib/simulators/sage/database.ts";
import { entryForm, html, linked, type Markup, money, page, plain, table } from "#lib/simulators/sage/html.ts";
import { INSURANCE_KINDS } from "#lib/simulators/sage/keyed-insurance.ts";
import { type Cells, listInvoices, listVendors, readVendor } from "#lib/simulators/sage/queries.ts";
import { Refused } from "#lib/simulators/sage/refused.ts";

export async function vendorsPage(pool: Pool): Promise<string> {
  const toggle = (row: Cells): Markup => {
    const status = row.status === "Active" ? "Inactive" : "Active";
    const action = `/control/vendors/${encodeURIComponent(String(row.vendor))}`;
    return html`<form method="post" action="${action}"><button name="status" value="${status}">Set ${status.toLowerCase()}</button></form>`;
  };
  const columns = ["Name", "Type", "Status", "City", "State", "Telephone"].map((label) =>
    plain(label, label.toLowerCase()),
  );
  const fields = ["Vendor", "Name", "Type", "Address 1", "Address 2", "City", "State", "ZIP", "Telephone"];
  const entry = entryForm(
    "/control/vendors",
    fields.map((label) => [label.toLowerCase().replace(" ", "_"), label] as const),
    "Save",
  );
  const list = table(
    [linked("Vendor", "vendor", "/vendors/"), ...columns, { label: "", cell: toggle }],
    await listVendors(pool),
    "No vendor.",
  );
  return page("Vendors", html`${list}<h2>New vendor</h2>${entry}`);
}

export async function vendorPage(pool: Pool, id: string): Promise<string> {
  const vendor = await readVendor(pool, id);
  if (!vendor) throw new Refused(404, "vendor not found");
  const action = `/control/vendors/${encodeURIComponent(id)}`;
  const shown = Object.entries(vendor).filter(
    ([name, value]) => value !== null && value !== "" && value !== false && !STAMPS.has(name),
  );
  const rename = entryForm(
    action,
    [
      ["name", "Name", String(vendor.name)],
      ["status", "Status", statuses(vendor)],
    ],
    "Change",
  );
  const insurance = entryForm(
    `${action}/insurance`,
    [
      ["kind", "Kind", INSURANCE_KINDS],
      ["company", "Company"],
      ["policy", "Policy number"],
      ["expires", "Expires, YYYY-MM-DD"],
      ["proof_required", "Proof required", ["no", "yes"]],
    ],
    "Save",
  );
  return page(
    `Vendor ${id}`,
    html`<dl>${shown.map(([name, value]) => html`<dt>${name.replaceAll("_", " ")}</dt><dd>${value === true ? "yes" : value}</dd>`)}</dl>
<h2>Name and status</h2>${rename}<h2>Insurance</h2>${insurance}
<form class="line" method="post" action="${action}/delete"><button class="bad">Delete vendor</button></form>`,
  );
}

const STAMPS: ReadonlySet<string> = new Set(["date_stamp", "row_version"]);
const statuses = ({ status }: Cells): readonly string[] =>
  status === "Active" ? ["Active", "Inactive"] : ["Inactive", "Active"];

function payButton({ vendor, invoice }: Cells): Markup {
  const action = `/control/invoices/${encodeURIComponent(String(vendor))}/${encodeURIComponent(String(invoice))}/pay`;
  return html`<form method="post" action="${action}"><button>Pay</button></form>`;
}

export async function invoicesPage(pool: Pool): Promise<string> {
  const columns = [
    { label: "Vendor", cell: (row: Cells) => html`${row.vendor} <span class="soft">${row.vendor_name}</span>` },
    plain("Invoice", "invoice"),
    plain("Description", "description"),
    plain("Commitment", "commitments"),
    plain("Invoice date", "invoice_date"),
    plain("Accounting date", "accounting_date"),
    money("Amount", "amount"),
    money("Retainage", "retainage"),
    money("Paid", "amount_paid"),
    { label: "", cell: payButton },
  ];
  return page("Invoices", table(columns, await listInvoices(pool), "No posted invoice."));
}
