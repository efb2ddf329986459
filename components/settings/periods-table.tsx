"use client";
import { type FormEvent, useState } from "react";
import { count } from "#components/money/count.ts";
import { ImpactDialog } from "#components/settings/impact-dialog.tsx";
import { NoteFoot, noteProblem } from "#components/settings/note-foot.tsx";
import { Block } from "#components/ui/block.tsx";
import { Button } from "#components/ui/button.tsx";
import { inputLook } from "#components/ui/field.tsx";
import { notify } from "#components/ui/notices.tsx";
import type { Action } from "#lib/client/actions.ts";
import { useCommand } from "#lib/client/use-command.ts";
import { nextPeriod, type Period, periodsProblem, periodWords } from "#lib/core/periods.ts";
import type { SettingsView } from "#lib/views/screens.ts";

export type SavePeriodsAction = Action<{ count: number }>;
type Props = { readonly view: SettingsView; readonly save: SavePeriodsAction };

/** The months of the books: a date in a closed one is told before anybody accepts it, with the next open date. */
export function PeriodsTable({ view, save }: Props) {
  const general = view.canChange.isAllowed ? null : (view.canChange.reason ?? "Your role does not include this.");
  const form = usePeriods(view, save);
  const { periods, put } = form;
  const change = (at: number, over: Partial<Period>) =>
    put(periods.map((period, n) => (n === at ? { ...period, ...over } : period)));
  return (
    <Block
      id="periods"
      title="Accounting periods"
      note="As closed in Sage, for payables (AP) and job cost (JC). Entered here; Sage's own are not read. Without any, no date is checked."
    >
      <form onSubmit={form.submit} noValidate aria-label="Accounting periods">
        <table className="data-table">
          <caption className="unseen">Accounting periods, oldest first</caption>
          <thead>
            <tr>
              <th scope="col" className="pl-4">
                Period
              </th>
              <th scope="col">From</th>
              <th scope="col">To</th>
              <th scope="col">AP</th>
              <th scope="col">JC</th>
              <th scope="col">
                <span className="unseen">Remove</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {periods.map((period, n) => (
              <PeriodRow
                key={form.keys[n]}
                period={period}
                isReadOnly={general !== null}
                onChange={(over) => change(n, over)}
                onRemove={() => form.remove(n)}
                reason={general}
              />
            ))}
          </tbody>
        </table>
        {periods.length === 0 ? <p className="px-4 py-2 text-ink-2">No periods are kept.</p> : null}
        {general === null ? <Foot form={form} today={view.today} /> : null}
      </form>
      {form.isAsked ? (
        <ImpactDialog
          changes={{}}
          periods={periods}
          isBusy={form.command.isPending}
          problem={form.command.error}
          onSave={form.confirm}
          onClose={form.close}
        >
          <ul aria-label="Changes">
            {form.differences.map((words) => (
              <li key={words}>{words}</li>
            ))}
          </ul>
        </ImpactDialog>
      ) : null}
    </Block>
  );
}

type Form = ReturnType<typeof usePeriods>;

