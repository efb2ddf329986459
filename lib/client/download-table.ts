import { Problem, signedOut, unreachable } from "#lib/client/problem.ts";
import { readProgress } from "#lib/client/read-progress.ts";
import { saveFile } from "#lib/client/save-file.ts";
import { setSessionEnded } from "#lib/client/session-state.ts";
import { progressType, type TableProgress } from "#lib/core/table-progress.ts";

export type TableFormat = "xlsx" | "csv";
export type TableInput = Readonly<Record<string, string | undefined>>;
type Watch = { readonly signal: AbortSignal; readonly onProgress: (progress: TableProgress) => void };

/**
 * Asks for a whole table and hands it to the browser as a file; tells how far it is, and throws a Problem in words when there is
 * none. Answers false when it was stopped.
 */
export async function downloadTable(
  table: string,
  input: TableInput,
  format: TableFormat,
  { signal, onProgress }: Watch,
): Promise<boolean> {
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
    const { name, file } = await readProgress(response.body, onProgress);
    saveFile(file, name);
    return true;
  } catch (error) {
    if (signal.aborted) return false;
    throw error instanceof Problem ? error : unreachable();
  }
}
