"use client";
import { useMutation } from "@tanstack/react-query";
import { Download, LoaderCircle } from "lucide-react";
import { useRef, useState } from "react";
import { useKeys } from "#components/keys/key-registry.tsx";
import { count } from "#components/money/count.ts";
import { announce } from "#components/ui/announcer.tsx";
import { Menu, MenuItem } from "#components/ui/menu.tsx";
import { notifyProblem } from "#components/ui/notices.tsx";
import { downloadTable, type TableFormat, type TableInput } from "#lib/client/download-table.ts";
import type { Problem } from "#lib/client/problem.ts";
import type { TableProgress } from "#lib/core/table-progress.ts";

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

/** Makes a file and says how far it is; it comes also to whoever goes to another screen meanwhile. */
function useTableFile(table: string, input: TableInput) {
  const [progress, setProgress] = useState<TableProgress | null>(null);
  const running = useRef<AbortController | null>(null);
  const stop = () => running.current?.abort();
  const file = useMutation<boolean, Problem, TableFormat>({
    mutationFn: (format) => {
      const control = new AbortController();
      running.current = control;
      return downloadTable(table, input, format, { signal: control.signal, onProgress: setProgress });
    },
    onSuccess: (isMade) => announce(isMade ? "The file is made" : "The file was stopped"),
    onError: notifyProblem,
    onSettled: () => setProgress(null),
  });
  return { file, progress, stop };
}

const farWords = ({ rows, of }: TableProgress): string =>
  of !== null && of >= rows ? `${rows.toLocaleString("en-US")} of ${count(of, "row")}` : `${count(rows, "row")} so far`;

/** The whole table as a file, in the filters of the screen: a workbook or plain rows. */
export function ExportMenu({ table, input = {}, noun, isUndermost = false, isSmall = false }: Props) {
  const [isOpen, setOpen] = useState(false);
  const { file, progress, stop } = useTableFile(table, input);
  useKeys({ exportTable: () => setOpen(true) }, { isUndermost });
  const Icon = file.isPending ? LoaderCircle : Download;
  const trigger = (
    <button
      type="button"
      aria-label={`Export${noun ? ` ${noun}` : ""}${progress ? `: ${farWords(progress)}` : ""}`}
      aria-keyshortcuts="Control+E"
      aria-busy={file.isPending || undefined}
      data-screen-only
      className={`inline-flex shrink-0 items-center gap-1.5 rounded-md border border-control bg-surface font-medium hover:bg-hover ${isSmall ? "h-7 px-2 text-xs" : "h-8 px-2.5"}`}
    >
      <Icon aria-hidden="true" className={`size-3.5 ${file.isPending ? "animate-spin" : ""}`} />
      <span className={isSmall ? "max-sm:hidden" : ""}>{progress ? farWords(progress) : "Export"}</span>
    </button>
  );
  return (
    <Menu trigger={trigger} isOpen={isOpen} onOpenChange={setOpen}>
      <MenuItem isDisabled={file.isPending} onPress={() => file.mutate("xlsx")}>
        Workbook (XLSX)
      </MenuItem>
      <MenuItem isDisabled={file.isPending} onPress={() => file.mutate("csv")}>
        Plain rows (CSV)
      </MenuItem>
      {file.isPending ? <MenuItem onPress={stop}>Stop making the file</MenuItem> : null}
      <MenuItem onPress={() => window.setTimeout(() => window.print(), 0)}>Print this page</MenuItem>
      <p className="max-w-64 px-2 pt-1 pb-1.5 text-xs text-ink-2">
        A file has all rows of {noun ?? "the list"} in its filter, up to 50,000.
      </p>
    </Menu>
  );
}
