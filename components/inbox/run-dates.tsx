"use client";
import { BookedTable } from "#components/inbox/booked-table.tsx";
import { RedateForm } from "#components/inbox/redate-form.tsx";
import { useFocusBack } from "#components/inbox/use-focus-back.ts";
import { count } from "#components/money/count.ts";
import { useBusinessDate } from "#components/time/when.tsx";
import { Button } from "#components/ui/button.tsx";
import type { RunDates as Dates, RunDating } from "#lib/views/accept-runs.ts";

/** One accounting date for all, and why. */
export type ChosenDate = Pick<RunDating, "date" | "reason">;
type Props = {
  readonly dates: Dates;
  readonly chosen: ChosenDate | null;
  /** Null: every item keeps its own date. */
  readonly onChoose: (chosen: ChosenDate | null) => void;
  readonly isOpen: boolean;
  readonly setOpen: (isOpen: boolean) => void;
};

/** On which days a run is booked, and one day for all of it, which its parts set. */
export function RunDates({ dates, chosen, onChoose, isOpen, setOpen }: Props) {
  const section = useFocusBack(isOpen, chosen);
  if (dates.targets === 0) return null;
  return (
    <section ref={section} tabIndex={-1} aria-label="Accounting date" className="mt-5 focus:outline-none">
      <h3 className="mb-1 font-semibold">Accounting date</h3>
      <BookedTable days={dates.days} periods={dates.periods} without={dates.without} />
      <p role="status" className="mt-1">
        {chosen ? <Chosen dates={dates} chosen={chosen} /> : leftForDate(dates.freed)}
      </p>
      {isOpen ? (
        <RedateForm
          count={dates.targets}
          books={dates.books}
          periods={dates.periods}
          first={chosen}
          progress={null}
          onClose={() => setOpen(false)}
          onSet={async (date, reason) => {
            onChoose({ date, reason });
            setOpen(false);
            return null;
          }}
        />
      ) : (
        <span className="mt-2 flex flex-wrap gap-2">
          <Button size="sm" onPress={() => setOpen(true)}>
            {chosen ? "Another date…" : `One date for ${dates.targets.toLocaleString("en-US")}…`}
          </Button>
          {chosen ? (
            <Button size="sm" onPress={() => onChoose(null)}>
              Keep their own dates
            </Button>
          ) : null}
        </span>
      )}
    </section>
  );
}

function leftForDate(freed: number): string {
  return freed === 0
    ? ""
    : `${count(freed, "item")} of this view left out for the accounting date alone; one date for all takes them along.`;
}

function Chosen({ dates: { changing, freed }, chosen }: { readonly dates: Dates; readonly chosen: ChosenDate }) {
  const day = useBusinessDate()(chosen.date);
  return (
    <>
      {day} for all that have one (“{chosen.reason}”): {count(changing, "item")} change their date
      {freed > 0 ? `, ${freed.toLocaleString("en-US")} of them left out before` : ""}. Each document is rendered and
      checked anew in its turn; what the date blocks then, or whose period is closed by then, keeps its own and is left
      out with the reason. The hash total is over the documents as they stand now; each batch keeps that of what it
      accepts.
    </>
  );
}
