"use client";
import Link from "next/link";
import type { ReactNode } from "react";
import { Amount } from "#components/money/amount.tsx";
import { count } from "#components/money/count.ts";
import { type Impact, useImpact } from "#components/settings/use-impact.ts";
import { useCompany } from "#components/time/company.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import type { Problem } from "#lib/client/problem.ts";
import type { AcceptRule } from "#lib/core/accept-rules.ts";
import type { Period } from "#lib/core/periods.ts";
import { impactChanges, impactTotals } from "#lib/views/impact.ts";

/** How many items are listed by name; the totals above count all of them. */
const listed = 200;

type Props = {
  readonly changes: Readonly<Record<string, unknown>>;
  /** All accounting periods, where they change. */
  readonly periods?: readonly Period[];
  /** All accept rules, where they change. */
  readonly rules?: readonly AcceptRule[];
  readonly isBusy: boolean;
  readonly problem: Problem | null;
  readonly onSave: () => void;
  readonly onClose: () => void;
  /** The changes in words. */
  readonly children: ReactNode;
};

/** Which queued items come out differently under the changed settings; only then they can be saved. */
export function ImpactDialog({ changes, periods, rules, isBusy, problem, onSave, onClose, children }: Props) {
  const impact = useImpact(changes, periods, rules);
  const reason = impact.isDone ? null : (impact.problem?.sentence ?? "The queued items are being checked.");
  const save = () => {
    if (reason === null && !isBusy) onSave();
  };
  const footer = (
    <>
      <Button onPress={onClose}>Cancel</Button>
      <Button look="primary" shortcut="confirm" isBusy={isBusy} reason={reason} onPress={save}>
        Save
      </Button>
    </>
  );
  const failed = problem ?? impact.problem;
  return (
    <Dialog isOpen onClose={onClose} title="Impact of the change" size="lg" footer={footer} onConfirm={save} keepsOpen>
      {children}
      <p role="status" className="mt-3 mb-2 text-ink-2">
        {progress(impact)}
      </p>
      {failed ? (
        <p role="alert" className="mb-2 text-bad">
          {failed.sentence} {failed.fix}
        </p>
      ) : null}
      {impact.rows.length > 0 ? <Totals impact={impact} /> : null}
      {impact.rows.length > 0 ? <Items impact={impact} /> : null}
    </Dialog>
  );
}

function progress({ checked, of, isDone, rows, problem }: Impact): string {
  if (problem) return "The impact could not be checked; nothing was saved.";
  if (!isDone)
    return checked === 0 ? "Checking the queued items…" : `Checked ${checked} of ${count(of, "queued item")}…`;
  const seen =
    checked < of
      ? `The newest ${checked.toLocaleString("en-US")} of ${count(of, "queued item")} were checked; the others are after the save.`
      : `${count(checked, "queued item")} checked.`;
  return rows.length === 0
    ? `${seen} None comes out differently.`
    : `${seen} ${count(rows.length, "item")} would change:`;
}

function Totals({ impact }: { readonly impact: Impact }) {
  const { currency } = useCompany();
  return (
    <div className="overflow-x-auto rounded-md border border-line">
      <table className="data-table">
        <caption className="unseen">Items that would change, by record type</caption>
        <thead>
          <tr>
            <th scope="col">Change</th>
            <th scope="col">Record type</th>
            <th scope="col" className="figure">
              Items
            </th>
            <th scope="col" className="figure">
              Amount, {currency}
            </th>
          </tr>
        </thead>
        <tbody>
          {impactTotals(impact.rows).map(({ typeLabel, change, count: items, amount }) => (
            <tr key={`${change} ${typeLabel}`}>
              <th scope="row">{impactChanges[change]}</th>
              <td>{typeLabel}</td>
              <td className="figure">{items.toLocaleString("en-US")}</td>
              <td className="figure">
                <Amount value={amount} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Items({ impact }: { readonly impact: Impact }) {
  const rest = impact.rows.length - listed;
  return (
    <>
      <div className="mt-3 overflow-x-auto rounded-md border border-line">
        <table className="data-table">
          <caption className="unseen">The items that would change</caption>
          <thead>
            <tr>
              <th scope="col">Item</th>
              <th scope="col">State</th>
              <th scope="col">Change</th>
              <th scope="col" className="figure">
                Amount
              </th>
            </tr>
          </thead>
          <tbody>
            {impact.rows.slice(0, listed).map((row) => (
              <tr key={row.id}>
                <th scope="row" className="wrap min-w-40">
                  <Link href={`/items/${row.id}`} target="_blank" className="font-medium text-accent hover:underline">
                    {row.number}
                  </Link>{" "}
                  {row.title}
                </th>
                <td>{row.stateLabel}</td>
                <td className="wrap min-w-48">
                  {impactChanges[row.change]}
                  {row.note ? <span className="block text-xs text-ink-2">{row.note}</span> : null}
                </td>
                <td className="figure">
                  <Amount value={row.amount} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {rest > 0 ? <p className="mt-1 text-ink-2">And {count(rest, "more item")}.</p> : null}
    </>
  );
}
