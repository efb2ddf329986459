import type { AuditEvent } from "#lib/core/audit.ts";
import type { TableEvent } from "#lib/core/table-events.ts";
import { tableFormats } from "#lib/core/table-files.ts";
import { bad, type EventWords, plain } from "#lib/views/event-words.ts";

export function isTable(event: AuditEvent): event is TableEvent {
  return event.kind.startsWith("table.");
}

/** What happened to a table that left as a file, in words. */
export function describeTable(event: TableEvent): EventWords {
  const what = `${event.table} as ${tableFormats[event.format].label}`;
  switch (event.kind) {
    case "table.asked":
      return plain(`Asked for ${what}`);
    case "table.exported":
      return plain(
        `Exported ${what}, ${event.rows.toLocaleString("en-US")} ${event.rows === 1 ? "row" : "rows"}`,
        event.about,
      );
    case "table.failed":
      return bad(`${what} was not exported`, [event.words]);
    case "table.stopped":
      return plain(`Export of ${what} stopped`);
    case "table.removed":
      return plain(`Removed ${what}`);
  }
}
