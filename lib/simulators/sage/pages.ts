import type { Pool } from "#lib/simulators/sage/database.ts";
import { FAULT_KINDS } from "#lib/simulators/sage/faults.ts";
import { formatTime, html, linked, type Markup, money, page, plain, table } from "#lib/simulators/sage/html.ts";
import { commitmentPage, commitmentsPage } from "#lib/simulators/sage/pages-commitments.ts";
import { jobPage, jobsPage } from "#lib/simulators/sage/pages-jobs.ts";
import { contractsPage, periodsPage, taxesPage } from "#lib/simulators/sage/pages-ledger.ts";
import { invoicesPage, vendorPage, vendorsPage } from "#lib/simulators/sage/pages-vendors.ts";
import { type Cells, listUnposted, readCounts, readRunSteps, readRuns } from "#lib/simulators/sage/queries.ts";
import { Refused } from "#lib/simulators/sage/refused.ts";
import { importReport } from "#lib/simulators/sage/report-text.ts";
import type { Sage } from "#lib/simulators/sage/run.ts";
import type { Watcher } from "#lib/simulators/sage/watcher.ts";
import { decodeWindows1252 } from "#lib/simulators/sage/windows-1252.ts";

export interface PageContext {
  sage: Sage;
  watcher: Watcher;
}

export async function renderPage(
  path: string,
  query: URLSearchParams,
  context: PageContext,
): Promise<string | undefined> {
  const { pool } = context.sage;
  const [, place = "", id] = path.split("/").map(decodeURIComponent);
  if (path === "/") return overview(context);
  if (place === "commitments") return id ? commitmentPage(pool, id) : commitmentsPage(pool, query.get("job"));
  if (place === "jobs") return id ? jobPage(pool, id) : jobsPage(pool);
  if (place === "vendors") return id ? vendorPage(pool, id) : vendorsPage(pool);
  if (place === "invoices" && !id) return invoicesPage(pool);
  if (place === "contracts" && !id) return contractsPage(pool);
  if (place === "taxes" && !id) return taxesPage(pool);
  if (place === "periods" && !id) return periodsPage(pool);
  if (place === "unposted" && !id) return unposted(pool);
  if (place === "runs" && id) return run(pool, id);
  return undefined;
}

async function overview({ sage, watcher }: PageContext): Promise<string> {
  const [counts, runs] = await Promise.all([readCounts(sage.pool), readRuns(sage.pool, 100)]);
  const { running, waiting } = watcher.state();
  const tiles = Object.entries(counts).map(
    ([name, count]) =>
      html`<div class="tile"><b>${count.toLocaleString("en-US")}</b><span>${spaced(name)}</span></div>`,
  );
  const work = running
    ? html`Run <b>${running}</b> is at work, ${waiting.length} waiting.`
    : html`No run at work, ${waiting.length} waiting.`;
  return page(
    "Overview",
    html`<div class="tiles">${tiles}</div><p class="soft">${work}</p>
<h2>Faults switched on</h2>${faults(sage)}<h2>Runs</h2>${runLog(runs)}`,
  );
}

const spaced = (name: string): string => name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

function faults(sage: Sage): Markup {
  const options = FAULT_KINDS.map((kind) => html`<option>${kind}</option>`);
  const rows = sage.faults.list() as unknown as Cells[];
  const columns = [
    plain("Kind", "kind"),
    plain("Match", "match"),
    { label: "Left", cell: (row: Cells) => row.left ?? "until cleared" },
    plain("Fired", "fired"),
    { label: "Now", cell: (row: Cells) => (row.isHolding ? html`<span class="bad">holding a run</span>` : "") },
    { label: "Words", cell: (row: Cells) => row.words ?? "" },
  ];
  return html`${table(columns, rows, "None.")}
<form class="line" method="post" action="/control/faults"><select name="kind" aria-label="Kind">${options}</select>
<input name="match" placeholder="commitment, job or tag" aria-label="Match"><input name="times" size="4" placeholder="times" aria-label="Times">
<input name="words" placeholder="words of the report" aria-label="Words"><input name="ms" size="6" placeholder="ms" aria-label="Milliseconds">
<button>Switch on</button></form>
<form class="line" method="post" action="/control/faults/clear"><button class="bad">Clear all and release</button></form>`;
}

function runLog(runs: Cells[]): Markup {
  const outcome = (row: Cells): unknown => {
    if (row.imported === 0) return html`<span class="bad">Rejected</span>`;
    const state = row.posted_at ? "Posted" : row.is_held ? "Imported, posting held" : "Imported";
    return Number(row.rejected) > 0 ? html`<span class="bad">${state}, with errors</span>` : state;
  };
  const columns = [
    linked("Run", "tag", "/runs/"),
    { label: "Started (UTC)", cell: (row: Cells) => formatTime(row.started_at) },
    plain("Files", "files"),
    { ...plain("Imported", "imported"), isNumber: true },
    { ...plain("Rejected", "rejected"), isNumber: true },
    { label: "Outcome", cell: outcome },
  ];
  return table(columns, runs, "No import so far.");
}

async function unposted(pool: Pool): Promise<string> {
  const columns = [
    linked("Batch", "batch", "/runs/"),
    plain("Entry", "entry"),
    plain("Key", "key"),
    plain("Description", "description"),
    plain("Vendor", "vendor"),
    money("Amount", "amount"),
    {
      label: "",
      cell: (row: Cells) =>
        html`<form method="post" action="/control/post"><button name="batch" value="${row.batch}">Post batch</button></form>`,
    },
  ];
  const button = html`<form class="line" method="post" action="/control/post"><button>Post all entries</button></form>`;
  return page("Unposted entries", html`${table(columns, await listUnposted(pool), "Everything is posted.")}${button}`);
}

async function run(pool: Pool, tag: string): Promise<string> {
  const steps = await readRunSteps(pool, tag);
  if (steps.length === 0) throw new Refused(404, "run not found");
  const runs = [...new Set(steps.map((step) => step.run))];
  const parts = runs.map((id) => runSection(steps.filter((step) => step.run === id)));
  return page(`Run ${tag}`, html`${parts}`);
}

function runSection(steps: Cells[]): Markup {
  const [first] = steps;
  const files = steps.map((step) => {
    const file =
      step.bytes instanceof Buffer
        ? html`<pre>${decodeWindows1252(step.bytes)}</pre>`
        : html`<p class="empty">No file.</p>`;
    const reject =
      step.reject instanceof Buffer ? html`<h2>Reject file</h2><pre>${decodeWindows1252(step.reject)}</pre>` : "";
    return html`<h2>${step.kind} ${step.file}</h2>${file}${reject}`;
  });
  const reports = steps.map((step) => ({
    file: String(step.file),
    imported: (step.imported ?? []) as string[],
    rejected: (step.rejected ?? []) as string[],
  }));
  const held = first?.is_held ? "Posting was held." : "Not posted.";
  return html`<p class="soft">Started ${formatTime(first?.started_at)} UTC</p><h2>Trigger</h2><pre>${first?.script}</pre>
${files}<h2>Import report</h2><pre>${importReport(reports)}</pre><h2>Post report</h2><pre>${first?.post_report ?? held}</pre>`;
}
