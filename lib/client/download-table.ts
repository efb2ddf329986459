import { fetchView } from "#lib/client/fetch-view.ts";
import { Problem, signedOut, unreachable } from "#lib/client/problem.ts";
import { readProgress } from "#lib/client/read-progress.ts";
import { saveFile } from "#lib/client/save-file.ts";
import { setSessionEnded } from "#lib/client/session-state.ts";
import type { TableFormat } from "#lib/core/table-files.ts";
import { progressType, type TableProgress } from "#lib/core/table-progress.ts";

export type TableInput = Readonly<Record<string, string | undefined>>;
type Watch = { readonly signal: AbortSignal; readonly onProgress: (progress: TableProgress) => void };

/**
 * Asks for a whole table and hands it to the browser as a file; tells how far it is, and throws a Problem in words when there is
 * none. Answers `stopped` when it was, and `long` where the worker has to make the file.
 */
export async function downloadTable(
  table: string,
  input: TableInput,
  format: TableFormat,
  { signal, onProgress }: Watch,
): Promise<"made" | "stopped" | "long"> {
  const query = new URLSearchParams({ format });
  for (const [name, value] of Object.entries(input)) if (value) query.set(name, value);
  try {
    const response = await fetch(`/api/tables/${table}?${query}`, { signal, headers: { accept: progressType } });
    if (response.status === 401) {
      setSessionEnded(true);
      throw signedOut();
    }
    if (!response.ok || response.body === null) {
      const body = (await response.json().catch(() => null)) as ConstructorParameters<typeof Problem>[0] | null;
      throw body === null ? unreachable() : new Problem(body);
    }
    const made = await readProgress(response.body, onProgress);
    if (made === null) return "long";
    saveFile(made.file, made.name);
    return "made";
  } catch (error) {
    if (signal.aborted) return "stopped";
    throw error instanceof Problem ? error : unreachable();
  }
}

/** Has the browser fetch a file that the worker made; throws a Problem in words where the person may not have it any more. */
export async function downloadFile(fileId: string): Promise<void> {
  await fetchView("table.file", { fileId });
  const link = document.createElement("a");
  link.href = `/api/table-files/${fileId}`;
  link.download = "";
  link.click();
}
