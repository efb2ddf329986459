"use client";
import { usePerson } from "#components/shell/use-person.ts";
import { useClock } from "#components/time/company.tsx";
import { useView } from "#lib/client/use-view.ts";
import { fullStampOf, zoneLabel } from "#lib/core/clock.ts";

type Props = {
  readonly title: string;
  /** Filters and totals, one to a line. */
  readonly lines: readonly string[];
  /** The server's clock when it was read. */
  readonly at: string;
};

/** The head of a sheet: what it is, of which company, by whom and when, in which filter. Drawn while printing. */
export function PrintHead({ title, lines, at }: Props) {
  const clock = useClock();
  const person = usePerson();
  const company = useView("shell.view", {}, { isOn: false }).data?.company.name;
  return (
    <header className="mb-3 border-b border-line-strong pb-2">
      <p className="text-lg font-semibold">{title}</p>
      <p className="text-ink-2">{[company, person?.name, fullStampOf(at, clock)].filter(Boolean).join(" · ")}</p>
      <p className="text-ink-2">Times in {zoneLabel(clock.timeZone)}</p>
      {lines.map((line) => (
        <p key={line} className="text-ink-2">
          {line}
        </p>
      ))}
    </header>
  );
}
