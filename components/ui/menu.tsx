"use client";
import { Menu as Base } from "@base-ui/react/menu";
import { Check } from "lucide-react";
import { type ReactElement, type ReactNode, useState } from "react";

const item =
  "flex min-h-8 w-full cursor-default items-center gap-2 rounded-sm px-2 text-left outline-none select-none data-disabled:text-ink-3 data-highlighted:bg-accent-soft";

type MenuProps = {
  readonly trigger: ReactElement;
  readonly children: ReactNode;
  /** Left out, the trigger alone opens it. */
  readonly isOpen?: boolean;
  readonly onOpenChange?: (isOpen: boolean) => void;
};

/** Drawn beside its trigger, so that it belongs to the same landmark. */
export function Menu({ trigger, children, isOpen, onOpenChange }: MenuProps) {
  const [place, setPlace] = useState<HTMLElement | null>(null);
  return (
    <Base.Root {...(isOpen === undefined ? {} : { open: isOpen })} onOpenChange={(to) => onOpenChange?.(to)}>
      <Base.Trigger render={trigger} />
      <span ref={setPlace} className="contents" />
      <Base.Portal container={place}>
        <Base.Positioner sideOffset={6} align="end" positionMethod="fixed" className="z-50">
          <Base.Popup className="popup min-w-56 p-1 text-sm outline-none">{children}</Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

export function MenuItem({
  children,
  onPress,
  isDisabled = false,
}: {
  readonly children: ReactNode;
  readonly onPress?: () => void;
  readonly isDisabled?: boolean;
}) {
  return (
    <Base.Item className={item} onClick={onPress} disabled={isDisabled}>
      <span className="size-4" />
      {children}
    </Base.Item>
  );
}

type ChoiceProps<Value extends string> = {
  readonly label: string;
  readonly value: Value;
  readonly options: Readonly<Record<Value, string>>;
  readonly onChange: (value: Value) => void;
};

export function MenuChoice<Value extends string>({ label, value, options, onChange }: ChoiceProps<Value>) {
  return (
    <Base.Group>
      <Base.GroupLabel className="px-2 pt-2 pb-1 text-xs font-medium text-ink-3">{label}</Base.GroupLabel>
      <Base.RadioGroup value={value} onValueChange={onChange}>
        {(Object.entries(options) as [Value, string][]).map(([id, words]) => (
          <Base.RadioItem key={id} value={id} className={item} closeOnClick={false}>
            <span className="size-4">
              <Base.RadioItemIndicator render={<Check aria-hidden="true" className="size-4 text-accent" />} />
            </span>
            {words}
          </Base.RadioItem>
        ))}
      </Base.RadioGroup>
    </Base.Group>
  );
}

export function MenuSwitch({
  label,
  isOn,
  onChange,
}: {
  readonly label: string;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
}) {
  return (
    <Base.CheckboxItem checked={isOn} onCheckedChange={onChange} className={item} closeOnClick={false}>
      <span className="size-4">
        <Base.CheckboxItemIndicator render={<Check aria-hidden="true" className="size-4 text-accent" />} />
      </span>
      {label}
    </Base.CheckboxItem>
  );
}

export function MenuLine() {
  return <Base.Separator className="my-1 h-px bg-line" />;
}
