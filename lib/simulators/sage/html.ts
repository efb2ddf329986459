/** Markup that has been escaped already. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const escapeText = (text: string): string => text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? "");

function render(value: unknown): string {
  if (value instanceof Markup) return value.text;
  if (Array.isArray(value)) return value.map(render).join("");
  return value === null || value === undefined || value === false ? "" : escapeText(String(value));
}

export function html(parts: TemplateStringsArray, ...values: unknown[]): Markup {
  return new Markup(parts.reduce((text, part, index) => text + render(values[index - 1]) + part));
}

export interface Column {
  label: string;
  cell: (row: Record<string, unknown>) => unknown;
  isNumber?: boolean;
}

export const plain = (label: string, name: string): Column => ({ label, cell: (row) => row[name] });
export const money = (label: string, name: string): Column => ({
  label,
  cell: (row) => formatMoney(row[name]),
  isNumber: true,
});
export const linked = (label: string, name: string, base: string): Column => ({
  label,
  cell: (row) => html`<a href="${base}${encodeURIComponent(String(row[name] ?? ""))}">${row[name]}</a>`,
});

// Amounts come as decimal text and are grouped as text: no floating point on the way.
export function formatMoney(value: unknown): string {
  if (value === null || value === undefined || value === "") return "";
  const [, sign = "", whole = "0", decimals = ""] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(String(value)) ?? [];
  return `${sign}${whole.replace(/\B(?=(\d{3})+$)/g, ",")}.${decimals.padEnd(2, "0")}`;
}

export function formatTime(value: unknown): string {
  return value instanceof Date ? value.toISOString().replace("T", " ").slice(0, 19) : "";
}

export function table(columns: readonly Column[], rows: readonly Record<string, unknown>[], empty: string): Markup {
  if (rows.length === 0) return html`<p class="empty">${empty}</p>`;
  const head = columns.map((column) => html`<th class="${column.isNumber ? "number" : ""}">${column.label}</th>`);
  const body = rows.map(
    (row) =>
      html`<tr>${columns.map((column) => html`<td class="${column.isNumber ? "number" : ""}">${column.cell(row)}</td>`)}</tr>`,
  );
  return html`<div class="scroll"><table><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div>`;
}

/**
 * Name, label, and what stands in the field already; a list is chosen from, one of a single choice goes along unseen, null is
 * a text of several lines.
 */
export type Entry = readonly [name: string, label: string, value?: string | readonly string[] | null];

/** A screen of Sage as one line of fields and its button. */
export function entryForm(action: string, entries: readonly Entry[], button: string): Markup {
  const fields = entries.map(([name, label, value]) => {
    if (value === null)
      return html`<textarea name="${name}" rows="3" cols="44" placeholder="${label}" aria-label="${label}"></textarea>`;
    if (typeof value === "object" && value.length === 1)
      return html`<input type="hidden" name="${name}" value="${value[0]}">`;
    if (typeof value === "object")
      return html`<select name="${name}" aria-label="${label}">${value.map((one) => html`<option>${one}</option>`)}</select>`;
    return html`<input name="${name}" value="${value ?? ""}" placeholder="${label}" aria-label="${label}">`;
  });
  return html`<form class="line" method="post" action="${action}">${fields}<button>${button}</button></form>`;
}

const STYLE = `
:root{color-scheme:light dark;--ground:#f5f6f8;--sheet:#fff;--text:#1c2430;--soft:#5b6675;--line:#dce1e8;--accent:#0b6b4f;--bad:#b3261e}
@media (prefers-color-scheme:dark){:root{--ground:#12161c;--sheet:#1a2029;--text:#e6eaf0;--soft:#9aa6b5;--line:#2d3643;--accent:#5fd0a5;--bad:#ff8a80}}
*{box-sizing:border-box}body{margin:0;background:var(--ground);color:var(--text);font:15px/1.5 system-ui,"Segoe UI",sans-serif}
header{background:var(--sheet);border-bottom:1px solid var(--line);padding:.7rem 1.5rem;display:flex;gap:1.5rem;align-items:baseline;flex-wrap:wrap}
header strong{font-size:1.05rem}nav{display:flex;gap:1.1rem;flex-wrap:wrap}a{color:var(--accent);text-decoration:none}a:hover{text-decoration:underline}
main{max-width:78rem;margin:0 auto;padding:1.5rem}h1{font-size:1.4rem;margin:.2rem 0 1rem}h2{font-size:1.05rem;margin:1.8rem 0 .6rem}
.scroll{overflow-x:auto;background:var(--sheet);border:1px solid var(--line);border-radius:8px}
table{border-collapse:collapse;width:100%}th{font-weight:600;color:var(--soft);font-size:.82rem;text-align:left;white-space:nowrap}
th,td{padding:.42rem .75rem;border-bottom:1px solid var(--line);vertical-align:top}tr:last-child td{border-bottom:0}
.number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.tiles{display:grid;grid-template-columns:repeat(auto-fill,minmax(9.5rem,1fr));gap:.7rem}
.tile{background:var(--sheet);border:1px solid var(--line);border-radius:8px;padding:.6rem .8rem}.tile b{display:block;font-size:1.3rem;font-variant-numeric:tabular-nums}
.tile span,.soft,.empty{color:var(--soft);font-size:.88rem}.bad{color:var(--bad)}
pre{background:var(--sheet);border:1px solid var(--line);border-radius:8px;padding:.8rem;overflow-x:auto;font-size:.85rem;margin:.3rem 0 1rem}
td:first-child{white-space:nowrap}form.line{display:flex;gap:.5rem;flex-wrap:wrap;align-items:center;margin:.6rem 0}
td form.line{flex-wrap:nowrap;margin:0}td input{width:8rem}
input,select,textarea,button{font:inherit;color:inherit;background:var(--sheet);border:1px solid var(--line);border-radius:6px;padding:.3rem .6rem}
button{border-color:var(--accent);color:var(--accent);cursor:pointer}button.bad{border-color:var(--bad);color:var(--bad)}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1.2rem}dt{color:var(--soft)}dd{margin:0}`;

const PLACES = [
  ["/", "Overview"],
  ["/commitments", "Commitments"],
  ["/jobs", "Jobs"],
  ["/vendors", "Vendors"],
  ["/invoices", "Invoices"],
  ["/contracts", "Contracts"],
  ["/taxes", "Tax groups"],
  ["/unposted", "Unposted"],
  ["/periods", "Periods"],
] as const;

export function page(title: string, content: Markup): string {
  const links = PLACES.map(([path, label]) => html`<a href="${path}">${label}</a>`);
  return html`<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} - Sage 300 CRE</title><style>${new Markup(STYLE)}</style></head>
<body><header><strong>Sage 300 CRE</strong><nav aria-label="Main">${links}</nav></header>
<main><h1>${title}</h1>${content}</main></body></html>`.text;
}
