"use client";
import { useEffect, useRef } from "react";

type Props = {
  readonly label: string;
  readonly isOn: boolean;
  readonly isMixed?: boolean;
  readonly tabIndex?: number;
  readonly onChange: (isOn: boolean, isRange: boolean) => void;
};

/** A checkbox with a 24 px target; `isRange` tells that Shift was held. */
export function Checkbox({ label, isOn, isMixed = false, tabIndex, onChange }: Props) {
  const ref = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (ref.current) ref.current.indeterminate = isMixed;
  }, [isMixed]);
  return (
    // The label is the larger target; the input carries the name.
    <label className="inline-flex size-6 items-center justify-center align-middle">
      <input
        ref={ref}
        type="checkbox"
        aria-label={label}
        checked={isOn}
        tabIndex={tabIndex}
        className="size-3.5 accent-accent"
        onChange={(event) =>
          onChange(event.target.checked, event.nativeEvent instanceof MouseEvent && event.nativeEvent.shiftKey)
        }
      />
    </label>
  );
}
