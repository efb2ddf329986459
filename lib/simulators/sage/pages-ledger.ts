import { readMistakes } from "#lib/simulators/sage/books.ts";
import { APPLICATIONS } from "#lib/simulators/sage/closed-period.ts";
import type { Pool } from "#lib/simulators/sage/database.ts";
import { entryForm, html, linked, money, page, plain, table } from "#lib/simulators/sage/html.ts";
import { readPeriods } from "#lib/simulators/sage/periods.ts";
import { listContracts, listTaxRates } from "#lib/simulators/sage/queries.ts";

export async function contractsPage(pool: Pool): Promise<string> {
  const columns = [
    plain("Contract", "contract"),
    plain("Description", "description"),
    linked("Job", "job", "/jobs/"),
    plain("Customer", "customer"),
    plain("Date", "contract_date"),
    plain("Items", "items"),
    money("Original", "original_amount"),
    money("Approved changes", "approved_changes"),
    money("Revised", "revised_amount"),
  ];
  const entry = entryForm(
    "/control/contracts",
    [
      ["contract", "Contract"],
      ["description", "Description"],
      ["job", "Job"],
      ["customer", "Customer"],
      ["date", "Date, YYYY-MM-DD"],
      ["retainage_percent", "Retainage percent"],
      ["items", "Item; description; amount; cost code; category; extra (one a line)", null],
    ],
    "Save",
  );
  const list = table(columns, await listContracts(pool), "No contract.");
  return page("Contracts", html`${list}<h2>Enter a contract</h2>${entry}`);
}

export async function taxesPage(pool: Pool): Promise<string> {
  const columns = [
    plain("Tax group", "tax_group"),
    plain("Description", "description"),
    plain("Rate", "tax_rate_id"),
    plain("Rate of", "rate_description"),
    { ...plain("Percent", "rate"), isNumber: true },
  ];
  const entry = entryForm(
    "/control/tax-groups",
    [
      ["tax_group", "Tax group"],
      ["description", "Description"],
      ["rates", "Rate; description; percent (one a line)", null],
    ],
    "Save",
  );
  const list = table(columns, await listTaxRates(pool), "No tax group.");
  return page("Tax groups", html`${list}<h2>New tax group</h2>${entry}`);
}

/** Months that are closed, and whether every total is the sum of its transactions. */
export async function periodsPage(pool: Pool): Promise<string> {
  const [periods, mistakes] = await Promise.all([readPeriods(pool), readMistakes(pool)]);
  const columns = [
    plain("Application", "application"),
    plain("Current month", "current_month"),
    { label: "Closed through", cell: (row: Record<string, unknown>) => row.closed_through ?? "nothing is closed" },
  ];
  const entry = entryForm(
    "/control/periods",
    [
      ["application", "Application", APPLICATIONS],
      ["month", "Month, YYYY-MM"],
      ["status", "Status", ["closed", "open"]],
    ],
    "Change",
  );
  const wrong = [
    plain("Table", "table"),
    plain("Key", "key"),
    plain("Column", "column"),
    money("Stated", "stated"),
    money("Sum of its entries", "found"),
  ];
  const books = table(
    wrong,
    mistakes as unknown as Record<string, unknown>[],
    "Every total is the sum of its transactions.",
  );
  return page("Periods", html`${table(columns, periods, "None.")}${entry}<h2>Books</h2>${books}`);
}
