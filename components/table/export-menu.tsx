"use client";
import { Download, LoaderCircle } from "lucide-react";
import { useState } from "react";
import { useKeys } from "#components/keys/key-registry.tsx";
import { count } from "#components/money/count.ts";
import { useGo } from "#components/shell/use-go.ts";
import { useTableFile } from "#components/table/use-table-file.ts";
import { Menu } from "#components/ui/menu.tsx";
import type { MenuEntry } from "#components/ui/menu-popup.tsx";
import type { TableInput } from "#lib/client/download-table.ts";
import { retention } from "#lib/core/retention.ts";
import type { TableName } from "#lib/core/table-files.ts";
import type { TableProgress } from "#lib/core/table-progress.ts";

type Props = {
  readonly table: TableName;
  /** What the screen was asked: its filters go with the file. */
  readonly input?: TableInput;
  /** What is exported, where a screen has more than one table. */
  readonly noun?: string;
  /** Beside a list that has the key already. */
  readonly isUndermost?: boolean;
  readonly isSmall?: boolean;
};

const farWords = ({ rows, of }: TableProgress): string =>
  of !== null && of >= rows ? `${rows.toLocaleString("en-US")} of ${count(of, "row")}` : `${count(rows, "row")} so far`;

/** The whole table as a file, in the filters of the screen: a workbook or plain rows. */
export function ExportMenu({ table, input = {}, noun, isUndermost = false, isSmall = false }: Props) {
  const [isOpen, setOpen] = useState(false);
  const { make, isMaking, progress, stop } = useTableFile(table, input);
  const go = useGo();
  useKeys({ exportTable: () => setOpen(true) }, { isUndermost });
  const Icon = isMaking ? LoaderCircle : Download;
  const trigger = (
    <button
      type="button"
      aria-label={`Export${noun ? ` ${noun}` : ""}${progress ? `: ${farWords(progress)}` : ""}`}
      aria-keyshortcuts="Control+E"
      aria-busy={isMaking || undefined}
      data-screen-only
      className={`inline-flex shrink-0 items-center gap-1.5 rounded-md border border-control bg-surface font-medium hover:bg-hover ${isSmall ? "h-7 px-2 text-xs" : "h-8 px-2.5"}`}
    >
      <Icon aria-hidden="true" className={`size-3.5 ${isMaking ? "animate-spin" : ""}`} />
      <span className={isSmall ? "max-sm:hidden" : ""}>{progress ? farWords(progress) : "Export"}</span>
    </button>
  );
  const words = (
    <p className="max-w-64 px-2 pt-1 pb-1.5 text-xs text-ink-2">
      A file has all rows of {noun ?? "the list"} in its filter. A long one is made in the background and kept{" "}
      {retention.tableFiles.days} days under Your files.
    </p>
  );
  const entries: readonly MenuEntry[] = [
    { kind: "item", words: "Workbook (XLSX)", isDisabled: isMaking, onPress: () => make("xlsx") },
    { kind: "item", words: "Plain rows (CSV)", isDisabled: isMaking, onPress: () => make("csv") },
    ...(isMaking ? [{ kind: "item", words: "Stop making the file", onPress: stop } as const] : []),
    { kind: "item", words: "Your files", onPress: () => go("/files") },
    { kind: "line" },
    { kind: "item", words: "Print this page", onPress: () => window.setTimeout(() => window.print(), 0) },
    { kind: "words", words },
  ];
  return <Menu trigger={trigger} entries={entries} isOpen={isOpen} onOpenChange={setOpen} />;
}
