"use client";
import { inWords, toDraft } from "#components/settings/profile-draft.ts";
import { profileGroups } from "#components/settings/profile-fields.ts";
import { Pager, useTurns } from "#components/table/pager.tsx";
import { Stamp } from "#components/time/when.tsx";
import { Block } from "#components/ui/block.tsx";
import { Button } from "#components/ui/button.tsx";
import { useView } from "#lib/client/use-view.ts";
import type { SettingsChanges } from "#lib/views/screens.ts";

export type SettingsChange = SettingsChanges["rows"][number];
type Props = {
  /** Why nothing can be reverted; null when it can. */
  readonly reason: string | null;
  readonly onRevert: (change: SettingsChange) => void;
};

/** Every version of the settings: who, when, why, and what was before; Revert puts those values into the form. */
export function ChangesTable({ reason, onRevert }: Props) {
  const turns = useTurns();
  const { data: page, error } = useView("settings.changes", turns.input);
  return (
    <Block
      id="changes"
      title="Changes of the settings"
      note="Revert puts the values from before into the form; their impact is shown before they are saved."
    >
      <table className="data-table">
        <caption className="unseen">Changes of the settings, newest first</caption>
        <thead>
          <tr>
            <th scope="col" className="pl-4">
              When
            </th>
            <th scope="col">Who and why</th>
            <th scope="col">What</th>
            <th scope="col">
              <span className="unseen">Revert</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {page?.rows.map((change) => (
            <tr key={change.seq}>
              <th scope="row" className="wrap min-w-32 pl-4">
                <Stamp at={change.at} />
              </th>
              <td className="wrap min-w-40">
                {change.who}
                <span className="block text-ink-2">{change.note}</span>
              </td>
              <td className="wrap min-w-56">
                <Values change={change} />
              </td>
              <td className="text-right">
                <Button
                  size="sm"
                  label={`Revert ${change.note}`}
                  reason={reason ?? (isKnown(change) ? null : "A setting of this change does not exist any more.")}
                  onPress={() => onRevert(change)}
                >
                  Revert
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {error ? <p className="px-4 py-2 text-bad">{`${error.sentence} ${error.fix}`}</p> : null}
      {page?.rows.length === 0 ? <p className="px-4 py-2 text-ink-2">Nothing was changed yet.</p> : null}
      <Pager turns={turns} next={page?.next ?? null} />
    </Block>
  );
}

const fields = profileGroups.flatMap((group) => group.fields);
const isKnown = ({ before }: SettingsChange) =>
  Object.keys(before).every((key) => fields.some((field) => field.key === key));

function Values({ change }: { readonly change: SettingsChange }) {
  const [before, after] = [toDraft(change.before), toDraft(change.after)];
  const keys = Object.keys(change.after);
  return (
    <>
      {keys.map((key) => {
        const field = fields.find((one) => one.key === key);
        const say = (draft: typeof before, raw: unknown) => (field ? inWords(field, draft[key]) : String(raw));
        return (
          <span key={key} className="block">
            {field?.label ?? key}: <span className="text-ink-2 line-through">{say(before, change.before[key])}</span> →{" "}
            {say(after, change.after[key])}
          </span>
        );
      })}
    </>
  );
}
