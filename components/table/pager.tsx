"use client";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";

export type Turns = {
  /** Where the page that is shown begins, as its list asks for it; nothing for the newest page. */
  readonly input: { readonly after?: string };
  readonly isNewest: boolean;
  readonly newer: () => void;
  readonly older: (next: string) => void;
};

/** Turns the pages of a table of which one is shown at a time; the way back is remembered. */
export function useTurns(): Turns {
  const [turned, setTurned] = useState<readonly string[]>([]);
  const last = turned.at(-1);
  return {
    input: last === undefined ? {} : { after: last },
    isNewest: last === undefined,
    newer: () => setTurned(turned.slice(0, -1)),
    older: (next) => setTurned([...turned, next]),
  };
}

/** Newer and Older under such a table; `next` is where the older page begins, null when there is none. */
export function Pager({ turns, next }: { readonly turns: Turns; readonly next: string | null }) {
  if (next === null && turns.isNewest) return null;
  return (
    <div className="flex justify-end gap-2 p-2">
      <Button size="sm" reason={turns.isNewest ? "These are the newest." : null} onPress={turns.newer}>
        Newer
      </Button>
      <Button
        size="sm"
        reason={next === null ? "There are no older ones." : null}
        onPress={() => next !== null && turns.older(next)}
      >
        Older
      </Button>
    </div>
  );
}
