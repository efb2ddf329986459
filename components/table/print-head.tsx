"use client";
import { usePerson } from "#components/shell/use-person.ts";
import { useCompany } from "#components/time/company.tsx";
import { fullStampOf } from "#components/time/format-time.ts";
import { useView } from "#lib/client/use-view.ts";

type Props = {
  readonly title: string;
  /** Filters and totals, one to a line. */
  readonly lines: readonly string[];
  /** The server's clock when it was read. */
  readonly at: string;
};

/** The head of a sheet: what it is, of which company, by whom and when, in which filter. Drawn while printing. */
export function PrintHead({ title, lines, at }: Props) {
  const { timeZone } = useCompany();
  const person = usePerson();
  const company = useView("shell.view", {}, { isOn: false }).data?.company.name;
  return (
    <header className="mb-3 border-b border-line-strong pb-2">
      <p className="text-lg font-semibold">{title}</p>
      <p className="text-ink-2">{[company, person?.name, fullStampOf(at, timeZone)].filter(Boolean).join(" · ")}</p>
      {lines.map((line) => (
        <p key={line} className="text-ink-2">
          {line}
        </p>
      ))}
    </header>
  );
}
