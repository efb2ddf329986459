import type { OutKind } from "#lib/core/out-table.ts";

/** The fixed parts of a workbook with two sheets (ECMA-376), and how text stands in them. */

/** As accountants read it: parentheses with room for the closing one, a dash for zero. */
const formats: Readonly<Record<OutKind, string>> = {
  text: "@",
  money: '#,##0.00_);(#,##0.00);"–"_)',
  figure: "General",
  date: "yyyy-mm-dd",
  time: "yyyy-mm-dd hh:mm:ss",
  count: "#,##0_);(#,##0)",
};
const kinds = Object.keys(formats) as OutKind[];

/** The style of a cell, as its number in `stylesXml`. */
export const styleOf = {
  body: (kind: OutKind): number => 1 + kinds.indexOf(kind),
  total: (kind: OutKind): number => 1 + kinds.length + kinds.indexOf(kind),
  /** A heading over text, over figures, and a label of *About*. */
  textHead: 1 + 2 * kinds.length,
  figureHead: 2 + 2 * kinds.length,
  label: 3 + 2 * kinds.length,
} as const;

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const packaged = "http://schemas.openxmlformats.org/package/2006";
const contents = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/** A cell has no more characters; with more Excel takes the file for broken. */
const longestText = 32_767;
// biome-ignore lint/suspicious/noControlCharactersInRegex: XML has none of them, not even as references.
const never = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF\p{Surrogate}]/gu;
const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Text as it stands in XML: what XML cannot hold is a replacement character, what Excel would take for a code stays text. */
export function xmlText(text: string): string {
  const held = text.length > longestText ? `${text.slice(0, longestText - 1)}…` : text;
  return held
    .replace(never, "\uFFFD")
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, "_x005F_")
    .replace(/[&<>"]/g, (one) => entities[one] ?? one);
}

/** A column's letters, from 0 on: A, Z, AA. */
export function columnName(at: number): string {
  return (at >= 26 ? columnName(Math.floor(at / 26) - 1) : "") + String.fromCharCode(65 + (at % 26));
}

/** The beginning of a sheet up to its rows. `isTable`: heading and first column stand still. */
export function sheetStart(widths: readonly number[], isTable: boolean): string {
  const pane = isTable ? '<pane xSplit="1" ySplit="1" topLeftCell="B2" activePane="bottomRight" state="frozen"/>' : "";
  const columns = widths.map((width, n) => `<col min="${n + 1}" max="${n + 1}" width="${width}" customWidth="1"/>`);
  return `${declaration}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0">${pane}</sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/><cols>${columns.join("")}</cols><sheetData>`;
}
/** The end of a sheet behind its rows; with the range that filters. */
export function sheetEnd(filtered: string | null): string {
  return `</sheetData>${filtered === null ? "" : `<autoFilter ref="${filtered}"/>`}</worksheet>`;
}

/** A cell of text, at its reference ("B2") in a style of `styleOf`. */
export function textCell(ref: string, text: string, style: number): string {
  return `<c r="${ref}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${xmlText(text)}</t></is></c>`;
}

/** The workbook: two sheets by their names, and what Excel itself notes of the range that filters. */
export function workbookXml(name: string, filtered: string): string {
  const fixed = filtered.replace(/[A-Z]+|\d+/g, "$$$&");
  return `${declaration}<workbook xmlns="${main}" xmlns:r="${office}"><bookViews><workbookView activeTab="0"/></bookViews><sheets><sheet name="${xmlText(name)}" sheetId="1" r:id="rId1"/><sheet name="About" sheetId="2" r:id="rId2"/></sheets><definedNames><definedName name="_xlnm._FilterDatabase" localSheetId="0" hidden="1">'${xmlText(name)}'!${fixed}</definedName></definedNames></workbook>`;
}

/** The styles that `styleOf` names. */
function stylesXml(): string {
  const own = kinds.map((kind, n) => `<numFmt numFmtId="${164 + n}" formatCode="${xmlText(formats[kind])}"/>`);
  const style = (format: number, more = "", inside = "") =>
    `<xf numFmtId="${format}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"${more}${inside ? `>${inside}</xf>` : "/>"}`;
  const bold = (xf: string) => xf.replace('fontId="0"', 'fontId="1" applyFont="1"');
  const aligned = (to: string) => style(164, ' applyAlignment="1"', `<alignment horizontal="${to}"/>`);
  const styles = [
    style(0),
    ...kinds.map((_, n) => style(164 + n)),
    ...kinds.map((_, n) => bold(style(164 + n)).replace('borderId="0"', 'borderId="1" applyBorder="1"')),
    bold(aligned("left")),
    bold(aligned("right")),
    bold(style(0)),
  ];
  const font = (inside: string) => `<font>${inside}<sz val="11"/><name val="Calibri"/><family val="2"/></font>`;
  const none = "<left/><right/>";
  return `${declaration}<styleSheet xmlns="${main}"><numFmts count="${own.length}">${own.join("")}</numFmts><fonts count="2">${font("")}${font("<b/>")}</fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="2"><border>${none}<top/><bottom/><diagonal/></border><border>${none}<top style="thin"/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="${styles.length}">${styles.join("")}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;
}

/** What never changes: which part is what, and where it is; and the file's title. */
export function fixedParts(title: string): readonly (readonly [path: string, xml: string])[] {
  const relation = (n: number, type: string, target: string) =>
    `<Relationship Id="rId${n}" Type="${type}" Target="${target}"/>`;
  const relations = (list: readonly string[]) =>
    `${declaration}<Relationships xmlns="${packaged}/relationships">${list.join("")}</Relationships>`;
  const part = (path: string, type: string) => `<Override PartName="${path}" ContentType="${type}"/>`;
  const parts = [
    part("/xl/workbook.xml", `${contents}.sheet.main+xml`),
    part("/xl/worksheets/sheet1.xml", `${contents}.worksheet+xml`),
    part("/xl/worksheets/sheet2.xml", `${contents}.worksheet+xml`),
    part("/xl/styles.xml", `${contents}.styles+xml`),
    part("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
  ];
  return [
    [
      "[Content_Types].xml",
      `${declaration}<Types xmlns="${packaged}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${parts.join("")}</Types>`,
    ],
    [
      "_rels/.rels",
      relations([
        relation(1, `${office}/officeDocument`, "xl/workbook.xml"),
        relation(2, `${packaged}/relationships/metadata/core-properties`, "docProps/core.xml"),
      ]),
    ],
    [
      "xl/_rels/workbook.xml.rels",
      relations([
        relation(1, `${office}/worksheet`, "worksheets/sheet1.xml"),
        relation(2, `${office}/worksheet`, "worksheets/sheet2.xml"),
        relation(3, `${office}/styles`, "styles.xml"),
      ]),
    ],
    [
      "docProps/core.xml",
      `${declaration}<cp:coreProperties xmlns:cp="${packaged}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>${xmlText(title)}</dc:title><dc:creator>Countersign</dc:creator></cp:coreProperties>`,
    ],
    ["xl/styles.xml", stylesXml()],
  ];
}
