import { defineCommand } from "#lib/commands/define-command.ts";
import { parseCsv } from "#lib/core/csv.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { wordsOf } from "#lib/core/refusals.ts";
import { findCompanies } from "#lib/db/find-companies.ts";
import { sha256 } from "#lib/db/hash.ts";
import { type LinkOutcome, linkPairs } from "#lib/db/vendor-links.ts";
import { ImportVendorLinks, type LinkFileAnswer } from "#lib/views/inputs.ts";

const mostRows = 2_000;
type FileRow = { readonly line: number; readonly sourceId: string; readonly name: string; readonly sageVendor: string };
type Row = LinkFileAnswer["rows"][number];

/**
 * Links companies to Sage vendors from a CSV file as the export writes it. Without `plan` nothing is written (a dry run that
 * says what each row would do); with it the file is imported if it still does exactly that. Links that stand are never
 * replaced: such a row is refused.
 */
export const importVendorLinks = defineCommand({
  name: "vendor.import_links",
  needs: "vendor.link",
  input: ImportVendorLinks,
  touches: ["vendor.page", "vendor.match", "inbox.page", "item.view"],
  async run({ tx, companyId, actor }, { csv, plan }): Promise<Outcome<LinkFileAnswer>> {
    const file = readFile(csv);
    if (!file.ok) return file;
    const companies = await findCompanies(tx, companyId, file.value);
    const wanted = file.value.flatMap((one, n) => {
      const found = companies[n];
      return found?.id !== undefined && one.sageVendor !== ""
        ? [{ n, link: { vendorId: found.id, sageVendor: one.sageVendor, seen: null } }]
        : [];
    });
    const links = wanted.map(({ link }) => link);
    const dry = await linkPairs(tx, companyId, actor, links, true);
    const outcomes = new Map(wanted.map(({ n }, at) => [n, dry[at]]));
    const rows = file.value.map((one, n) => rowOf(one, companies[n], outcomes.get(n)));
    const answer = answerOf(rows);
    if (plan === null) return ok(answer);
    if (plan !== answer.plan) return refuse("vendor.file_changed");
    const going = links.filter((_, at) => dry[at]?.refusal === null);
    await linkPairs(tx, companyId, actor, going);
    return ok({ ...answer, isDone: true });
  },
});

const unreadable = (problem: string, next: string) => refuse<readonly FileRow[]>("vendor.file", { problem, next });

function readFile(csv: string): Outcome<readonly FileRow[]> {
  const [head, ...body] = parseCsv(csv) ?? [];
  if (!head) return unreadable("it is empty, or a quote is not closed.", "Save it as CSV with commas and try again");
  const columns = head.cells.map((name) => name.trim().toLowerCase());
  const at = (name: string) => columns.indexOf(name);
  const [id, name, vendor] = [at("procore_company_id"), at("procore_company"), at("sage_vendor")];
  if (vendor < 0 || (id < 0 && name < 0))
    return unreadable(
      `its first line has no column “${vendor < 0 ? "sage_vendor" : "procore_company_id"}”.`,
      "Take the exported file as the model: procore_company_id, procore_company, sage_vendor",
    );
  if (body.length > mostRows)
    return unreadable(`it has ${body.length} rows, ${mostRows} go at once.`, "Split it into several files");
  if (body.length === 0) return unreadable("it has no rows.", "Fill in the Sage vendor of each company");
  return ok(
    body.map(({ line, cells }) => ({
      line,
      sourceId: (cells[id] ?? "").trim(),
      name: (cells[name] ?? "").trim(),
      sageVendor: (cells[vendor] ?? "").trim(),
    })),
  );
}

function rowOf(
  { line, sourceId, name, sageVendor }: FileRow,
  company: { readonly id?: string; readonly name: string; readonly problem?: string } | undefined,
  outcome: LinkOutcome | undefined,
): Row {
  const row = { line, company: company?.name || name || sourceId, sageVendor };
  if (sageVendor === "") return { ...row, result: "same", sentence: "No Sage vendor is given: stays as it is." };
  if (company?.problem !== undefined) return { ...row, result: "refused", sentence: company.problem };
  if (!outcome || outcome.refusal)
    return { ...row, result: "refused", sentence: outcome?.refusal ? wordsOf(outcome.refusal).sentence : "" };
  if (outcome.isSame) return { ...row, result: "same", sentence: "Linked so already." };
  return { ...row, result: "linked", sentence: `Links ${outcome.name} to ${sageVendor}.` };
}

function answerOf(rows: readonly Row[]): LinkFileAnswer {
  const count = (result: Row["result"]) => rows.filter((row) => row.result === result).length;
  const counts = { linked: count("linked"), same: count("same"), refused: count("refused") };
  return { rows, ...counts, plan: sha256(JSON.stringify(rows)), isDone: false };
}
