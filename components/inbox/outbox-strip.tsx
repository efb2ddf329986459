"use client";
import { Send } from "lucide-react";
import Link from "next/link";
import { RunStrip } from "#components/runs/run-strip.tsx";
import { countdown } from "#components/time/format-time.ts";
import { useNow } from "#components/time/use-now.ts";
import { Button } from "#components/ui/button.tsx";
import { useAcceptedBatches } from "#lib/client/accepted-batches.ts";
import type { RunProgress } from "#lib/views/run-progress.ts";

type Props = {
  readonly outbox: number;
  readonly now: string;
  readonly run: RunProgress | null;
  readonly onTakeBack: () => void;
};

/** The truth about the outbox, and the way back for what was accepted here, as long as it is certain. */
export function OutboxStrip({ outbox, now, run, onTakeBack }: Props) {
  const nowMs = useNow(now, 500);
  const open = useAcceptedBatches().filter((batch) => batch.releaseAt === null || Date.parse(batch.releaseAt) > nowMs);
  const last = open.at(-1);
  const own = open.reduce((total, batch) => total + batch.items.length, 0);
  return (
    <section
      aria-label="Outbox"
      className="flex h-9 shrink-0 items-center gap-2 overflow-hidden border-t border-line bg-surface px-3 whitespace-nowrap"
      data-screen-only
    >
      <Send aria-hidden="true" className={`size-3.5 shrink-0 ${own > 0 ? "text-flow" : "text-ink-3"}`} />
      <Link href="/outbox" prefetch={false} className="rounded-sm text-ink-2 hover:text-ink hover:underline">
        {outbox === 0 && own === 0 ? "The outbox is empty" : `${Math.max(outbox, own)} in the outbox`}
      </Link>
      {run ? <RunStrip run={run} /> : null}
      {last ? (
        <>
          <span className="text-ink-2">
            {own} of yours
            {last.releaseAt ? (
              <>
                , released in{" "}
                <span role="timer" aria-live="off" className="font-medium text-ink">
                  {countdown(last.releaseAt, nowMs)}
                </span>
              </>
            ) : null}
          </span>
          {last.batchId ? (
            <Link href={`/batches/${last.batchId}`} prefetch={false} className="rounded-sm text-accent hover:underline">
              Batch
            </Link>
          ) : null}
          <Button size="sm" shortcut="takeBack" onPress={onTakeBack} className="ml-auto">
            Take back{last.items.length > 1 ? ` ${last.items.length}` : ""}
          </Button>
        </>
      ) : null}
    </section>
  );
}
