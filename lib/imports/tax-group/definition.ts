import { z } from "zod";
import type { Json } from "#lib/core/canonical-json.ts";
import { findingMakers } from "#lib/core/finding-makers.ts";
import type { Finding } from "#lib/core/findings.ts";
import type { Difference, ImportType, Staged } from "#lib/core/import-type.ts";
import { isDecimal, sum, trim } from "#lib/core/money.ts";

/** Rates in per cent, as Sage has them: "2.9". */
const Row = z.object({
  group: z.string(),
  name: z.string(),
  rates: z.array(z.object({ id: z.string(), name: z.string(), rate: z.string() })),
});
type Row = z.infer<typeof Row>;
const read = (row: Json) => Row.parse(row);
const { inSage } = findingMakers("tax_group");

/**
 * Tax groups: made in Sage only; a group of several rates becomes one tax code with their sum (domain/procore-erp-tool.md
 * 4.15). A rate that changes goes to Procore by another import: it moves the tax of lines that use the code.
 */
export const taxGroup: ImportType = {
  id: "tax_group",
  label: { one: "Tax group", many: "Tax groups" },
  procoreNoun: "tax code",
  source: "tax_groups",
  isOff: ({ importsTaxGroups }) =>
    importsTaxGroups
      ? null
      : "Tax groups are not read from Sage: “Sage's tax groups in Procore” is off in Settings. Where they are imported, subcontractor invoices do not go to Sage.",
  head: (row) => ({ code: read(row).group, name: read(row).name, job: "", amount: null }),
  tied: () => null,
  rules,
  options: [],
  differences(before, after) {
    const [was, is] = [read(before), read(after)];
    const ids = [...new Set([...was.rates, ...is.rates].map(({ id }) => id))].toSorted();
    const points: readonly Difference[] = [
      { label: "Description", before: was.name, after: is.name },
      ...ids.map((id) => ({ label: `Rate ${id}`, before: rateOf(was, id), after: rateOf(is, id) })),
      { label: "Rate in Procore", before: percent(totalOf(was)), after: percent(totalOf(is)) },
    ];
    return points.filter((point) => point.before !== point.after);
  },
  effect: () => null,
  details(row) {
    const group = read(row);
    const text = (label: string, value: string) => ({ label, value, kind: "text" as const });
    return [
      text("Tax group", group.group),
      text("Description", group.name),
      ...group.rates.map(({ id }) => text(`Rate ${id}`, rateOf(group, id))),
      text("Rate in Procore", percent(totalOf(group))),
    ];
  },
  steps: [
    {
      name: "tax_code",
      write(staged) {
        const group = read(staged.row);
        const { group: code, name } = group;
        const row = { originId: code, code, description: name || code, rate: totalOf(group) ?? "0", isArchived: false };
        return { list: "tax_codes", place: null, rows: [{ key: code, code, row }] };
      },
    },
  ],
  undo: { closed: "Lines in Procore may use its tax code, and only Procore knows which. Archive the tax code there." },
};

function rules({ row }: Staged): readonly Finding[] {
  const { group, rates } = read(row);
  if (rates.length === 0) {
    const sentence = `Tax group ${group} has no rates; it would become a tax code without tax.`;
    return [inSage("rates.none", "rates", sentence, "In Sage, add a rate to the group; one of 0 for what is exempt.")];
  }
  return rates
    .filter(({ rate }) => !isDecimal(rate))
    .map(({ id, rate }) => {
      const sentence = `Rate ${id} of tax group ${group} is “${rate}”, which is no number.`;
      return inSage("rate.unreadable", `rates.${id}`, sentence, "Correct the rate in Sage.");
    });
}

/** The sum of the rates in per cent; null where one is no number. */
function totalOf({ rates }: Row): string | null {
  const all = rates.map(({ rate }) => rate);
  return all.every(isDecimal) ? trim(sum(all)) : null;
}

function rateOf({ rates }: Row, id: string): string {
  const found = rates.find((rate) => rate.id === id);
  return found
    ? [found.name, isDecimal(found.rate) ? percent(trim(found.rate)) : found.rate].filter(Boolean).join(" · ")
    : "";
}

function percent(value: string | null): string {
  return value === null ? "" : `${value} %`;
}
