import type { AuditEvent } from "#lib/core/audit.ts";
import type { ShareEvent } from "#lib/core/share-events.ts";
import type { TokenEvent } from "#lib/core/token-events.ts";
import { type EventWords, plain } from "#lib/views/event-words.ts";
import { minute } from "#lib/views/rows.ts";

export type GivenEvent = TokenEvent | ShareEvent;

/** Of what somebody gave out that opens something: an API token, a link to a project's status. */
export function isGiven(event: AuditEvent): event is GivenEvent {
  return event.kind.startsWith("token.") || event.kind.startsWith("share.");
}

/** What it may do, or shows, is under the sentence; what it is itself is nowhere. */
export function describeGiven(event: GivenEvent): EventWords {
  switch (event.kind) {
    case "token.revoked":
      return plain(`${tokenOf(event)} of ${event.person} revoked`);
    case "token.made": {
      const end = event.expiresAt === null ? "without an end" : `until ${minute(event.expiresAt)} UTC`;
      return plain(`${tokenOf(event)} made, ${end}`, event.rights);
    }
    case "share.revoked":
      return plain(`${shareOf(event)} revoked`);
    case "share.made":
      return plain(`${shareOf(event)} made, until ${minute(event.expiresAt)} UTC`, [
        event.hasMoney ? "With money" : "Without money",
      ]);
  }
}

const tokenOf = ({ name, prefix }: TokenEvent) => `API token “${name}” (${prefix}…)`;
const shareOf = ({ name, project }: ShareEvent) => `Link “${name}” to the status of ${project}`;
