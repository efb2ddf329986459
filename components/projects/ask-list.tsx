"use client";
import { useEffect, useState } from "react";
import type { ProjectItem } from "#lib/views/screens.ts";

/** What accounting asked, to tick off while correcting it in Procore; the ticks stay on this device. */
export function AskList({ item }: { readonly item: ProjectItem }) {
  const [done, setDone] = useTicks(`${item.id}.${item.version}`);
  return (
    <fieldset>
      <legend className="text-xs text-ink-2">
        Accounting asks; tick off what you corrected (your own marks, not sent)
      </legend>
      {item.asks.map((ask) => (
        <label key={ask.code} className="flex min-h-6 w-fit items-center gap-2">
          <input
            type="checkbox"
            checked={done.includes(ask.code)}
            className="size-3.5 accent-accent"
            onChange={(event) =>
              setDone(event.target.checked ? [...done, ask.code] : done.filter((code) => code !== ask.code))
            }
          />
          <span className={done.includes(ask.code) ? "text-ink-3 line-through" : ""}>{ask.label}</span>
        </label>
      ))}
    </fieldset>
  );
}

function useTicks(id: string): readonly [readonly string[], (codes: readonly string[]) => void] {
  const name = `countersign.asks.${id}`;
  const [codes, setCodes] = useState<readonly string[]>([]);
  // After the first paint, because the server does not know the device's marks.
  useEffect(() => setCodes((localStorage.getItem(name) ?? "").split(",").filter(Boolean)), [name]);
  const set = (next: readonly string[]) => {
    setCodes(next);
    localStorage.setItem(name, next.join(","));
  };
  return [codes, set];
}
