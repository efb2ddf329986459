"use client";
import { useState } from "react";
import { BookedTable } from "#components/inbox/booked-table.tsx";
import { RedateForm } from "#components/inbox/redate-form.tsx";
import type { DrawerCheck } from "#components/inbox/use-accept-check.ts";
import { useFocusBack } from "#components/inbox/use-focus-back.ts";
import { useBusinessDate } from "#components/time/when.tsx";
import { Button } from "#components/ui/button.tsx";
import { type AcceptCheck, byDay, type CheckedRow } from "#lib/views/accept-check.ts";

type Props = {
  readonly check: AcceptCheck;
  readonly redating: DrawerCheck["redating"];
  readonly redate: DrawerCheck["redate"];
  readonly isOpen: boolean;
  readonly setOpen: (isOpen: boolean) => void;
};

/** On which days the items are booked, and one day for all of them. */
export function AcceptDates({ check, redating, redate, isOpen, setOpen }: Props) {
  const [said, setSaid] = useState<string | null>(null);
  const dayOf = useBusinessDate();
  const section = useFocusBack(isOpen, said);
  const targets = [...check.going, ...check.left].filter(({ canRedate }) => canRedate);
  const dated = check.going.filter(({ date }) => date !== null);
  if (targets.length === 0 && dated.length === 0) return null;
  const without = check.going.length - dated.length;
  return (
    <section ref={section} tabIndex={-1} aria-label="Accounting date" className="mt-5 focus:outline-none">
      <h3 className="mb-1 font-semibold">Accounting date</h3>
      <BookedTable days={byDay(dated.flatMap(dayOfRow))} periods={check.periods} without={without} />
      {said === null ? null : (
        <p role="status" className="mt-1">
          {said}
        </p>
      )}
      {isOpen ? (
        <RedateForm
          count={targets.length}
          books={targets.flatMap(({ date }) => date?.ledger ?? [])}
          periods={check.periods}
          progress={redating}
          onClose={() => setOpen(false)}
          onSet={async (date, reason) => {
            const problem = await redate(targets, date, reason);
            if (problem !== null) return problem;
            setSaid(`Set to ${dayOf(date)}: the documents were rendered and checked anew.`);
            setOpen(false);
            return null;
          }}
        />
      ) : targets.length > 0 ? (
        <Button size="sm" className="mt-2" onPress={() => setOpen(true)}>
          One date for {targets.length}…
        </Button>
      ) : null}
    </section>
  );
}

const dayOfRow = ({ date }: CheckedRow) => (date ? [{ day: date.value, ledger: date.ledger }] : []);
