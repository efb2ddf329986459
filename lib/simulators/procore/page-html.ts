/** Markup that is already safe; everything else is escaped when it is put into a page. */
export type Markup = { markup: string };
type Part = Markup | string | number | null | undefined | false | readonly Part[];

export function html(strings: TemplateStringsArray, ...parts: Part[]): Markup {
  return { markup: strings.reduce((whole, text, index) => whole + render(parts[index - 1]) + text) };
}

function render(part: Part): string {
  if (part === null || part === undefined || part === false) return "";
  if (isList(part)) return part.map(render).join("");
  return typeof part === "object" ? part.markup : escapeText(String(part));
}

function isList(part: Part): part is readonly Part[] {
  return Array.isArray(part);
}

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

function escapeText(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

const STYLE = `
:root { color-scheme: light dark; --ink: #1d2126; --paper: #f7f7f5; --card: #fff; --line: #d9dcd8; --soft: #5d656d; --accent: #b3440c; --good: #1c6b3d; --bad: #a32020; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8eaec; --paper: #15181b; --card: #1d2125; --line: #363c42; --soft: #a2abb3; --accent: #f08a4b; --good: #6fce95; --bad: #ff8f8f; } }
* { box-sizing: border-box; }
body { margin: 0; font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); }
header { padding: 12px 24px; border-bottom: 3px solid var(--accent); background: var(--card); }
header a { font-weight: 600; color: inherit; text-decoration: none; }
main { max-width: 1180px; margin: 0 auto; padding: 16px 24px 64px; }
nav { color: var(--soft); font-size: 14px; }
a { color: var(--accent); }
h1 { font-size: 24px; margin: 8px 0 16px; } h2 { font-size: 18px; margin: 28px 0 8px; }
section, form.card { background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: 16px; margin: 12px 0; }
table { width: 100%; border-collapse: collapse; background: var(--card); }
th, td { text-align: left; padding: 6px 8px; border-bottom: 1px solid var(--line); vertical-align: top; }
th { font-size: 13px; color: var(--soft); font-weight: 600; }
.amount { text-align: right; font-variant-numeric: tabular-nums; }
.grid { display: grid; grid-template-columns: repeat(auto-fill, minmax(220px, 1fr)); gap: 12px; }
label { display: block; font-size: 13px; color: var(--soft); }
input, select { width: 100%; font: inherit; color: var(--ink); background: var(--paper); border: 1px solid var(--line); border-radius: 5px; padding: 5px 7px; }
input:focus-visible, select:focus-visible, button:focus-visible, a:focus-visible { outline: 2px solid var(--accent); outline-offset: 1px; }
button { font: inherit; padding: 5px 12px; border-radius: 5px; border: 1px solid var(--line); background: var(--paper); color: var(--ink); cursor: pointer; }
button.main { background: var(--accent); border-color: var(--accent); color: var(--card); }
.banner { border-left: 4px solid var(--good); padding: 8px 12px; background: var(--card); margin: 12px 0; }
.errors { border-left: 4px solid var(--bad); padding: 8px 12px; background: var(--card); margin: 12px 0; color: var(--bad); }
.scroll { overflow-x: auto; }
.row { display: flex; gap: 8px; }
.soft { color: var(--soft); }
`;

type Crumb = { href: string; label: string };

export function page(title: string, crumbs: readonly Crumb[], content: Markup): string {
  const document = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Procore simulator</title><style>${{ markup: STYLE }}</style></head>
<body><header><a href="/">Procore simulator</a></header><main>
<nav aria-label="Breadcrumb">${crumbs.map((crumb, index) => [index > 0 && " / ", html`<a href="${crumb.href}">${crumb.label}</a>`])}</nav>
<h1>${title}</h1>${content}</main></body></html>`;
  return document.markup;
}
