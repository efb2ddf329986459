"use client";
import { useMutation } from "@tanstack/react-query";
import { Download, LoaderCircle } from "lucide-react";
import { useState } from "react";
import { useKeys } from "#components/keys/key-registry.tsx";
import { Menu, MenuItem } from "#components/ui/menu.tsx";
import { notifyProblem } from "#components/ui/notices.tsx";
import { downloadTable, type TableFormat, type TableInput } from "#lib/client/download-table.ts";
import type { Problem } from "#lib/client/problem.ts";

type Props = {
  readonly table: string;
  /** What the screen was asked: its filters go with the file. */
  readonly input?: TableInput;
  /** What is exported, where a screen has more than one table. */
  readonly noun?: string;
  /** Beside a list that has the key already. */
  readonly isUndermost?: boolean;
  readonly isSmall?: boolean;
};

/** The whole table as a file, in the filters of the screen: a workbook or plain rows. */
export function ExportMenu({ table, input = {}, noun, isUndermost = false, isSmall = false }: Props) {
  const [isOpen, setOpen] = useState(false);
  const file = useMutation<void, Problem, TableFormat>({
    mutationFn: (format) => downloadTable(table, input, format),
    onError: notifyProblem,
  });
  useKeys({ exportTable: () => setOpen(true) }, { isUndermost });
  const Icon = file.isPending ? LoaderCircle : Download;
  const trigger = (
    <button
      type="button"
      aria-label={noun ? `Export ${noun}` : "Export"}
      aria-keyshortcuts="Control+E"
      aria-busy={file.isPending || undefined}
      data-screen-only
      className={`inline-flex shrink-0 items-center gap-1.5 rounded-md border border-control bg-surface font-medium hover:bg-hover ${isSmall ? "h-7 px-2 text-xs" : "h-8 px-2.5"}`}
    >
      <Icon aria-hidden="true" className={`size-3.5 ${file.isPending ? "animate-spin" : ""}`} />
      <span className={isSmall ? "max-sm:hidden" : ""}>Export</span>
    </button>
  );
  return (
    <Menu trigger={trigger} isOpen={isOpen} onOpenChange={setOpen}>
      <MenuItem onPress={() => file.mutate("xlsx")}>Workbook (XLSX)</MenuItem>
      <MenuItem onPress={() => file.mutate("csv")}>Plain rows (CSV)</MenuItem>
      <MenuItem onPress={() => window.setTimeout(() => window.print(), 0)}>Print this page</MenuItem>
      <p className="max-w-64 px-2 pt-1 pb-1.5 text-xs text-ink-2">
        A file has all rows of {noun ?? "the list"} in its filter, up to 50,000.
      </p>
    </Menu>
  );
}
