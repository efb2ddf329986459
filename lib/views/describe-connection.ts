import type { AuditEvent } from "#lib/core/audit.ts";
import { bad, type EventWords, good, plain } from "#lib/views/event-words.ts";

type Connection = Extract<AuditEvent, { kind: "sage.refresh_asked" | `source.${string}` | `client.${string}` }>;

/** What happened to the ways to Procore and Sage. */
export function describeConnection(event: Connection): EventWords {
  switch (event.kind) {
    case "sage.refresh_asked":
      return plain("Refresh of Sage asked for");
    case "source.hooks_asked":
      return plain("Procore is to tell what happens there");
    case "source.hooks_registered":
      return good(`Procore tells of ${event.resources} kinds of records`, [event.url]);
    case "source.hooks_failed":
      return bad("Procore could not be asked to tell what happens there", [event.words]);
    case "client.code_made":
      return plain(`Enrolment code made for ${event.name}`);
    case "client.enrolled":
      return plain(`Sync client ${event.name} enrolled from ${event.host}`);
    case "client.revoked":
      return bad(`Sync client ${event.name} revoked`);
  }
}
