"use client";
import { useMutation } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useFileActions } from "#components/files/file-actions.tsx";
import { useTableFiles } from "#components/files/use-table-files.ts";
import { announce } from "#components/ui/announcer.tsx";
import { notify, notifyProblem } from "#components/ui/notices.tsx";
import { downloadFile, downloadTable, type TableInput } from "#lib/client/download-table.ts";
import { type Problem, problemOf } from "#lib/client/problem.ts";
import { useCommand } from "#lib/client/use-command.ts";
import { isOpenFile, type TableFormat, type TableName } from "#lib/core/table-files.ts";
import type { TableProgress } from "#lib/core/table-progress.ts";

const touches = ["table.files"] as const;

/**
 * Makes a file of a table and says how far it is. A short one comes at once, also to whoever goes to another screen meanwhile;
 * a long one is made by the worker, comes when it is ready to whoever is still there, and is kept under Your files.
 */
export function useTableFile(table: TableName, input: TableInput) {
  const actions = useFileActions();
  const { data } = useTableFiles();
  const [progress, setProgress] = useState<TableProgress | null>(null);
  const [askedId, setAskedId] = useState<string | null>(null);
  const running = useRef<AbortController | null>(null);
  const ask = useCommand<{ fileId: string }>(actions.ask, {
    touches,
    onDone: ({ fileId }) => {
      setAskedId(fileId);
      notify({
        title: "The file is made in the background",
        text: "It comes when it is ready, and is kept under Your files.",
      });
    },
    onProblem: notifyProblem,
  });
  const stopAsked = useCommand<{ fileId: string }>(actions.stop, { touches, onProblem: notifyProblem });
  const file = useMutation<void, Problem, TableFormat>({
    mutationFn: async (format) => {
      const control = new AbortController();
      running.current = control;
      const made = await downloadTable(table, input, format, { signal: control.signal, onProgress: setProgress });
      if (made === "long") {
        const given = Object.entries(input).filter((one): one is [string, string] => Boolean(one[1]));
        await ask
          .mutateAsync({ fileId: crypto.randomUUID(), table, format, input: Object.fromEntries(given) })
          .catch(() => {});
      } else announce(made === "made" ? "The file is made" : "The file was stopped");
    },
    onError: notifyProblem,
    onSettled: () => setProgress(null),
  });
  const making = data?.rows.find((one) => one.table === table && isOpenFile(one.state)) ?? null;
  const asked = data?.rows.find(({ id }) => id === askedId) ?? null;
  useEffect(() => {
    if (!asked || isOpenFile(asked.state)) return;
    setAskedId(null);
    if (asked.state === "ready")
      downloadFile(asked.id).then(
        () => announce("The file is made"),
        (error: unknown) => notifyProblem(problemOf(error)),
      );
    else if (asked.state === "failed")
      notify({ title: "The file could not be made", text: asked.note ?? undefined, tone: "bad" });
  }, [asked]);
  return {
    make: file.mutate,
    isMaking: file.isPending || making !== null,
    /** Rows so far; null while nothing is made, or nothing is known of it. */
    progress: progress ?? (making && { rows: making.rows, of: making.of }),
    stop: () => (making ? stopAsked.mutate({ fileId: making.id }) : running.current?.abort()),
  };
}
