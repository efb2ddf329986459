"use client";
import { Stamp } from "#components/time/when.tsx";
import { Button } from "#components/ui/button.tsx";
import { Chip } from "#components/ui/chip.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { LoadMore } from "#components/ui/load-more.tsx";
import { notifyProblem } from "#components/ui/notices.tsx";
import { ErrorState, Skeleton } from "#components/ui/states.tsx";
import type { Action } from "#lib/client/actions.ts";
import { useCommand } from "#lib/client/use-command.ts";
import { useViewPages } from "#lib/client/use-view-pages.ts";
import { type WebhookEvent, webhookEvents } from "#lib/core/webhook-events.ts";
import { type DeliveryView, deliveryStates, type WebhookView } from "#lib/views/webhooks.ts";

type Props = {
  readonly webhook: WebhookView;
  readonly reason: string | null;
  readonly sendAgain: Action<{ deliveryId: string }>;
  readonly onClose: () => void;
};
const lookMs = 3000;

/** What was sent to an address, newest first, and how far each came. */
export function DeliveriesDialog({ webhook, reason, sendAgain, onClose }: Props) {
  const { query, rows } = useViewPages("webhook.deliveries", { webhookId: webhook.id }, { every: lookMs });
  const again = useCommand<{ deliveryId: string }>(sendAgain, {
    touches: ["webhook.deliveries", "webhook.list"],
    onProblem: notifyProblem,
  });
  const closed = reason ?? (webhook.isOn ? null : "The webhook is turned off.");
  return (
    <Dialog isOpen onClose={onClose} title="Deliveries" description={webhook.url} size="lg">
      {query.error && rows.length === 0 ? (
        <ErrorState sentence={query.error.sentence} fix={query.error.fix} onRetry={() => void query.refetch()} />
      ) : null}
      {query.isPending ? <Skeleton rows={4} label="Loading the deliveries" /> : null}
      <ol aria-label="Deliveries">
        {rows.map((row) => (
          <Row
            key={row.id}
            row={row}
            reason={closed ?? (row.state === "due" ? "It is on its way already." : null)}
            onAgain={() => again.mutate({ deliveryId: row.id })}
          />
        ))}
      </ol>
      {rows.length > 0 ? (
        <LoadMore
          hasMore={query.hasNextPage}
          isBusy={query.isFetchingNextPage}
          onMore={() => void query.fetchNextPage()}
          end="The first delivery"
        />
      ) : null}
    </Dialog>
  );
}

type RowProps = { readonly row: DeliveryView; readonly reason: string | null; readonly onAgain: () => void };

function Row({ row, reason, onAgain }: RowProps) {
  const label = webhookEvents[row.event as WebhookEvent] ?? "Test";
  return (
    <li className="border-b border-line py-2">
      <div className="flex flex-wrap items-center gap-2">
        <Chip tone={deliveryStates[row.state].tone}>{deliveryStates[row.state].label}</Chip>
        <span className="font-medium">{label}</span>
        <Stamp at={row.at} className="text-ink-2" />
        <span className="text-xs text-ink-2">{row.attempts === 1 ? "1 try" : `${row.attempts} tries`}</span>
        <span className="ml-auto">
          <Button size="sm" label={`Send ${label} again`} reason={reason} onPress={onAgain}>
            Send again
          </Button>
        </span>
      </div>
      {row.note ? (
        <p className="text-xs text-bad wrap-anywhere">
          {row.note}
          {row.dueAt ? (
            <>
              {" "}
              Next try <Stamp at={row.dueAt} />.
            </>
          ) : null}
        </p>
      ) : null}
      <details className="text-xs text-ink-2">
        <summary className="inline-block min-h-6 cursor-default leading-6">Body</summary>
        <p className="rounded-sm bg-sunken p-2 font-mono wrap-anywhere">{row.body}</p>
      </details>
    </li>
  );
}
