"use client";
import { Button } from "#components/ui/button.tsx";
import { inputLook } from "#components/ui/field.tsx";
import type { AcceptRule } from "#lib/core/accept-rules.ts";
import type { RulesView } from "#lib/views/rules.ts";

type Props = {
  readonly place: number;
  readonly rule: AcceptRule;
  readonly view: Pick<RulesView, "types" | "projects">;
  /** Why nothing can be changed; null when it can. */
  readonly reason: string | null;
  readonly onChange: (rule: AcceptRule) => void;
  readonly onRemove: () => void;
};

/** One accept rule; an empty amount fits every amount. */
export function RuleRow({ place, rule, view, reason, onChange, onRemove }: Props) {
  const isOff = reason !== null;
  const look = `${inputLook} h-7 ${isOff ? "bg-sunken" : ""}`;
  return (
    <tr>
      <th scope="row" className="min-w-40 pl-4">
        <select
          aria-label={`Record type of rule ${place}`}
          className={look}
          disabled={isOff}
          value={rule.recordType ?? ""}
          onChange={(event) => onChange({ ...rule, recordType: event.target.value || null })}
        >
          <Choices none="All items" list={view.types} />
        </select>
      </th>
      <td className="min-w-40">
        <select
          aria-label={`Project of rule ${place}`}
          className={look}
          disabled={isOff}
          value={rule.projectId ?? ""}
          onChange={(event) => onChange({ ...rule, projectId: event.target.value || null })}
        >
          <Choices none="All projects" list={view.projects} />
        </select>
      </td>
      <td className="min-w-32">
        <input
          aria-label={`Amount from which rule ${place} applies`}
          type="text"
          inputMode="decimal"
          placeholder="every amount"
          className={`${look} text-right tabular-nums`}
          readOnly={isOff}
          value={rule.atLeast ?? ""}
          onChange={(event) => onChange({ ...rule, atLeast: event.target.value.replace(/[\s,]/g, "") || null })}
        />
      </td>
      <td className="text-right">
        <Button size="sm" label={`Remove rule ${place}`} reason={reason} onPress={onRemove}>
          Remove
        </Button>
      </td>
    </tr>
  );
}

function Choices({ none, list }: { readonly none: string; readonly list: RulesView["types"] }) {
  return (
    <>
      <option value="">{none}</option>
      {list.map(({ id, label }) => (
        <option key={id} value={id}>
          {label}
        </option>
      ))}
    </>
  );
}
