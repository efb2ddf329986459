import { Amount } from "#components/money/amount.tsx";
import { Stamp } from "#components/time/when.tsx";
import { isEqual, type Money } from "#lib/core/money.ts";
import type { ImportRecordView } from "#lib/views/imports.ts";

type Props = { readonly present: NonNullable<ImportRecordView["present"]> };

/** What Procore has now, place by place beside what Sage has: looked at before anything is overwritten. */
export function PresentLines({ present: { label, lines, more, readAt } }: Props) {
  return (
    <section aria-label={label} className="overflow-x-auto">
      <table className="data-table">
        <caption className="pb-1 text-left">
          <span className="font-semibold">{label}</span>{" "}
          <span className="text-xs text-ink-2">
            as of <Stamp at={readAt} />
          </span>
        </caption>
        <thead>
          <tr>
            <th scope="col">Code and category</th>
            <th scope="col" className="text-right">
              In Procore
            </th>
            <th scope="col" className="text-right">
              In Sage
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ label: place, inSource, inSage }) => (
            <tr key={place}>
              <th scope="row">{place}</th>
              <td className="text-right">
                <Side value={inSource} />
              </td>
              <td className={`text-right ${isOther(inSource, inSage) ? "font-semibold text-wait" : ""}`}>
                <Side value={inSage} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {more > 0 ? <p className="mt-1 text-xs text-ink-2">{more} more are not shown here.</p> : null}
    </section>
  );
}

function Side({ value }: { readonly value: Money | "" }) {
  return value === "" ? <span className="text-ink-2">none</span> : <Amount value={value} />;
}

function isOther(a: Money | "", b: Money | ""): boolean {
  return a === "" || b === "" ? a !== b : !isEqual(a, b);
}
