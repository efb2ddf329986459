"use client";
import { Search } from "lucide-react";
import { useRef } from "react";
import { Kbd } from "#components/keys/kbd.tsx";
import { useKeys } from "#components/keys/key-registry.tsx";

type Props = {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly className?: string;
};

/** The screen's own search, as typed; `/` goes there. */
export function SearchBox({ label, value, onChange, className = "w-72" }: Props) {
  const ref = useRef<HTMLInputElement>(null);
  useKeys({ filter: () => ref.current?.select() });
  return (
    <search className={`relative inline-flex h-7 items-center max-sm:w-full ${className}`}>
      <Search aria-hidden="true" className="pointer-events-none absolute left-2 size-3.5 text-ink-3" />
      <input
        ref={ref}
        type="search"
        aria-label={label}
        placeholder={label}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => (event.key === "Escape" ? event.currentTarget.blur() : undefined)}
        className="h-full w-full rounded-md border border-control bg-surface pr-8 pl-7 max-md:text-[1rem]"
      />
      <span className="pointer-events-none absolute right-2">
        <Kbd of="filter" />
      </span>
    </search>
  );
}