function usePeriods(view: SettingsView, save: SavePeriodsAction) {
  const [edit, setEdit] = useState<{ seen: readonly Period[]; rows: readonly Keyed[] } | null>(null);
  const [note, setNote] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const [isAsked, setAsked] = useState(false);
  const seen = edit?.seen ?? view.periods;
  const rows = edit?.rows ?? view.periods.map((period) => ({ key: period.firstDay, period }));
  const periods = rows.map((row) => row.period);
  const command = useCommand<{ count: number }>(save, {
    touches: ["settings.view", "inbox.page", "item.view"],
    onDone: ({ count: kept }) => {
      notify({ title: `${count(kept, "period")} saved`, text: "Every undecided item is checked again.", tone: "good" });
      setEdit(null);
      setNote("");
      setAsked(false);
    },
  });
  const [before, after] = [seen.map(periodWords), periods.map(periodWords)];
  const differences = [
    ...before.filter((one) => !after.includes(one)).map((one) => `Before: ${one}`),
    ...after.filter((one) => !before.includes(one)).map((one) => `Now: ${one}`),
  ];
  const write = (next: readonly Keyed[]) => setEdit({ seen, rows: next });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const wrong = problemOf(periods) ?? noteProblem(note);
    setProblem(wrong);
    if (wrong !== null || differences.length === 0) return;
    command.reset();
    setAsked(true);
  };
  return {
    periods,
    keys: rows.map((row) => row.key),
    put: (next: readonly Period[]) =>
      write(next.map((period, n) => ({ key: rows[n]?.key ?? period.firstDay, period }))),
    add: (period: Period) => write([...rows, { key: `new ${rows.length} ${period.firstDay}`, period }]),
    remove: (at: number) => write(rows.filter((_, n) => n !== at)),
    note,
    setNote,
    problem,
    isAsked,
    differences,
    command,
    submit,
    confirm: () => command.mutate({ periods, seen, note: note.trim() }),
    close: () => setAsked(false),
    discard: () => setEdit(null),
  };
}
/** A row keeps its key while its days are typed. */
type Keyed = { readonly key: string; readonly period: Period };

function problemOf(periods: readonly Period[]): string | null {
  const bare = periods.find(({ name, firstDay, lastDay }) => name.trim() === "" || firstDay === "" || lastDay === "");
  return bare ? "Every period needs a name and both days." : periodsProblem(periods);
}

type RowProps = {
  readonly period: Period;
  readonly isReadOnly: boolean;
  readonly reason: string | null;
  readonly onChange: (over: Partial<Period>) => void;
  readonly onRemove: () => void;
};

function PeriodRow({ period, isReadOnly, reason, onChange, onRemove }: RowProps) {
  const shared = { readOnly: isReadOnly, className: `${inputLook} h-7 ${isReadOnly ? "bg-sunken" : ""}` };
  const day = (key: "firstDay" | "lastDay", words: string) => (
    <input
      {...shared}
      type="date"
      aria-label={`${words} of ${period.name}`}
      value={period[key]}
      onChange={(event) => onChange({ [key]: event.target.value })}
    />
  );
  const open = (key: "isApOpen" | "isJcOpen", ledger: string) => (
    <label className="inline-flex min-h-6 items-center gap-1.5">
      <input
        type="checkbox"
        className="size-3.5 accent-accent"
        aria-label={`${period.name} open in ${ledger}`}
        checked={period[key]}
        disabled={isReadOnly}
        onChange={(event) => onChange({ [key]: event.target.checked })}
      />
      {period[key] ? "Open" : "Closed"}
    </label>
  );
  return (
    <tr>
      <th scope="row" className="min-w-36 pl-4">
        <input
          {...shared}
          type="text"
          aria-label={`Name of ${period.name || "the period"}`}
          value={period.name}
          maxLength={40}
          onChange={(event) => onChange({ name: event.target.value })}
        />
      </th>
      <td>{day("firstDay", "First day")}</td>
      <td>{day("lastDay", "Last day")}</td>
      <td className="min-w-20">{open("isApOpen", "AP")}</td>
      <td className="min-w-20">{open("isJcOpen", "JC")}</td>
      <td className="text-right">
        <Button size="sm" label={`Remove ${period.name}`} reason={reason} onPress={onRemove}>
          Remove
        </Button>
      </td>
    </tr>
  );
}

function Foot({ form, today }: { readonly form: Form; readonly today: string }) {
  const { periods, differences } = form;
  const isChanged = differences.length > 0;
  return (
    <div className="flex flex-col gap-2 border-t border-line p-3">
      <div>
        <Button size="sm" onPress={() => form.add(nextPeriod(periods, today))}>
          Add the next month
        </Button>
      </div>
      <NoteFoot
        label="Note: why the periods change (required)"
        note={form.note}
        onNote={form.setNote}
        problem={form.problem}
      >
        <Button reason={isChanged ? null : "Nothing was changed."} onPress={form.discard}>
          Discard
        </Button>
        <Button type="submit" look="primary" reason={isChanged ? null : "Change a period first."}>
          Show impact of periods
        </Button>
      </NoteFoot>
    </div>
  );
}
