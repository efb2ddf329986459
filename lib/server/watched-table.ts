import { type ProgressLine, progressType } from "#lib/core/table-progress.ts";
import type { TableFile } from "#lib/server/table-file.ts";
import type { OnRows } from "#lib/server/tables.ts";

/**
 * Takes who makes a file, returns an answer that says how far that is and ends with the file, or with the problem of the answer
 * that there is instead. Once nobody reads it, no further page is read from the database.
 */
export function watched(make: (onRows: OnRows) => Promise<TableFile | Response>): Response {
  const encoder = new TextEncoder();
  let isLeft = false;
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
    async start(controller) {
      const say = (line: ProgressLine) => controller.enqueue(encoder.encode(`${JSON.stringify(line)}\n`));
      const made = await make((rows, of) => {
        if (!isLeft) say({ rows, of });
        return !isLeft;
      });
      if (isLeft) return;
      if (made instanceof Response) say({ problem: await made.json() });
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
