import { Problem, unreachable } from "#lib/client/problem.ts";
import type { ProgressLine, TableProgress } from "#lib/core/table-progress.ts";

const newline = 10;

/**
 * Takes the body of a table that is made while somebody watches, and who is told how far it is; returns the file with its name.
 * Null where the table is too long to be waited for. Throws a Problem in words when there is no file, or when it broke off before
 * its last byte.
 */
export async function readProgress(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  onProgress: (progress: TableProgress) => void,
): Promise<{ readonly name: string; readonly file: Blob } | null> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let line = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) throw unreachable();
    let rest = value;
    for (let end = rest.indexOf(newline); end >= 0; end = rest.indexOf(newline)) {
      const said = JSON.parse(line + decoder.decode(rest.subarray(0, end))) as ProgressLine;
      line = "";
      rest = rest.subarray(end + 1);
      if ("problem" in said) throw new Problem(said.problem);
      if ("isLong" in said) return null;
      if ("file" in said) return { name: said.file.name, file: await readFile(reader, rest, said.file) };
      onProgress(said);
    }
    line += decoder.decode(rest, { stream: true });
  }
}

async function readFile(
  reader: ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>,
  start: Uint8Array<ArrayBuffer>,
  { type, size }: { readonly type: string; readonly size: number },
): Promise<Blob> {
  const parts = [start];
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    parts.push(value);
  }
  const file = new Blob(parts, { type });
  if (file.size !== size) throw unreachable();
  return file;
}
