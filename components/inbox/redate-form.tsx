"use client";
import { useState } from "react";
import { count } from "#components/money/count.ts";
import { useClock, useCompany } from "#components/time/company.tsx";
import { Button } from "#components/ui/button.tsx";
import { TextInput } from "#components/ui/text-input.tsx";
import type { Problem } from "#lib/client/problem.ts";
import { serverNowMs } from "#lib/client/server-clock.ts";
import { businessDate } from "#lib/core/clock.ts";
import { dayProblem, type Ledger, type Period, periodOn } from "#lib/core/periods.ts";
import { localTimeOf } from "#lib/core/zoned-time.ts";

type Props = {
  /** How many items it would be given to, and the ledgers that they are booked in. */
  readonly count: number;
  readonly books: readonly Ledger[];
  readonly periods: readonly Period[];
  /** What was chosen before. */
  readonly first?: { readonly date: string; readonly reason: string } | null;
  /** How far it is set; null: it is not being set. */
  readonly progress: { readonly done: number; readonly of: number } | null;
  readonly onClose: () => void;
  readonly onSet: (date: string, reason: string) => Promise<Problem | null>;
};

/** One accounting date for all, with the reason; what the company's periods say to it is said while it is typed. */
export function RedateForm({ count: items, books: ledgers, periods, first = null, progress, onClose, onSet }: Props) {
  const { timeZone } = useCompany().clock;
  const clock = useClock();
  const books = [...new Set(ledgers)];
  const [date, setDate] = useState(
    () => first?.date ?? proposed(localTimeOf(serverNowMs(), timeZone).slice(0, 10), periods, books),
  );
  const [reason, setReason] = useState(first?.reason ?? "");
  const [problem, setProblem] = useState<Problem | null>(null);
  const closed = date === "" ? null : dayProblem(date, periods, books);
  const why = closed
    ? "The period is closed."
    : date === ""
      ? "Give a day."
      : reason.trim().length < 3
        ? "Say why, in three letters at least; everybody can read it in the record."
        : null;
  const set = async () => setProblem(await onSet(date, reason.trim()));
  return (
    <fieldset className="mt-2 flex flex-col gap-2 rounded-md border border-line p-3">
      <legend className="px-1 text-xs font-medium text-ink-2">One date for {count(items, "item")}</legend>
      <TextInput
        label="Accounting date"
        type="date"
        value={date}
        onChange={setDate}
        problem={
          closed ? `${businessDate(date, clock)} lies in ${closed.period}, which is closed in ${closed.ledger}.` : null
        }
        {...(closed === null && date !== "" ? { hint: openWords(date, periods) } : {})}
      />
      {closed?.next ? (
        <Button size="sm" className="self-start" onPress={() => setDate(closed.next ?? date)}>
          Use {businessDate(closed.next, clock)}, the next open date
        </Button>
      ) : null}
      {closed && closed.next === null ? <p>No later period is open; an administrator opens one in Settings.</p> : null}
      <TextInput label="Reason" value={reason} onChange={setReason} hint="One for all of them, kept in the record." />
      {problem ? (
        <p role="alert" className="text-bad">
          {problem.sentence} {problem.fix}
        </p>
      ) : null}
      <div className="flex flex-wrap items-center gap-2">
        <Button size="sm" look="primary" reason={why} isBusy={progress !== null} onPress={() => void set()}>
          Set the date
        </Button>
        <Button size="sm" onPress={onClose}>
          Leave the dates
        </Button>
        <span role="status" className="text-ink-2">
          {progress ? `${progress.done} of ${progress.of} set` : ""}
        </span>
      </div>
    </fieldset>
  );
}

/** Today, or the next open day. */
function proposed(today: string, periods: readonly Period[], books: readonly Ledger[]): string {
  return dayProblem(today, periods, books)?.next ?? today;
}

function openWords(date: string, periods: readonly Period[]): string {
  if (periods.length === 0) return "The company keeps no accounting periods.";
  const period = periodOn(date, periods);
  return period
    ? `In ${period.name}, which is open.`
    : "In no accounting period that is kept in Settings; each item will say so.";
}
