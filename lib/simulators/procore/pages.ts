import { budgetSection } from "#lib/simulators/procore/budget-page.ts";
import { contractTotals } from "#lib/simulators/procore/contract-shape.ts";
import { isSynced } from "#lib/simulators/procore/contract-writes.ts";
import type { Contract, ContractKind, RecordOf } from "#lib/simulators/procore/data-file.ts";
import { CONTRACT_KINDS } from "#lib/simulators/procore/data-file.ts";
import { projectLists } from "#lib/simulators/procore/list-pages.ts";
import type { Markup } from "#lib/simulators/procore/page-html.ts";
import { html, page } from "#lib/simulators/procore/page-html.ts";
import { requisitionSection } from "#lib/simulators/procore/requisition-page.ts";
import type { Store } from "#lib/simulators/procore/store.ts";

const LABEL = { work_order_contracts: "Subcontracts", purchase_order_contracts: "Purchase orders" } as const;

const PAGE_ROWS = 100;

export function projectsPage(store: Store): string {
  const companies = store.within("companies", 0);
  const content = companies.map(
    (
      company,
    ) => html`<h2><a href="/companies/${company.id}">${company.name}</a> <span class="soft">${company.id}</span></h2>
<table><thead><tr><th>Project</th><th>Number</th><th class="amount">Subcontracts</th><th class="amount">Purchase orders</th></tr></thead><tbody>
${store.within("projects", company.id).map((project) => projectRow(store, project))}</tbody></table>`,
  );
  return page(
    "Projects",
    [],
    content.length > 0
      ? html`${content}`
      : html`<section>No records yet. Load some with <code>POST /control/load</code>.</section>`,
  );
}

function projectRow(store: Store, project: RecordOf<"projects">): Markup {
  const counts = CONTRACT_KINDS.map(
    (kind) =>
      html`<td class="amount">${store.within(kind, project.id).filter((contract) => !contract.deleted_at).length}</td>`,
  );
  return html`<tr><td><a href="/projects/${project.id}">${project.name}</a></td><td>${project.project_number}</td>${counts}</tr>`;
}

export function projectPage(store: Store, project: RecordOf<"projects">, query: URLSearchParams): string {
  const words = (query.get("find") ?? "").trim();
  const search = html`<form class="card row" method="get"><input name="find" value="${words}" aria-label="Number or title" placeholder="Number or title"><button>Find</button></form>`;
  const lists = CONTRACT_KINDS.map((kind) => contractList(store, kind, project.id, words.toLowerCase()));
  return page(
    project.name,
    [{ href: "/", label: "Projects" }],
    html`${search}${lists}${requisitionSection(store, project.id)}${budgetSection(store, project.id)}${projectLists(store, project.id)}`,
  );
}

function contractList(store: Store, kind: ContractKind, projectId: number, words: string): Markup {
  const found = store
    .within(kind, projectId)
    .filter(
      (contract) =>
        !contract.deleted_at && `${contract.number ?? ""} ${contract.title ?? ""}`.toLowerCase().includes(words),
    );
  const rows = found.slice(0, PAGE_ROWS).map(
    (
      contract,
    ) => html`<tr><td><a href="/contracts/${kind}/${contract.id}">${contract.number || contract.id}</a></td><td>${contract.title}</td>
<td>${store.get("vendors", contract.vendor_id)?.name}</td><td>${contract.status}</td><td>${contract.origin_id}</td>
<td class="amount">${contractTotals(contract).grand_total}</td></tr>`,
  );
  return html`<h2>${LABEL[kind]} <span class="soft">${found.length}</span></h2>
<div class="scroll"><table><thead><tr><th>Number</th><th>Title</th><th>Company</th><th>Status</th><th>ERP id</th><th class="amount">Original amount</th></tr></thead>
<tbody>${rows}</tbody></table></div>${found.length > PAGE_ROWS && html`<p class="soft">The first ${PAGE_ROWS} of ${found.length}.</p>`}
<form method="post" action="/projects/${projectId}/${kind}"><button>New ${LABEL[kind].toLowerCase().replace(/s$/, "")}</button></form>`;
}

export function contractCrumbs(store: Store, contract: Contract) {
  const project = store.get("projects", contract.project_id);
  return [
    { href: "/", label: "Projects" },
    { href: `/projects/${contract.project_id}`, label: project?.name ?? "Project" },
  ];
}

export function syncedBanner(contract: Contract): Markup | false {
  return (
    isSynced(contract) &&
    html`<p class="banner">Synced with the ERP system as <strong>${contract.origin_id}</strong>: title, company, status, retainage and lines are locked.</p>`
  );
}

export function problemPage(title: string, words: string): string {
  return page(title, [{ href: "/", label: "Projects" }], html`<section>${words}</section>`);
}
