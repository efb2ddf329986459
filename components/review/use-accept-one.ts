"use client";
import { useCallback } from "react";
import type { Decidable } from "#components/review/decidable.ts";
import type { Decisions } from "#components/review/use-decisions.ts";
import { notify } from "#components/ui/notices.tsx";

/** Accepts one item; answers at once whether it was sent off, so that the cursor may move on. */
export function useAcceptOne(accept: Decisions["accept"]): (row: Decidable) => boolean {
  return useCallback(
    (row) => {
      if (row.obstacle !== null || row.sha256 === null) {
        notify({
          title: `${row.number} cannot be accepted`,
          text: row.obstacle ?? "The export document cannot be made.",
        });
        return false;
      }
      void accept([row]).then((refused) => {
        const words = refused[0];
        if (words?.isDone)
          notify({ title: `${row.number} has its first signature`, text: words.sentence ?? undefined, tone: "good" });
        else if (words)
          notify({
            title: `${row.number}: ${words.sentence ?? "not accepted"}`,
            text: words.fix ?? undefined,
            tone: "bad",
          });
      });
      return true;
    },
    [accept],
  );
}
