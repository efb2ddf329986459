import { CircleCheck, CircleMinus } from "lucide-react";
import { fieldLabel } from "#components/settings/profile-fields.ts";
import { Block } from "#components/ui/block.tsx";
import { Mark } from "#components/ui/chip.tsx";
import type { SettingsView } from "#lib/views/screens.ts";

type Gate = SettingsView["gates"][number];

/** Every switch that opens or closes something: no hidden ones. The checks ask the same list. */
export function GatesTable({ gates }: { readonly gates: readonly Gate[] }) {
  return (
    <Block
      id="gates"
      title="Gates"
      note="What is open and what is closed for this company, and why. The checks ask the same list."
    >
      <table className="data-table">
        <caption className="unseen">Gates with what they close, why, and who may change them</caption>
        <thead>
          <tr>
            <th scope="col" className="pl-4">
              Gate
            </th>
            <th scope="col">State</th>
            <th scope="col">Closed, it closes</th>
            <th scope="col">Why</th>
            <th scope="col">Who may change it</th>
          </tr>
        </thead>
        <tbody>
          {gates.map((gate) => (
            <tr key={gate.name}>
              <th scope="row" className="wrap min-w-36 pl-4 font-medium">
                {gate.label}
              </th>
              <td className="wrap min-w-40">
                <Mark tone={gate.isOpen ? "good" : "wait"} icon={gate.isOpen ? CircleCheck : CircleMinus}>
                  {gate.isOpen ? "Open" : "Closed"}
                </Mark>
                <span className="block text-xs text-ink-2">{gate.held}</span>
              </td>
              <td className="wrap min-w-48">{gate.closes}</td>
              <td className="wrap min-w-48 text-ink-2">{gate.why}</td>
              <td className="wrap min-w-40 text-ink-2">
                {gate.whom}
                {gate.setting ? <span className="block text-xs">Setting: {fieldLabel(gate.setting)}</span> : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Block>
  );
}
