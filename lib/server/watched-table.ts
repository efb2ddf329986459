import { type ProgressLine, progressType } from "#lib/core/table-progress.ts";
import type { OnRows } from "#lib/tables/read-table.ts";
import type { TableFile } from "#lib/tables/table-file.ts";

/** A file; an answer that there is instead; that it is too long to be waited for; or null, because nobody wants it any more. */
export type Watched = TableFile | Response | "long" | null;

/**
 * Takes who makes a file, returns an answer that says how far that is and ends with the file, or with the problem of the answer
 * that there is instead. Once nobody reads it, no further page is read from the database.
 */
export function watched(make: (onRows: OnRows) => Promise<Watched>): Response {
  const encoder = new TextEncoder();
  let isLeft = false;
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
    async start(controller) {
      const say = (line: ProgressLine) => controller.enqueue(encoder.encode(`${JSON.stringify(line)}\n`));
      const made = await make((rows, of) => {
        if (!isLeft) say({ rows, of });
        return !isLeft;
      });
      if (isLeft || made === null) return;
      if (made === "long") say({ isLong: true });
      else if (made instanceof Response) say({ problem: await made.json() });
      else {
        say({ file: { name: made.name, type: made.type, size: made.body.byteLength } });
        controller.enqueue(made.body);
      }
      controller.close();
    },
    cancel() {
      isLeft = true;
    },
  });
  return new Response(body, { headers: { "cache-control": "private, no-store", "content-type": progressType } });
}
