import { ArrowRight } from "lucide-react";
import { Stamp } from "#components/time/when.tsx";
import type { ImportRecordView } from "#lib/views/imports.ts";

/** What Sage's row was before: when it was seen so, when it changed, and what changed then. */
export function EarlierRows({ earlier }: Pick<ImportRecordView, "earlier">) {
  return (
    <section aria-label="Earlier">
      <h3 className="pb-1 font-semibold">Earlier</h3>
      <ol className="divide-y divide-line rounded-md border border-line">
        {earlier.map(({ seenAt, replacedAt, changes }) => (
          <li key={`${seenAt} ${replacedAt}`} className="px-3 py-2">
            <p className="text-xs text-ink-2">
              Changed <Stamp at={replacedAt} />; seen as before since <Stamp at={seenAt} />
            </p>
            <ul className="mt-1">
              {changes.map(({ label, before, after }) => (
                <li key={label} className="wrap-anywhere">
                  <span className="text-ink-2">{label}: </span>
                  {before || "none"}
                  <ArrowRight aria-label="became" className="mx-1 inline size-3 text-ink-3" />
                  {after || "none"}
                </li>
              ))}
              {changes.length === 0 ? <li className="text-ink-2">Nothing that is shown here</li> : null}
            </ul>
          </li>
        ))}
      </ol>
    </section>
  );
}
