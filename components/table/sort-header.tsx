"use client";
import { ArrowDown, ArrowUp } from "lucide-react";

type Props = {
  readonly label: string;
  readonly direction: "asc" | "desc" | null;
  readonly onSort: (direction: "asc" | "desc") => void;
  readonly className?: string;
  readonly isFigure?: boolean;
};

/** A heading that sorts; the direction is shown and said. Goes inside `<th aria-sort>`. */
export function SortHeader({ label, direction, onSort, isFigure = false }: Props) {
  const Icon = direction === "asc" ? ArrowUp : ArrowDown;
  return (
    <button
      type="button"
      onClick={() => onSort(direction === "desc" ? "asc" : "desc")}
      className={`-mx-1 inline-flex h-6 max-w-full items-center gap-1 rounded-sm px-1 font-[inherit] hover:bg-hover hover:text-ink ${isFigure ? "flex-row-reverse" : ""} ${direction ? "text-ink" : ""}`}
    >
      <span className="truncate">{label}</span>
      <Icon aria-hidden="true" className={`size-3 shrink-0 ${direction ? "" : "invisible"}`} />
    </button>
  );
}

export function ariaSort(direction: "asc" | "desc" | null): "ascending" | "descending" | "none" {
  if (direction === null) return "none";
  return direction === "asc" ? "ascending" : "descending";
}
