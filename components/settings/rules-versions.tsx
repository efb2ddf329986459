"use client";
import { useState } from "react";
import { Stamp } from "#components/time/when.tsx";
import { Button } from "#components/ui/button.tsx";
import { useView } from "#lib/client/use-view.ts";
import type { RulesVersionView } from "#lib/views/rules.ts";

type Props = {
  readonly reason: string | null;
  readonly onRevert: (to: RulesVersionView) => void;
};
const statuses = {
  proposed: "Waits",
  in_force: "In force",
  replaced: "Replaced",
  refused: "Refused",
  withdrawn: "Withdrawn",
} as const;

/** Every version of the accept rules; Revert puts its rules into the form. */
export function RulesVersions({ reason, onRevert }: Props) {
  const [after, setAfter] = useState<readonly number[]>([]);
  const last = after.at(-1);
  const { data: page } = useView("rules.view", last === undefined ? {} : { after: String(last) });
  if (!page || (page.versions.length === 0 && after.length === 0)) return null;
  return (
    <div className="border-t border-line">
      <table className="data-table">
        <caption className="unseen">Versions of the accept rules, newest first</caption>
        <thead>
          <tr>
            <th scope="col" className="pl-4">
              Version
            </th>
            <th scope="col">Who and why</th>
            <th scope="col">Rules</th>
            <th scope="col">
              <span className="unseen">Revert</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {page.versions.map((one) => (
            <tr key={one.version}>
              <th scope="row" className="wrap min-w-28 pl-4">
                {one.version}, {statuses[one.status]}
                <span className="block font-normal text-ink-2">
                  <Stamp at={one.madeAt} />
                </span>
              </th>
              <td className="wrap min-w-40">
                {one.madeBy}
                {one.settledBy ? `, settled by ${one.settledBy}` : ""}
                <span className="block text-ink-2">{one.note}</span>
              </td>
              <td className="wrap min-w-48">{one.words.join("; ") || "No rules"}</td>
              <td className="text-right">
                <Button
                  size="sm"
                  label={`Revert to version ${one.version}`}
                  reason={reason ?? (one.status === "in_force" ? "This version is in force." : null)}
                  onPress={() => onRevert(one)}
                >
                  Revert
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {page.next || after.length > 0 ? (
        <div className="flex justify-end gap-2 p-2">
          <Button
            size="sm"
            reason={after.length === 0 ? "These are the newest." : null}
            onPress={() => setAfter(after.slice(0, -1))}
          >
            Newer
          </Button>
          <Button
            size="sm"
            reason={page.next ? null : "There are no older ones."}
            onPress={() => page.next && setAfter([...after, Number(page.next)])}
          >
            Older
          </Button>
        </div>
      ) : null}
    </div>
  );
}
