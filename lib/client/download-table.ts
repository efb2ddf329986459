import { Problem, signedOut, unreachable } from "#lib/client/problem.ts";
import { setSessionEnded } from "#lib/client/session-state.ts";

export type TableFormat = "xlsx" | "csv";
export type TableInput = Readonly<Record<string, string | undefined>>;

/** Asks for a whole table and hands it to the browser as a file; throws a Problem in words when there is none. */
export async function downloadTable(table: string, input: TableInput, format: TableFormat): Promise<void> {
  const query = new URLSearchParams({ format });
  for (const [name, value] of Object.entries(input)) if (value) query.set(name, value);
  const response = await fetch(`/api/tables/${table}?${query}`).catch(() => null);
  if (response === null) throw unreachable();
  if (response.status === 401) {
    setSessionEnded(true);
    throw signedOut();
  }
  if (!response.ok) {
    const body = (await response.json().catch(() => null)) as ConstructorParameters<typeof Problem>[0] | null;
    throw body === null ? unreachable() : new Problem(body);
  }
  const named = /filename="([^"]+)"/.exec(response.headers.get("content-disposition") ?? "")?.[1];
  save(await response.blob(), named ?? `${table}.${format}`);
}

function save(file: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  // The browser takes the file over before the address is given back.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
