"use client";
import { CloudOff, Inbox } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "#components/ui/button.tsx";

/** Says what fills an empty place and links to the next useful thing. */
export function EmptyState({ title, children }: { readonly title: string; readonly children?: ReactNode }) {
  return (
    <div className="flex flex-col items-center gap-1 px-6 py-12 text-center text-ink-2">
      <Inbox aria-hidden="true" className="mb-1 size-6 text-ink-3" strokeWidth={1.5} />
      <p className="font-medium text-ink">{title}</p>
      {children}
    </div>
  );
}

type ErrorProps = { readonly sentence: string; readonly fix: string; readonly onRetry?: (() => void) | undefined };

/** An error in words with a way on; never an empty list instead. */
export function ErrorState({ sentence, fix, onRetry }: ErrorProps) {
  return (
    <div role="alert" className="flex flex-col items-center gap-1 px-6 py-12 text-center text-ink-2">
      <CloudOff aria-hidden="true" className="mb-1 size-6 text-bad" strokeWidth={1.5} />
      <p className="font-medium text-ink">{sentence}</p>
      <p>{fix}</p>
      {onRetry ? (
        <Button onPress={onRetry} className="mt-2">
          Try again
        </Button>
      ) : null}
    </div>
  );
}

/** Grey bars in the shape of what comes; only on the very first load. */
export function Skeleton({ rows = 8, label = "Loading" }: { readonly rows?: number; readonly label?: string }) {
  return (
    <div role="status" aria-label={label} className="flex flex-col gap-3 p-4">
      {Array.from({ length: rows }, (_, row) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: the bars are all alike.
          key={row}
          className="h-3.5 animate-pulse rounded-sm bg-line"
          style={{ width: `${92 - ((row * 23) % 48)}%` }}
        />
      ))}
    </div>
  );
}
