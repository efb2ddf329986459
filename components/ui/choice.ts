/** What a select and a combobox take. */
export type Option = { readonly id: string; readonly label: string };
export type SelectProps = {
  readonly label: string;
  readonly value: string | null;
  readonly options: readonly Option[];
  /** The words for "no choice". */
  readonly none: string;
  readonly onChange: (value: string | null) => void;
};

export type ComboboxProps = {
  readonly label: string;
  readonly placeholder: string;
  readonly value: string | null;
  readonly options: readonly Option[];
  readonly empty: string;
  readonly onChange: (value: string | null) => void;
  /** What is typed, for options that are asked for. */
  readonly onWords?: (words: string) => void;
  readonly className?: string;
};

export function selectLook(value: string | null): string {
  return `inline-flex h-7 max-w-52 items-center gap-1.5 rounded-md border px-2 text-sm hover:bg-hover ${value ? "border-accent bg-accent-faint" : "border-control bg-surface"}`;
}

export function comboboxLook(value: string | null, className = "w-44"): string {
  return `inline-flex h-7 items-center rounded-md border ${className} ${value ? "border-accent bg-accent-faint" : "border-control bg-surface"}`;
}
