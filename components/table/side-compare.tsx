"use client";
import { Check, X } from "lucide-react";
import type { ReactNode } from "react";
import type { Agreement } from "#lib/core/matching/decide.ts";

type Compared = {
  readonly label: string;
  readonly here: ReactNode;
  readonly there: ReactNode;
  /** Left out where nothing is said about it. */
  readonly agreement?: Agreement | undefined;
};
type Props = {
  readonly caption: string;
  readonly sides?: readonly [string, string];
  readonly rows: readonly Compared[];
  /** Room before the first column, as the place of the table wants it. */
  readonly inset: "pl-2" | "pl-4";
};

/** Two records that may be one, field by field: what each side has, and whether that agrees. */
export function SideCompare({ caption, sides = ["Procore", "Sage"], rows, inset }: Props) {
  return (
    <table className="data-table table-fixed">
      <caption className="unseen">{caption}</caption>
      <thead>
        <tr>
          <th scope="col" className={`w-28 ${inset}`}>
            Field
          </th>
          {sides.map((side) => (
            <th key={side} scope="col">
              {side}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ label, here, there, agreement = "unknown" }) => (
          <tr key={label}>
            <th scope="row" className={`font-normal text-ink-2 ${inset}`}>
              {label}
            </th>
            <td className="wrap">{here || <None />}</td>
            <td className="wrap">
              <Mark agreement={agreement} />
              {there || <None />}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function None() {
  return <span className="text-ink-3">–</span>;
}

function Mark({ agreement }: { readonly agreement: Agreement }) {
  if (agreement === "unknown") return null;
  const Icon = agreement === "agrees" ? Check : X;
  return (
    <span className={agreement === "agrees" ? "text-good" : "text-bad"}>
      <Icon aria-hidden="true" className="mr-1 inline size-3.5" />
      <span className="unseen">{agreement}: </span>
    </span>
  );
}
