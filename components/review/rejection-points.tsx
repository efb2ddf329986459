import { Check, HelpCircle, X } from "lucide-react";
import type { RejectionPoint } from "#lib/core/rejection.ts";

const looks = {
  met: { Icon: Check, tone: "text-good", word: "Met" },
  open: { Icon: X, tone: "text-bad", word: "Not met" },
  person: { Icon: HelpCircle, tone: "text-ink-3", word: "Look yourself" },
} as const;

/** "2 of 3 met". */
export function metOf(list: readonly RejectionPoint[]): string {
  return `${list.filter((point) => point.verdict === "met").length} of ${list.length} met`;
}

/** A rejection as a checklist, ticked off by machine where it can be. */
export function RejectionPoints({ list }: { readonly list: readonly RejectionPoint[] }) {
  return (
    <ul className="mt-1">
      {list.map((point) => {
        const { Icon, tone, word } = looks[point.verdict];
        return (
          <li key={point.code} className="flex flex-wrap items-center gap-x-2">
            <Icon aria-hidden="true" className={`size-3.5 shrink-0 ${tone}`} />
            <span>{point.label}</span>
            <span className="text-xs text-ink-2">
              {word}: {point.words}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
