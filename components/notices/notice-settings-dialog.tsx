"use client";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Field, inputLook } from "#components/ui/field.tsx";
import { notify } from "#components/ui/notices.tsx";
import { ErrorState, Skeleton } from "#components/ui/states.tsx";
import type { Action } from "#lib/client/actions.ts";
import { useCommand } from "#lib/client/use-command.ts";
import { useView } from "#lib/client/use-view.ts";
import {
  channelOf,
  type NoticeChannel,
  type NoticeSettings,
  noticeChannelIds,
  noticeChannels,
  noticeKindIds,
  noticeKinds,
} from "#lib/core/notices.ts";
import type { NoticeSettingsView } from "#lib/views/notices.ts";

const hours = Array.from({ length: 24 }, (_, hour) => hour);

type Props = { readonly save: Action<{ isSaved: true }>; readonly onClose: () => void };

/** How the person is told of what, and when the daily summary is written. */
export function NoticeSettingsDialog({ save, onClose }: Props) {
  const { data: view, error, refetch } = useView("notice.settings", {});
  const [edit, setEdit] = useState<NoticeSettings | null>(null);
  const command = useCommand<{ isSaved: true }>(save, {
    touches: ["notice.settings"],
    onDone: () => {
      notify({ title: "How you are told is saved", tone: "good" });
      onClose();
    },
  });
  const shown = edit ?? view;
  const submit = () => {
    if (!shown || command.isPending) return;
    const { channels, hasSummary, summaryHour } = shown;
    command.mutate({ channels, hasSummary, summaryHour });
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title="How you are told"
      description={view ? `Mails go to ${view.email}.` : undefined}
      onConfirm={submit}
      keepsOpen
      footer={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button
            look="primary"
            shortcut="confirm"
            isBusy={command.isPending}
            reason={edit === null ? "Nothing was changed." : null}
            onPress={submit}
          >
            Save
          </Button>
        </>
      }
    >
      {shown && view ? <Choices shown={shown} timeZone={view.timeZone} onChange={setEdit} /> : null}
      {!view && error ? <ErrorState sentence={error.sentence} fix={error.fix} onRetry={() => void refetch()} /> : null}
      {view || error ? null : <Skeleton rows={6} label="Loading your choices" />}
      {command.error ? (
        <p role="alert" className="mt-2 text-bad">
          {command.error.sentence} {command.error.fix}
        </p>
      ) : null}
    </Dialog>
  );
}

type ChoicesProps = {
  readonly shown: NoticeSettings | NoticeSettingsView;
  readonly timeZone: string;
  readonly onChange: (settings: NoticeSettings) => void;
};

function Choices({ shown, timeZone, onChange }: ChoicesProps) {
  const put = (over: Partial<NoticeSettings>) => {
    const { channels, hasSummary, summaryHour } = shown;
    onChange({ channels, hasSummary, summaryHour, ...over });
  };
  return (
    <div className="flex flex-col gap-2">
      {noticeKindIds.map((kind) => (
        <Field key={kind} label={noticeKinds[kind].label}>
          {({ id }) => (
            <select
              id={id}
              value={channelOf(shown, kind)}
              onChange={({ target }) => put({ channels: { ...shown.channels, [kind]: target.value as NoticeChannel } })}
              className={`${inputLook} h-8`}
            >
              {noticeChannelIds.map((channel) => (
                <option key={channel} value={channel}>
                  {noticeChannels[channel]}
                </option>
              ))}
            </select>
          )}
        </Field>
      ))}
      <label className="mt-1 inline-flex min-h-6 items-center gap-1.5">
        <input
          type="checkbox"
          className="size-3.5 accent-accent"
          checked={shown.hasSummary}
          onChange={({ target }) => put({ hasSummary: target.checked })}
        />
        A daily summary by mail, while something waits for me
      </label>
      <Field label={`Hour of the summary, ${timeZone.replaceAll("_", " ")}`}>
        {({ id }) => (
          <select
            id={id}
            value={shown.summaryHour}
            disabled={!shown.hasSummary}
            onChange={({ target }) => put({ summaryHour: Number(target.value) })}
            className={`${inputLook} h-8`}
          >
            {hours.map((hour) => (
              <option key={hour} value={hour}>
                {`${String(hour).padStart(2, "0")}:00`}
              </option>
            ))}
          </select>
        )}
      </Field>
    </div>
  );
}
