import Link from "next/link";
import type { ReactNode } from "react";
import { Amount } from "#components/money/amount.tsx";
import { count } from "#components/money/count.ts";
import { rehearsalItemsHref } from "#components/rehearsal/rehearsal-address.ts";
import { TableFrame } from "#components/table/table-frame.tsx";
import { useCompany } from "#components/time/company.tsx";
import { useBusinessDate } from "#components/time/when.tsx";
import { Block } from "#components/ui/block.tsx";
import { type Fate, fates } from "#lib/core/rehearsal.ts";
import type {
  PeriodNote,
  RehearsalFilter,
  RehearsalItemFilter,
  RehearsalSummary,
  Tally,
} from "#lib/views/rehearsal.ts";

type Props = { readonly summary: RehearsalSummary; readonly filter: RehearsalFilter };

/** Everything pending by what becomes of it, and why the rest does not go; each figure leads to its items. */
export function SummarySection({ summary, filter }: Props) {
  return (
    <div className="grid items-start gap-5 xl:grid-cols-2 print:block">
      <Block id="fates" title="What becomes of what is pending" note={noteOf(summary)}>
        <Tallies
          caption="Pending items by what becomes of them"
          head="Outcome"
          lines={summary.fates.map(({ fate, items, amount }) => ({
            key: fate,
            label: fates[fate].label,
            words: wordsOf(fate, summary),
            items,
            amount,
            filter: { ...filter, fate },
          }))}
        />
      </Block>
      <div className="flex flex-col gap-5">
        <Block
          id="failures"
          title="Failures expected"
          note="By the checks of the last assessment, and what failed before."
        >
          {summary.failures.length === 0 ? (
            <p className="px-4 py-3 text-ink-2">Nothing that is pending is blocked or has failed.</p>
          ) : (
            <TableFrame label="Expected failures by cause, list" className="max-h-80 print:max-h-none">
              <Tallies
                caption="Expected failures by cause"
                head="Cause"
                lines={summary.failures.map((one) => ({
                  ...one,
                  label: one.words,
                  words: one.fix,
                  filter: { ...filter, cause: one.key },
                }))}
              />
            </TableFrame>
          )}
        </Block>
        <MissesThePeriod summary={summary} filter={filter} />
      </div>
    </div>
  );
}

function noteOf({ behind, unchecked }: RehearsalSummary): string {
  const parts = [
    behind > 0 ? `${count(behind, "item")} of those that go, go behind what they stand on.` : "",
    unchecked > 0 ? `The checks of ${count(unchecked, "item")} are being renewed.` : "",
  ];
  return parts.filter(Boolean).join(" ");
}

function wordsOf(fate: Fate, { signed }: RehearsalSummary): string {
  const { words } = fates[fate];
  return fate === "signature" && signed > 0 ? `${words}; the first is given for ${signed}` : words;
}

function MissesThePeriod({ summary, filter }: Props) {
  const of = (fate: Fate) => summary.fates.find((one) => one.fate === fate) ?? { items: 0, amount: "0.00" };
  const lines = (["closed", "later"] as const).map((fate): Line => {
    const { items, amount } = of(fate);
    return {
      key: fate,
      label: fates[fate].label,
      words: fates[fate].words,
      items,
      amount,
      filter: { ...filter, fate },
    };
  });
  const warned: Line = {
    key: "warned",
    label: "Goes with a warning",
    words: "Goes, although its date lies in a closed period",
    ...summary.warned,
    filter: { ...filter, fate: "goes", dated: "closed" },
  };
  return (
    <Block id="period" title="Would miss the period" note={<Period period={summary.period} upTo={filter.upTo} />}>
      <Tallies caption="Items that would miss the period" head="Why" lines={[...lines, warned]} />
    </Block>
  );
}

function Period({ period, upTo }: { readonly period: PeriodNote | null; readonly upTo: string | undefined }) {
  const dayOf = useBusinessDate();
  if (!period) return "No accounting periods are kept in Settings; only the day that is chosen cuts.";
  const word = (isOpen: boolean) => (isOpen ? "open" : "closed");
  const here = period.name
    ? `${period.name}: AP ${word(period.isApOpen)}, JC ${word(period.isJcOpen)}.`
    : `${upTo ? dayOf(upTo) : "Today"} lies in no period that is kept.`;
  const next = (day: string | null) => (day ? dayOf(day) : "none");
  return `${here} Next open date: AP ${next(period.nextAp)}, JC ${next(period.nextJc)}.`;
}

type Line = Tally & {
  readonly key: string;
  readonly label: string;
  readonly words: string;
  /** What its items are found by. */
  readonly filter: RehearsalItemFilter;
};
type TalliesProps = { readonly caption: string; readonly head: string; readonly lines: readonly Line[] };

function Tallies({ caption, head, lines }: TalliesProps) {
  const { currency } = useCompany();
  return (
    <table className="data-table">
      <caption className="unseen">{caption}</caption>
      <thead>
        <tr>
          <th scope="col" className="pl-4">
            {head}
          </th>
          <th scope="col" className="figure w-16">
            Items
          </th>
          <th scope="col" className="figure w-40 max-sm:w-28">
            Amount, {currency}
          </th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={line.key} className={line.items === 0 ? "text-ink-3" : ""}>
            <th scope="row" className="py-1 pl-4 font-normal whitespace-normal">
              <Label line={line} />
              <span className="block text-xs text-ink-2">{line.words}</span>
            </th>
            <td className="figure">{line.items.toLocaleString("en-US")}</td>
            <td className="figure">
              <Amount value={line.amount} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Label({ line }: { readonly line: Line }): ReactNode {
  if (line.items === 0) return line.label;
  return (
    <Link
      href={rehearsalItemsHref(line.filter)}
      prefetch={false}
      className="rounded-sm font-medium text-accent hover:underline"
    >
      {line.label}
    </Link>
  );
}
