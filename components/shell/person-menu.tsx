"use client";
import { ChevronDown } from "lucide-react";
import { useState } from "react";
import { useKeyRegistry } from "#components/keys/key-registry.tsx";
import { useGo } from "#components/shell/use-go.ts";
import { Menu } from "#components/ui/menu.tsx";
import type { MenuEntry } from "#components/ui/menu-popup.tsx";
import { type Density, densities, setPreference, type Theme, themes } from "#lib/client/preferences.ts";
import { signOut } from "#lib/client/sign-out.ts";
import { roleLabels } from "#lib/core/actors.ts";
import { permissions } from "#lib/core/permissions.ts";
import type { ShellView } from "#lib/views/screens.ts";

type Props = {
  readonly person: ShellView["person"];
  readonly theme: Theme;
  readonly density: Density;
  readonly onDensity: (density: Density) => void;
  readonly onTime: () => void;
  readonly onHelp: () => void;
};

export function PersonMenu({ person, theme: firstTheme, density: firstDensity, onDensity, onTime, onHelp }: Props) {
  const [theme, setTheme] = useState(firstTheme);
  const [density, setDensity] = useState(firstDensity);
  const { hasLetters, setLetters } = useKeyRegistry();
  const go = useGo();
  const initials = person.name
    .split(/\s+/)
    .map((word) => word[0])
    .slice(0, 2)
    .join("");
  const trigger = (
    <button
      type="button"
      aria-label={`${person.name}, preferences and sign-out`}
      className="inline-flex h-8 items-center gap-1.5 rounded-md px-1.5 hover:bg-hover"
    >
      <span
        aria-hidden="true"
        className="inline-flex size-6 items-center justify-center rounded-full bg-accent-soft text-2xs font-semibold text-accent"
      >
        {initials}
      </span>
      <span className="max-w-36 truncate max-lg:hidden">{person.name}</span>
      <ChevronDown aria-hidden="true" className="size-3.5 text-ink-3 max-lg:hidden" />
    </button>
  );
  const readsDelegations = person.roles.some((role) =>
    permissions["delegation.read"].roles.some((one) => one === role),
  );
  const entries: readonly MenuEntry[] = [
    { kind: "words", words: <Who person={person} /> },
    { kind: "line" },
    choiceOf("Theme", theme, themes, (next) => {
      setTheme(next);
      setPreference("theme", next);
    }),
    choiceOf("Rows", density, densities, (next) => {
      setDensity(next);
      setPreference("density", next);
      onDensity(next);
    }),
    { kind: "line" },
    { kind: "switch", words: "Single-letter keys", isOn: hasLetters, onChange: setLetters },
    itemOf("Time zone and dates", onTime),
    ...(readsDelegations ? [itemOf("Delegations", () => go("/delegations"))] : []),
    itemOf("Your files", () => go("/files")),
    itemOf("API tokens", () => go("/tokens")),
    itemOf("Show or change the keys", onHelp),
    { kind: "line" },
    itemOf("Sign out", () => void signOut()),
  ];
  return <Menu trigger={trigger} entries={entries} />;
}

const itemOf = (words: string, onPress: () => void): MenuEntry => ({ kind: "item", words, onPress });
const choiceOf = <Value extends string>(
  label: string,
  value: Value,
  options: Readonly<Record<Value, string>>,
  onChange: (value: Value) => void,
): MenuEntry => ({ kind: "choice", label, value, options, onChange: (next) => onChange(next as Value) });

function Who({ person }: Pick<Props, "person">) {
  return (
    <div className="px-2 py-1.5">
      <p className="font-medium">{person.name}</p>
      <p className="text-xs text-ink-2">{person.email}</p>
      <p className="text-xs text-ink-2">{person.roles.map((role) => roleLabels[role]).join(", ")}</p>
    </div>
  );
}
