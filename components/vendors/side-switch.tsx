"use client";
import { type Side, sides } from "#lib/core/matching/side.ts";

const labels: Readonly<Record<Side, string>> = { company: "Companies", sage: "Sage vendors" };

/** From which end the list is worked through. */
export function SideSwitch({ side, onChange }: { readonly side: Side; readonly onChange: (side: Side) => void }) {
  return (
    <fieldset className="flex items-center" data-own-arrows="">
      <legend className="unseen">List of</legend>
      {sides.map((one) => (
        <label
          key={one}
          className="flex h-7 cursor-pointer items-center border border-control bg-surface px-2 text-ink first-of-type:rounded-l-md last-of-type:-ml-px last-of-type:rounded-r-md hover:bg-hover has-checked:border-accent has-checked:bg-accent-soft has-checked:font-medium has-focus-visible:outline-2"
        >
          <input type="radio" name="side" className="unseen" checked={one === side} onChange={() => onChange(one)} />
          {labels[one]}
        </label>
      ))}
    </fieldset>
  );
}
