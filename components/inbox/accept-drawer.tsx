"use client";
import { useState } from "react";
import { Amount } from "#components/money/amount.tsx";
import { count } from "#components/money/count.ts";
import { type Decidable, decidableRow } from "#components/review/decidable.ts";
import { useCompany } from "#components/time/company.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { type Money, sum } from "#lib/core/money.ts";
import type { InboxRow } from "#lib/views/inbox.ts";
import type { RowOutcome } from "#lib/views/inputs.ts";

const most = 500;
type Props = {
  readonly rows: readonly InboxRow[];
  readonly onClose: () => void;
  /** Called at once, before the answer: the rows leave the list. */
  readonly onAccept: (rows: readonly Decidable[]) => Promise<readonly RowOutcome[]>;
};
type LeftOut = { readonly number: string; readonly title: string; readonly why: string; readonly isSigned?: boolean };

/** Control totals of a selection before it is one decision; afterwards, only if something was refused, row by row why. */
export function AcceptDrawer({ rows, onClose, onAccept }: Props) {
  const { currency } = useCompany();
  const [refused, setRefused] = useState<readonly LeftOut[] | null>(null);
  const [isBusy, setBusy] = useState(false);
  const all = rows.map(decidableRow);
  const free = new Set(all.filter((row) => row.obstacle === null && row.sha256 !== null).map((row) => row.itemId));
  const behind = following(rows, free);
  const going = [free, behind].flatMap((ids) => all.filter((row) => ids.has(row.itemId))).slice(0, most);
  const left = all
    .filter((row) => !going.includes(row))
    .map((row) => ({ ...row, why: row.obstacle ?? `More than ${most} at once` }));
  const accept = async () => {
    if (isBusy || going.length === 0 || refused) return;
    setBusy(true);
    const outcomes = await onAccept(going);
    if (outcomes.length === 0) return onClose();
    setRefused(outcomes.map((outcome) => reportOf(outcome, going)));
    setBusy(false);
  };
  if (refused) {
    return (
      <Dialog
        isOpen
        onClose={onClose}
        size="side"
        title={titleOf(refused)}
        onConfirm={onClose}
        footer={
          <Button look="primary" onPress={onClose}>
            Close
          </Button>
        }
        description={`${count(going.length - refused.length, "item")} went to the outbox. These stay where they were:`}
      >
        <LeftOutList list={refused} />
      </Dialog>
    );
  }
  const footer = (
    <>
      <Button onPress={onClose}>Cancel</Button>
      <Button
        look="primary"
        shortcut="confirm"
        isBusy={isBusy}
        reason={going.length === 0 ? "Nothing in the selection can be accepted." : null}
        onPress={() => void accept()}
      >
        Accept {going.length}
      </Button>
    </>
  );
  return (
    <Dialog
      isOpen
      onClose={onClose}
      size="side"
      title={`Accept ${count(going.length, "item")}`}
      description="They go to the outbox and can be taken back until they are released."
      onConfirm={() => void accept()}
      footer={footer}
    >
      <Totals rows={rows.filter((row) => going.some((one) => one.itemId === row.id))} currency={currency} />
      {behind.size > 0 ? (
        <p className="mt-1 text-ink-2">To be sent after what it waits for is Synced: {count(behind.size, "item")}.</p>
      ) : null}
      {left.length > 0 ? (
        <section aria-label="Left out" className="mt-5">
          <h3 className="mb-1 font-semibold">{count(left.length, "item")} left out</h3>
          <LeftOutList list={left} />
        </section>
      ) : null}
    </Dialog>
  );
}

function titleOf(list: readonly LeftOut[]): string {
  const signed = list.filter((one) => one.isSigned).length;
  const refused = list.length - signed;
  if (signed === 0) return `${refused} not accepted`;
  return refused === 0 ? `${signed} signed first` : `${signed} signed first, ${refused} not accepted`;
}

/** Rows that may be accepted because everything that they go after is, at last by way of others that follow. */
function following(rows: readonly InboxRow[], free: ReadonlySet<string>): ReadonlySet<string> {
  const found = new Set<string>();
  const isNext = ({ id, goesAfter }: InboxRow) =>
    !found.has(id) && goesAfter.length > 0 && goesAfter.every((before) => free.has(before) || found.has(before));
  for (let next = rows.find(isNext); next; next = rows.find(isNext)) found.add(next.id);
  return found;
}

function reportOf(outcome: RowOutcome, going: readonly Decidable[]): LeftOut {
  const row = going.find((one) => one.itemId === outcome.itemId);
  return {
    number: row?.number ?? outcome.itemId,
    title: row?.title ?? "",
    why: `${outcome.sentence ?? ""} ${outcome.fix ?? ""}`.trim(),
    isSigned: outcome.isDone,
  };
}

function LeftOutList({ list }: { readonly list: readonly LeftOut[] }) {
  return (
    <ul className="divide-y divide-line rounded-md border border-line">
      {list.map((row) => (
        <li key={row.number} className="px-3 py-1.5">
          <p>
            <span className="font-medium">{row.number}</span> {row.title}
          </p>
          <p className="text-xs text-ink-2">{row.why}</p>
        </li>
      ))}
    </ul>
  );
}

function Totals({ rows, currency }: { readonly rows: readonly InboxRow[]; readonly currency: string }) {
  const jobs = [...new Map(rows.map((row) => [row.project.id, row.project])).values()];
  const signing = rows.filter((row) => row.signature !== null && row.signature.firstBy === null).length;
  const warned = rows.filter((row) => row.warns > 0).length;
  return (
    <>
      <table className="data-table">
        <caption className="unseen">Control totals</caption>
        <thead>
          <tr>
            <th scope="col">Project</th>
            <th scope="col" className="figure">
              Items
            </th>
            <th scope="col" className="figure">
              Amount {currency}
            </th>
          </tr>
        </thead>
        <tbody>
          {jobs.map((job) => (
            <TotalRow
              key={job.id ?? "company"}
              label={`${job.number} ${job.name}`.trim()}
              rows={rows.filter((row) => row.project.id === job.id)}
            />
          ))}
        </tbody>
        <tfoot>
          <TotalRow label="Total" rows={rows} />
        </tfoot>
      </table>
      <p className="mt-2 text-ink-2">
        {signing === 0
          ? null
          : `${count(signing, "item")} get the first of two signatures and wait for a second accountant. `}
        {warned === 0 ? "None of them has a warning." : `${count(warned, "item")} with warnings, nothing that blocks.`}
      </p>
    </>
  );
}

function TotalRow({ label, rows }: { readonly label: string; readonly rows: readonly InboxRow[] }) {
  const amount: Money = sum(rows.map((row) => row.amount));
  return (
    <tr>
      <th scope="row" className="wrap">
        {label}
      </th>
      <td className="figure">{rows.length}</td>
      <td className="figure">
        <Amount value={amount} />
      </td>
    </tr>
  );
}
