"use client";
import Link from "next/link";
import { useGo } from "#components/shell/use-go.ts";
import { spanOf } from "#components/time/format-time.ts";
import { Age } from "#components/time/when.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { StateChip } from "#components/ui/state-chip.tsx";
import { ErrorState, Skeleton } from "#components/ui/states.tsx";
import { useView } from "#lib/client/use-view.ts";
import { clockHolders } from "#lib/core/holder-clock.ts";
import { stuckHolders } from "#lib/core/stuck.ts";
import type { StuckStep, StuckView } from "#lib/views/stuck.ts";

type Props = {
  readonly itemId: string;
  readonly onClose: () => void;
  /** Does a step right here; undefined where the screen cannot, then the button goes to the place. */
  readonly perform?: (step: StuckStep) => (() => void) | undefined;
};

/** Why an item does not move: one sentence, the chain with whoever holds each part, and the next step (ux.md N2). */
export function WhyDialog({ itemId, onClose, perform }: Props) {
  const { data: view, error, refetch } = useView("item.stuck", { itemId }, { every: 4000 });
  const next = view?.links.at(-1)?.next ?? null;
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title="Why is it stuck?"
      footer={
        <>
          <Button onPress={onClose}>Close</Button>
          {next ? <Step step={next} onClose={onClose} perform={perform} /> : null}
        </>
      }
    >
      {view ? <Answer view={view} onClose={onClose} /> : null}
      {error && !view ? <ErrorState sentence={error.sentence} fix={error.fix} onRetry={() => void refetch()} /> : null}
      {view || error ? null : <Skeleton rows={4} label="Looking" />}
    </Dialog>
  );
}

function Step({ step, onClose, perform }: Omit<Props, "itemId"> & { readonly step: StuckStep }) {
  const go = useGo();
  const press = () => {
    onClose();
    const here = perform?.(step);
    if (here) here();
    else go(step.href);
  };
  return (
    <Button look="primary" reason={step.reason} onPress={press}>
      {step.label}
    </Button>
  );
}

function Answer({ view, onClose }: { readonly view: StuckView; readonly onClose: () => void }) {
  return (
    <div className="flex flex-col gap-4">
      <p role="status" className="font-medium wrap-anywhere">
        {view.sentence}
      </p>
      <ol aria-label="Chain of causes" className="border-l border-line pl-4">
        {view.links.map((link) => (
          <Cause key={link.itemId} link={link} now={view.now} onClose={onClose} />
        ))}
      </ol>
      <Clock view={view} />
      <p className="text-xs text-ink-3">
        {view.readAt ? (
          <>
            Sage read <Age at={view.readAt} now={view.now} />.
          </>
        ) : (
          "Sage was not read yet."
        )}
      </p>
    </div>
  );
}

type CauseProps = {
  readonly link: StuckView["links"][number];
  readonly now: string;
  readonly onClose: () => void;
};

function Cause({ link, now, onClose }: CauseProps) {
  return (
    <li className="relative pb-3 last:pb-0">
      <span
        aria-hidden="true"
        className={`absolute top-1.5 -left-[1.3125rem] size-2.5 rounded-full border-2 border-surface ${link.next ? "bg-wait" : "bg-line-strong"}`}
      />
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
        {link.canOpen ? (
          <Link
            href={`/items/${link.itemId}`}
            prefetch={false}
            onClick={onClose}
            className="rounded-sm font-medium text-accent wrap-anywhere hover:underline"
          >
            {link.name}
          </Link>
        ) : (
          <span className="font-medium wrap-anywhere">{link.name}</span>
        )}
        <StateChip state={link.state} />
      </p>
      <p className="wrap-anywhere">{link.sentence}</p>
      {link.fix ? <p className="text-ink-2 wrap-anywhere">{link.fix}</p> : null}
      <p className="text-xs text-ink-3">
        {link.holder === "nobody" ? "Held by nobody" : `Held by ${stuckHolders[link.holder]}`} · since{" "}
        <Age at={link.since} now={now} />
      </p>
    </li>
  );
}

/** How long it was with whom until now. */
function Clock({ view }: { readonly view: StuckView }) {
  return (
    <dl aria-label="Time so far" className="grid grid-cols-3 divide-x divide-line rounded-md border border-line">
      {(["project", "accounting", "erp"] as const).map((holder) => (
        <div key={holder} className="px-3 py-1.5">
          <dt className="text-xs text-ink-2">{clockHolders[holder]}</dt>
          <dd className="font-medium tabular-nums">{spanOf(view.clock[holder])}</dd>
        </div>
      ))}
    </dl>
  );
}
