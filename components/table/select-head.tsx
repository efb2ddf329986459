"use client";
import { Checkbox } from "#components/ui/checkbox.tsx";

type Props = {
  readonly label?: string;
  readonly isAll: boolean;
  readonly isSome: boolean;
  readonly onAll: (isOn: boolean) => void;
  readonly className?: string;
};

/** The heading over the checkboxes of a table: selects every row that is loaded, or none. */
export function SelectHead({ label = "Select all", isAll, isSome, onAll, className = "" }: Props) {
  return (
    <th scope="col" className={`w-9 px-1.5 text-center ${className}`}>
      <Checkbox label={label} isOn={isAll} isMixed={isSome && !isAll} onChange={onAll} />
    </th>
  );
}
