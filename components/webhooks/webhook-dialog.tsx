"use client";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { notify } from "#components/ui/notices.tsx";
import { TextInput } from "#components/ui/text-input.tsx";
import type { WebhookActions } from "#lib/client/actions.ts";
import { useCommand } from "#lib/client/use-command.ts";
import { type WebhookEvent, webhookEventIds, webhookEvents } from "#lib/core/webhook-events.ts";
import { type WebhookForm, webhookFormIds, webhookForms } from "#lib/core/webhook-forms.ts";
import type { WebhookView } from "#lib/views/webhooks.ts";

type Props = {
  /** Null for a new one. */
  readonly webhook: WebhookView | null;
  readonly actions: WebhookActions;
  readonly onClose: () => void;
  readonly onSecret: (secret: string) => void;
};

/** Adds an address, or says which events it is told of and whether it is on. */
export function WebhookDialog({ webhook, actions, onClose, onSecret }: Props) {
  const [url, setUrl] = useState(webhook?.url ?? "");
  const [form, setForm] = useState<WebhookForm>(webhook?.form ?? "countersign");
  const [events, setEvents] = useState<readonly WebhookEvent[]>(webhook?.events ?? webhookEventIds);
  const [isOn, setOn] = useState(webhook?.isOn ?? true);
  const touches = ["webhook.list", "webhook.deliveries"] as const;
  const add = useCommand<{ webhookId: string; secret: string }>(actions.add, {
    touches,
    onDone: ({ secret }) => {
      onClose();
      // Only our own form is signed; a channel has nothing to check.
      if (form === "countersign") onSecret(secret);
      else notify({ title: "The webhook is added", text: "A first message is on its way.", tone: "good" });
    },
  });
  const change = useCommand<{ webhookId: string }>(actions.change, {
    touches,
    onDone: () => {
      notify({ title: "The webhook is saved", tone: "good" });
      onClose();
    },
  });
  const error = add.error ?? change.error;
  const isBusy = add.isPending || change.isPending;
  const reason = reasonAgainst(url, events);
  const submit = () => {
    if (reason !== null || isBusy) return;
    if (webhook) change.mutate({ webhookId: webhook.id, events, isOn });
    else add.mutate({ url: url.trim(), form, events });
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={webhook ? "Change the webhook" : "Add a webhook"}
      description={webhook?.url}
      onConfirm={submit}
      keepsOpen
      footer={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button look="primary" shortcut="confirm" isBusy={isBusy} reason={reason} onPress={submit}>
            {webhook ? "Save" : "Add"}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        {webhook ? null : (
          <>
            <Forms chosen={form} onChange={setForm} />
            <TextInput
              label="Address"
              hint="It begins with https:// and is on the open internet."
              value={url}
              onChange={setUrl}
              autoComplete="off"
            />
          </>
        )}
        <Events chosen={events} onChange={setEvents} />
        {webhook ? (
          <label className="inline-flex min-h-6 items-center gap-1.5">
            <input
              type="checkbox"
              className="size-3.5 accent-accent"
              checked={isOn}
              onChange={({ target }) => setOn(target.checked)}
            />
            On; what still waits for a webhook that is turned off is not sent
          </label>
        ) : null}
        {error ? (
          <p role="alert" className="text-bad">
            {error.sentence} {error.fix}
          </p>
        ) : null}
      </div>
    </Dialog>
  );
}

function reasonAgainst(url: string, events: readonly WebhookEvent[]): string | null {
  if (!/^https?:\/\/[^\s/]+/.test(url.trim())) return "Write the address, beginning with https://.";
  return events.length === 0 ? "Choose one event at least." : null;
}

type FormsProps = { readonly chosen: WebhookForm; readonly onChange: (form: WebhookForm) => void };

function Forms({ chosen, onChange }: FormsProps) {
  return (
    <fieldset>
      <legend className="mb-0.5 text-xs font-medium text-ink-2">Written for</legend>
      <span className="flex flex-col">
        {webhookFormIds.map((id) => (
          <label key={id} className="inline-flex min-h-6 items-center gap-1.5">
            <input
              type="radio"
              name="form"
              className="size-3.5 accent-accent"
              checked={chosen === id}
              onChange={() => onChange(id)}
            />
            {webhookForms[id].label}
          </label>
        ))}
      </span>
      <p className="mt-0.5 min-h-8 text-xs text-ink-3">{webhookForms[chosen].hint}</p>
    </fieldset>
  );
}

type EventsProps = {
  readonly chosen: readonly WebhookEvent[];
  readonly onChange: (events: readonly WebhookEvent[]) => void;
};

function Events({ chosen, onChange }: EventsProps) {
  return (
    <fieldset>
      <legend className="mb-0.5 text-xs font-medium text-ink-2">Events</legend>
      <span className="grid grid-cols-2 max-sm:grid-cols-1">
        {webhookEventIds.map((id) => (
          <label key={id} className="inline-flex min-h-6 items-center gap-1.5">
            <input
              type="checkbox"
              className="size-3.5 accent-accent"
              checked={chosen.includes(id)}
              onChange={({ target }) => onChange(target.checked ? [...chosen, id] : chosen.filter((one) => one !== id))}
            />
            {webhookEvents[id]}
          </label>
        ))}
      </span>
    </fieldset>
  );
}
