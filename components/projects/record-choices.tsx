"use client";
import { useId } from "react";
import { Amount } from "#components/money/amount.tsx";
import type { DocumentLinks } from "#components/projects/use-document-links.ts";
import { Button } from "#components/ui/button.tsx";
import type { DocumentMatch } from "#lib/views/adoption.ts";

type Props = {
  readonly match: DocumentMatch;
  readonly links: DocumentLinks;
  readonly onChoose: (erpId: string) => void;
};

/** The records that fit, the likeliest first, and those that somebody said are not the same. */
export function RecordChoices({ match, links, onChoose }: Props) {
  const name = useId();
  const { choices, refused, record } = match;
  return (
    <>
      <fieldset data-own-arrows="">
        <legend className="text-xs text-ink-2">
          {choices.length === 0 ? "No record of the job fits this document." : "Records of the job that fit"}
        </legend>
        <div className="mt-1 max-h-44 divide-y divide-line overflow-y-auto rounded-md border border-line">
          {choices.map((one) => (
            <label key={one.erpId} className="flex min-h-9 items-center gap-2 px-2 py-1 hover:bg-hover">
              <input
                type="radio"
                name={name}
                value={one.erpId}
                checked={one.erpId === record?.erpId}
                onChange={() => onChoose(one.erpId)}
              />
              <span className="shrink-0 font-mono text-xs">{one.erpId}</span>
              <span className="min-w-0 flex-1 truncate" title={one.name}>
                {one.name}
              </span>
              <Amount value={one.amount} />
            </label>
          ))}
        </div>
      </fieldset>
      {refused.length > 0 ? (
        <ul aria-label="Not the same" className="divide-y divide-line text-xs">
          {refused.map((erpId) => (
            <li key={erpId} className="flex min-h-8 items-center justify-between gap-2">
              <span>
                <span className="font-mono">{erpId}</span> is not the same, somebody said.
              </span>
              <Button size="sm" look="ghost" isBusy={links.isBusy} onPress={() => links.refuse(match, erpId, false)}>
                It may be {erpId}
              </Button>
            </li>
          ))}
        </ul>
      ) : null}
    </>
  );
}
