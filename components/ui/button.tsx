"use client";
import { LoaderCircle } from "lucide-react";
import { type MouseEvent, type ReactNode, useId } from "react";
import { Kbd } from "#components/keys/kbd.tsx";
import type { ShortcutId } from "#components/keys/shortcuts.ts";
import { useKeyMap } from "#components/keys/use-key-map.ts";
import { tipOf } from "#components/ui/tip.tsx";

const looks = {
  primary: "bg-accent-fill text-on-accent border-transparent hover:bg-accent-hover",
  danger: "bg-bad-fill text-on-accent border-transparent hover:opacity-90",
  plain: "bg-surface text-ink border-control hover:bg-hover",
  ghost: "bg-transparent text-ink border-transparent hover:bg-hover",
} as const;
const off = "bg-sunken text-ink-3 border-line-strong cursor-not-allowed";
const sizes = { sm: "h-7 px-2 text-xs gap-1.5", md: "h-8 px-3 text-sm gap-2", icon: "size-7 justify-center" } as const;

type Props = {
  readonly children: ReactNode;
  readonly onPress?: (() => void) | undefined;
  readonly look?: keyof typeof looks;
  readonly size?: keyof typeof sizes;
  readonly type?: "button" | "submit";
  /** For buttons that show only an icon. */
  readonly label?: string | undefined;
  readonly shortcut?: ShortcutId | undefined;
  /** Why the button is off and whom to ask; a button is never grey without it. */
  readonly reason?: string | null | undefined;
  readonly isBusy?: boolean;
  readonly className?: string;
};

/** A button; when off it stays focusable and says why, in a tooltip and to screen readers. */
export function Button({
  children,
  onPress,
  look = "plain",
  size = "md",
  type = "button",
  label,
  shortcut,
  reason,
  isBusy = false,
  className = "",
}: Props) {
  const id = useId();
  const keys = useKeyMap();
  const isOff = reason !== null && reason !== undefined;
  const isDead = isOff || isBusy;
  const press = (event: MouseEvent) => {
    // It stays focusable when off; a form is not sent by it then.
    if (isDead) event.preventDefault();
    else onPress?.();
  };
  return (
    <>
      <button
        type={type}
        aria-disabled={isDead || undefined}
        aria-label={label}
        aria-busy={isBusy || undefined}
        aria-keyshortcuts={shortcut ? ariaKeys(keys[shortcut]) : undefined}
        aria-describedby={isOff ? id : undefined}
        onClick={press}
        {...tipOf(reason ?? label ?? null)}
        className={`inline-flex shrink-0 items-center rounded-md border font-medium whitespace-nowrap ${sizes[size]} ${isOff ? off : looks[look]} ${className}`}
      >
        {isBusy ? <LoaderCircle aria-hidden="true" className="size-3.5 animate-spin" /> : null}
        {children}
        {shortcut ? <Kbd of={shortcut} isOnFill={(look === "primary" || look === "danger") && !isOff} /> : null}
      </button>
      {isOff ? (
        <span id={id} className="unseen">
          {reason}
        </span>
      ) : null}
    </>
  );
}

function ariaKeys(keys: readonly string[]): string | undefined {
  return keys.map((key) => key.replace("Mod+", "Control+")).join(" ") || undefined;
}
