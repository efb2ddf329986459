"use client";
import { useState } from "react";
import { useCompany } from "#components/time/company.tsx";
import { useNow } from "#components/time/use-now.ts";
import { zoneChoices } from "#components/time/zone-choices.ts";
import { Button } from "#components/ui/button.tsx";
import { Combobox } from "#components/ui/combobox.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Field, inputLook } from "#components/ui/field.tsx";
import { notify } from "#components/ui/notices.tsx";
import type { Action } from "#lib/client/actions.ts";
import { serverNowMs } from "#lib/client/server-clock.ts";
import { useCommand } from "#lib/client/use-command.ts";
import { useView } from "#lib/client/use-view.ts";
import {
  businessDate,
  type Clock,
  clockFor,
  type DateFormat,
  dateFormatIds,
  dateFormats,
  fullStampOf,
  type OwnClock,
  zoneLabel,
} from "#lib/core/clock.ts";
import { localTimeOf } from "#lib/core/zoned-time.ts";
import type { OwnPreferences } from "#lib/views/own-preferences.ts";

type Props = {
  readonly preferences: OwnPreferences;
  readonly now: string;
  readonly save: Action<{ saved: number }>;
  readonly onClose: () => void;
};

/** In which zone the person reads moments, and how they write days; with what it is now as an example. */
export function OwnTimeDialog({ preferences, now, save, onClose }: Props) {
  const { clock: company } = useCompany();
  const { data: stored = preferences } = useView("preference.view", {}, { first: preferences });
  const [edit, setEdit] = useState<OwnClock | null>(null);
  const command = useCommand<{ saved: number }>(save, {
    touches: ["preference.view", "notice.settings"],
    onDone: () => {
      notify({ title: "Your time zone and date format are saved", tone: "good" });
      onClose();
    },
  });
  const draft: OwnClock = edit ?? { timeZone: stored.timeZone, dateFormat: stored.dateFormat };
  const isSame = draft.timeZone === stored.timeZone && draft.dateFormat === stored.dateFormat;
  const isCompanys = draft.timeZone === null && draft.dateFormat === null;
  const submit = () => {
    if (!isSame && !command.isPending) command.mutate(draft);
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title="Time zone and dates"
      description="Of your screens and your mails in this company; nobody else's change."
      onConfirm={submit}
      keepsOpen
      footer={
        <>
          <Button
            className="mr-auto"
            reason={isCompanys ? "Both are the company's." : null}
            onPress={() => setEdit({ timeZone: null, dateFormat: null })}
          >
            Back to company's
          </Button>
          <Button onPress={onClose}>Cancel</Button>
          <Button
            look="primary"
            shortcut="confirm"
            isBusy={command.isPending}
            reason={isSame ? "Nothing was changed." : null}
            onPress={submit}
          >
            Save
          </Button>
        </>
      }
    >
      <Choices draft={draft} company={company} onChange={setEdit} />
      <Example clock={clockFor(company, draft)} company={company} now={now} />
      {command.error ? (
        <p role="alert" className="mt-2 text-bad">
          {command.error.sentence} {command.error.fix}
        </p>
      ) : null}
    </Dialog>
  );
}

type ChoicesProps = {
  readonly draft: OwnClock;
  readonly company: Clock;
  readonly onChange: (draft: OwnClock) => void;
};

function Choices({ draft, company, onChange }: ChoicesProps) {
  const { timeZone, dateFormat } = draft;
  // Four hundred zones are looked up once, with the one that is stored.
  const [zones] = useState(() => zoneChoices(serverNowMs(), timeZone));
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <div className="min-w-0">
        <p aria-hidden="true" className="mb-0.5 flex min-h-5 items-center text-xs font-medium text-ink-2">
          Time zone
        </p>
        <Combobox
          label="Time zone"
          placeholder={`Company's: ${zoneLabel(company.timeZone)}`}
          value={timeZone}
          options={zones}
          empty="No zone has these letters; search for a large city near you"
          onChange={(next) => onChange({ ...draft, timeZone: next })}
          className="w-full"
        />
        <p className="mt-0.5 text-xs text-ink-3">Of every moment: when something was accepted, released, proved.</p>
      </div>
      <Field label="Date format" hint="Also of business dates.">
        {({ id, describedBy }) => (
          <select
            id={id}
            aria-describedby={describedBy}
            value={dateFormat ?? ""}
            onChange={({ target }) =>
              onChange({ ...draft, dateFormat: target.value === "" ? null : (target.value as DateFormat) })
            }
            className={`${inputLook} h-7`}
          >
            <option value="">{`Company's: ${dateFormats[company.dateFormat]}`}</option>
            {dateFormatIds.map((format) => (
              <option key={format} value={format}>
                {dateFormats[format]}
              </option>
            ))}
          </select>
        )}
      </Field>
    </div>
  );
}

type ExampleProps = { readonly clock: Clock; readonly company: Clock; readonly now: string };

/** What the choice makes of now. */
function Example({ clock, company, now }: ExampleProps) {
  const nowMs = useNow(now, 1000);
  const at = new Date(nowMs).toISOString();
  const today = localTimeOf(nowMs, company.timeZone).slice(0, 10);
  return (
    <dl
      aria-label="Example"
      className="mt-4 grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 rounded-md bg-sunken px-3 py-2 tabular-nums"
    >
      <dt className="text-ink-2">Now</dt>
      <dd>{fullStampOf(at, clock)}</dd>
      {clock.timeZone === company.timeZone ? null : (
        <>
          <dt className="text-ink-2">At the company</dt>
          <dd>{fullStampOf(at, { ...clock, timeZone: company.timeZone })}</dd>
        </>
      )}
      <dt className="text-ink-2">Business date</dt>
      <dd>{businessDate(today, clock)}, the company's day wherever you are</dd>
    </dl>
  );
}
