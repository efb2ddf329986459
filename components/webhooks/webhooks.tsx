"use client";
import { useState } from "react";
import { TableFrame } from "#components/table/table-frame.tsx";
import { Stamp } from "#components/time/when.tsx";
import { Button } from "#components/ui/button.tsx";
import { Chip } from "#components/ui/chip.tsx";
import { PageHead } from "#components/ui/page-head.tsx";
import { EmptyState } from "#components/ui/states.tsx";
import { DeliveriesDialog } from "#components/webhooks/deliveries-dialog.tsx";
import { WebhookDialog } from "#components/webhooks/webhook-dialog.tsx";
import { WebhookSecret } from "#components/webhooks/webhook-secret.tsx";
import type { WebhookActions } from "#lib/client/actions.ts";
import { useView } from "#lib/client/use-view.ts";
import { webhookForms } from "#lib/core/webhook-forms.ts";
import type { WebhookList, WebhookView } from "#lib/views/webhooks.ts";

type Props = { readonly first: WebhookList; readonly actions: WebhookActions };
type Open = { readonly kind: "add" | "change" | "deliveries"; readonly id: string } | null;

/** Addresses outside that are told what happens here. */
export function Webhooks({ first, actions }: Props) {
  const { data: view = first } = useView("webhook.list", {}, { first, every: 5000 });
  const [open, setOpen] = useState<Open>(null);
  const [secret, setSecret] = useState<string | null>(null);
  const webhook = view.rows.find((row) => row.id === open?.id) ?? null;
  const close = () => setOpen(null);
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <PageHead
        title="Webhooks"
        note="Programs and channels outside that are told what happens here: signed JSON, Slack or Microsoft Teams."
      >
        <Button reason={view.reason} onPress={() => setOpen({ kind: "add", id: "" })}>
          Add a webhook
        </Button>
      </PageHead>
      {view.rows.length === 0 ? (
        <EmptyState title="No webhook yet">
          A webhook posts events, such as “Synced” or “Rejected”, to an address of yours, or to a channel of Slack or
          Teams.
        </EmptyState>
      ) : (
        <TableFrame label="Webhooks" className="@container flex-1 bg-surface">
          <Table rows={view.rows} reason={view.reason} onOpen={setOpen} />
        </TableFrame>
      )}
      {open?.kind === "add" ? (
        <WebhookDialog webhook={null} actions={actions} onClose={close} onSecret={setSecret} />
      ) : null}
      {open?.kind === "change" && webhook ? (
        <WebhookDialog webhook={webhook} actions={actions} onClose={close} onSecret={setSecret} />
      ) : null}
      {open?.kind === "deliveries" && webhook ? (
        <DeliveriesDialog webhook={webhook} reason={view.reason} sendAgain={actions.sendAgain} onClose={close} />
      ) : null}
      {secret === null ? null : <WebhookSecret secret={secret} onClose={() => setSecret(null)} />}
    </div>
  );
}

type TableProps = {
  readonly rows: readonly WebhookView[];
  readonly reason: string | null;
  readonly onOpen: (open: Open) => void;
};

function Table({ rows, reason, onOpen }: TableProps) {
  return (
    <table className="data-table">
      <caption className="unseen">Webhooks</caption>
      <thead>
        <tr>
          <th scope="col" className="pl-4">
            Address
          </th>
          <th scope="col">State</th>
          <th scope="col" className="hidden @[44rem]:table-cell">
            Added
          </th>
          <th scope="col" className="w-48">
            <span className="unseen">What can be done</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <th scope="row" className="wrap pl-4 align-top font-medium wrap-anywhere">
              {row.url}
              <span className="block text-xs font-normal text-ink-2">
                {webhookForms[row.form].name} · {row.events.length} kinds of events
              </span>
            </th>
            <td className="wrap align-top">
              <State row={row} />
            </td>
            <td className="wrap hidden align-top @[44rem]:table-cell">
              <Stamp at={row.createdAt} />
              <span className="block text-xs text-ink-2">{row.createdBy}</span>
            </td>
            <td className="wrap text-right align-top">
              <Button
                size="sm"
                label={`Deliveries to ${row.url}`}
                onPress={() => onOpen({ kind: "deliveries", id: row.id })}
              >
                Deliveries
              </Button>{" "}
              <Button
                size="sm"
                label={`Change ${row.url}`}
                reason={reason}
                onPress={() => onOpen({ kind: "change", id: row.id })}
              >
                Change
              </Button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function State({ row }: { readonly row: WebhookView }) {
  return (
    <span className="flex flex-wrap gap-1">
      {row.isOn ? <Chip tone="good">On</Chip> : <Chip tone="quiet">Off</Chip>}
      {row.waiting > 0 ? <Chip tone="wait">{`${row.waiting} wait`}</Chip> : null}
      {row.failed > 0 ? <Chip tone="bad">{`${row.failed} failed`}</Chip> : null}
    </span>
  );
}
