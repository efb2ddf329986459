"use client";
import { Pager, useTurns } from "#components/table/pager.tsx";
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
  const turns = useTurns();
  const { data: page } = useView("rules.view", turns.input);
  if (!page || (page.versions.length === 0 && turns.isNewest)) return null;
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
      <Pager turns={turns} next={page.next} />
    </div>
  );
}
