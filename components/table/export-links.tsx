"use client";
import { Download } from "lucide-react";

type Props = {
  readonly table: string;
  /** What the screen was asked: its filters go with the file. */
  readonly input: Readonly<Record<string, string | undefined>>;
};
const formats = { xlsx: "XLSX", csv: "CSV" } as const;

/** The whole table as a file, in the filters of the screen. */
export function ExportLinks({ table, input }: Props) {
  return (
    <span className="inline-flex items-center gap-1" data-screen-only>
      {Object.entries(formats).map(([format, label]) => (
        <a
          key={format}
          href={`/api/tables/${table}?${queryOf(input, format)}`}
          download
          aria-label={`Export as ${label}`}
          className="inline-flex h-8 items-center gap-1.5 rounded-md border border-control bg-surface px-2 font-medium hover:bg-hover"
        >
          <Download aria-hidden="true" className="size-3.5" />
          {label}
        </a>
      ))}
    </span>
  );
}

function queryOf(input: Props["input"], format: string): string {
  const query = new URLSearchParams({ format });
  for (const [name, value] of Object.entries(input)) if (value) query.set(name, value);
  return query.toString();
}
