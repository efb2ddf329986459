export type MailWords = { readonly subject: string; readonly text: string; readonly html: string };
export type MailBlock = {
  /** A line on its own. */
  readonly words: string;
  /** Where it leads, whole. */
  readonly href?: string;
  /** What somebody wrote, under it. */
  readonly quote?: string;
};

const longestSubject = 180;

/** A mail in plain words, as text and as simple HTML that says the same. */
export function mailOf(subject: string, blocks: readonly MailBlock[], foot: readonly MailBlock[]): MailWords {
  const all = [...blocks, { words: "" }, ...foot];
  const text = all
    .map(({ words, quote, href }) =>
      [words, ...(quote ? [indented(quote)] : []), ...(href ? [`  ${href}`] : [])].join("\n"),
    )
    .join("\n\n");
  const html = `<!doctype html><html><body style="font-family:sans-serif;font-size:14px;line-height:1.5">${blocks.map(paragraph).join("")}<hr>${foot.map(paragraph).join("")}</body></html>`;
  return { subject: oneLine(subject).slice(0, longestSubject), text: `${text.trim()}\n`, html };
}

function paragraph({ words, quote, href }: MailBlock): string {
  const inner = href ? `<a href="${escaped(href)}">${escaped(words)}</a>` : escaped(words);
  const said = quote
    ? `<blockquote style="margin:4px 0 0 0;padding-left:10px;border-left:3px solid #c5ccd6">${escaped(quote).replaceAll("\n", "<br>")}</blockquote>`
    : "";
  return `<p>${inner}</p>${said}`;
}

const indented = (text: string) =>
  text
    .split("\n")
    .map((line) => `  > ${line}`)
    .join("\n");

/** A subject is one line: a line break in it would begin a new header. */
const oneLine = (text: string) => text.replace(/\s+/g, " ").trim();

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
const escaped = (text: string) => text.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign);
