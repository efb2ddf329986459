import type { AuditEvent } from "#lib/core/audit.ts";
import { alarmWords } from "#lib/core/causes.ts";
import { holdWords } from "#lib/core/holds.ts";
import { reasonLabel } from "#lib/core/rejection.ts";
import type { RunEvent } from "#lib/core/run-events.ts";
import type { TableEvent } from "#lib/core/table-events.ts";
import { isTalk, type TalkEvent } from "#lib/core/talk-events.ts";
import { causeEventWords } from "#lib/views/cause-lines.ts";
import { describeChain } from "#lib/views/describe-chain.ts";
import { describeConnection } from "#lib/views/describe-connection.ts";
import { describeDocumentLink } from "#lib/views/describe-document-link.ts";
import { describeGiven, type GivenEvent, isGiven } from "#lib/views/describe-given.ts";
import { describeRules, isRules, type RulesEvent } from "#lib/views/describe-rules.ts";
import { describeRun, isRun } from "#lib/views/describe-run.ts";
import { describeTable, isTable } from "#lib/views/describe-table.ts";
import { describeTalk } from "#lib/views/describe-talk.ts";
import { describeVerdict } from "#lib/views/describe-verdict.ts";
import { bad, type EventWords, good, plain, wait } from "#lib/views/event-words.ts";
import { formatAmount } from "#lib/views/format.ts";
import { minute } from "#lib/views/rows.ts";

/** An audit event as a sentence for people, with what was said verbatim under it. */
export function describeEvent(event: AuditEvent): EventWords {
  if (isTable(event)) return describeTable(event);
  if (isTalk(event)) return { ...describeTalk(event), tone: "neutral" };
  if (isRules(event) || isRun(event)) return isRun(event) ? describeRun(event) : describeRules(event);
  if (isGiven(event)) return describeGiven(event);
  switch (event.kind) {
    case "item.received":
      return plain(`Received ${event.number} from Procore, ${formatAmount(event.amount)}`);
    case "item.revised":
      return plain(
        `Changed in Procore: version ${event.revision}, ${formatAmount(event.amountBefore)} → ${formatAmount(event.amount)}`,
      );
    case "item.gone":
      return bad("Deleted in Procore");
    case "item.sent":
      return plain(event.isAgain ? "Re-sent to accounting" : "Sent to accounting");
    case "item.fields_saved":
      return plain("Export fields saved", [...changes(event.before, event.after), ...reasonIn(event)]);
    case "item.accepted":
      return plain(
        `${event.isRetry ? "Accepted again" : "Accepted"} as ${event.erpId}, ${formatAmount(event.amount)}`,
        [`Document ${event.sha256}`, ...(event.firstSignature ? [`First signature by ${event.firstSignature}`] : [])],
      );
    case "item.signed":
      return plain(`First signature as ${event.erpId}, ${formatAmount(event.amount)}; a second one is needed`, [
        `Document ${event.sha256}`,
      ]);
    case "item.rejected": {
      const labels = event.reasons.map(reasonLabel);
      return bad("Rejected", event.text ? [...labels, event.text] : labels);
    }
    case "item.taken_back":
    case "item.signature_taken_back":
    case "item.retrieved":
      return plain(undone[event.kind]);
    case "item.assigned":
      return plain(event.name === null ? "Assigned to nobody" : `Assigned to ${event.name}`, [
        `Before: ${event.before ?? "nobody"}`,
      ]);
    case "item.voided":
      return wait(`Acceptance voided: version ${event.revision} came from Procore before release`);
    case "item.reopened":
      return wait(`Reopened: version ${event.revision} has more than went to Sage`);
    case "item.held":
      return wait(
        `Held ${holdWords(event.until, event.at && `${minute(event.at)} UTC`)}${event.isAgain ? ", otherwise than before" : ""}`,
        event.note ? [event.note] : [],
      );
    case "item.hold_lifted":
      return plain("Hold lifted", event.reason ? [event.reason] : []);
    case "item.unlink_asked":
      return wait(`Unlink asked for: Sage is watched until ${event.erpId} is deleted there`);
    case "item.unlink_withdrawn":
      return plain(`Unlink withdrawn: ${event.erpId} stays linked`);
    case "item.unlinked":
    case "item.linked":
    case "item.record_refused":
    case "item.refusal_withdrawn":
      return plain(...describeDocumentLink(event));
    default:
      return describeExport(event);
  }
}

const undone = {
  "item.taken_back": "Taken back from the outbox",
  "item.signature_taken_back": "First signature taken back",
  "item.retrieved": "Retrieved by the project",
} as const;
const reasonIn = ({ reason }: { readonly reason?: string }) => (reason === undefined ? [] : [`Reason: ${reason}`]);

type Rest = Exclude<
  AuditEvent,
  TableEvent | TalkEvent | RulesEvent | GivenEvent | RunEvent | { kind: `item.${string}` }
>;

function describeExport(event: Rest): EventWords {
  switch (event.kind) {
    case "export.release_advanced":
      return plain("Released at once");
    case "export.released":
      return plain("Released from the outbox");
    case "export.waiting":
      return wait("Waiting", [event.reason]);
    case "export.stopped":
      return bad("Stopped before release", [event.reason]);
    case "export.leased":
      return plain(`Handed to ${event.client || "the sync client"}, attempt ${event.fence}`);
    case "export.lease_expired":
      return wait(`No answer to attempt ${event.fence}: outcome unknown, Sage is asked first`);
    case "export.reported":
      return describeVerdict(event.verdict, event.isLate);
    case "export.proved":
      return good(`Synced: ${event.erpId} was read back from Sage and equals what was accepted`);
    case "export.alarm":
      return bad(`Alarm: ${alarmWords[event.alarm]} (attempt ${event.fence})`);
    case "export.resolved":
      return plain(`Settled: ${settled[event.as]}`);
    case "export.written_back":
      return good(`Procore shows ${event.originId} as synced`);
    case "export.origin_removed":
      return good(`Procore no longer shows ${event.originId} as synced`);
    case "export.write_back_refused":
      return bad("Procore refused the Sage id", [event.words]);
    case "payment.told":
      return good(
        `Procore shows ${event.amount} as paid; Sage has paid ${event.paid}, before ${event.before ?? "nothing"} was shown`,
      );
    case "payment.refused":
      return bad(`Procore refused the payment: Sage has paid ${event.paid}`, [event.words]);
    default:
      return describeAdministration(event);
  }
}

const settled = { adopt: "found in Sage", send_again: "not in Sage, sent again", give_up: "stopped" } as const;

type Import = Extract<AuditEvent, { kind: `import.${string}` }>;
const answerWords = {
  take: "Sage's value taken as known",
  change_order: "A change order is to be made for what Sage changed",
  restore: "What was accepted is to be restored in Sage",
} as const;
type Links = Exclude<Rest, { kind: `export.${string}` | `payment.${string}` }>;

function describeAdministration(event: Links): EventWords {
  switch (event.kind) {
    case "project.linked":
      return plain(`Linked project ${event.name} to job ${event.job}`);
    case "project.unlinked":
      return plain(`Unlinked project ${event.name} from job ${event.job}`);
    case "project.costs_switched":
      return plain(`Costs of project ${event.name} ${event.isOn ? "flow" : "no longer flow"} into Procore`);
    case "vendor.linked":
      return plain(`Linked ${event.name} to Sage vendor ${event.sageVendor}`);
    case "vendor.unlinked":
      return plain(`Unlinked ${event.name} from Sage vendor ${event.sageVendor}`);
    case "vendor.refused":
      return plain(`${event.name} is not Sage vendor ${event.sageVendor}: not proposed again`);
    case "vendor.refusal_withdrawn":
      return plain(`${event.name} may be Sage vendor ${event.sageVendor} again`);
    case "vendor.link_confirmed":
      return plain(`Link of ${event.name} to Sage vendor ${event.sageVendor} confirmed as it is now`, [
        ...(event.before === event.name ? [] : [`In Procore: ${event.before} → ${event.name}`]),
        ...(event.sageBefore === event.sageName ? [] : [`In Sage: ${event.sageBefore} → ${event.sageName}`]),
      ]);
    case "sage_vendor.archived":
      return plain(`Archived Sage vendor ${event.sageVendor} ${event.name}`);
    case "sage_vendor.restored":
      return plain(`Restored Sage vendor ${event.sageVendor} ${event.name}`);
    default:
      return describeCompany(event);
  }
}

type Administration = Exclude<Links, { kind: `vendor.${string}` | `project.${string}` | `sage_vendor.${string}` }>;

function describeCompany(event: Administration): EventWords {
  switch (event.kind) {
    case "settings.changed":
      return plain(`Settings changed: ${event.note}`, changes(event.before, event.after));
    case "grants.changed":
      return plain(`Can push to accounting, ${event.name}: ${event.after.join(", ") || "nothing"}`, [
        `Before: ${event.before.join(", ") || "nothing"}`,
      ]);
    case "batch.accepted":
      return good(`Batch ${event.number} accepted: ${event.count} items, ${event.amount}`, [
        `Hash total ${event.hashTotal}`,
      ]);
    case "difference.opened":
      return bad(
        event.isAgain
          ? `Sage changed ${event.erpId} again`
          : `Sage shows ${event.erpId} otherwise than it was accepted`,
        event.columns.map(
          ({ row, label, accepted, found }) =>
            `${[row, label].filter(Boolean).join(" ")}: ${accepted || "empty"} → ${found || "empty"}`,
        ),
      );
    case "cause.muted":
    case "cause.assigned":
      return plain(...causeEventWords(event));
    case "difference.answered":
      return wait(answerWords[event.answer], event.note ? [event.note] : []);
    case "difference.closed":
      return good("Sage shows again what was accepted");
    case "reconcile.signed":
      return good(`Signed off ${event.project} up to ${event.upTo}`, event.note ? [event.note] : []);
    case "view.saved":
    case "view.deleted":
    case "preference.saved":
      return describeOwn(event);
    case "chain.verify_asked":
    case "chain.verified":
    case "replay.ended":
      return describeChain(event);
    case "sage.refresh_asked":
    case "source.hooks_asked":
    case "source.hooks_registered":
    case "source.hooks_failed":
    case "client.code_made":
    case "client.enrolled":
    case "client.revoked":
      return describeConnection(event);
    case "session.signed_in":
      return plain(`${event.name} signed in`);
    case "session.refused":
      return bad(`Sign-in refused for ${event.email}`);
    case "seeded":
      return plain(event.words);
    case "person.added":
    case "person.changed":
    case "person.link_made":
    case "person.password_set":
      return describePerson(event);
    default:
      return describeImport(event);
  }
}

type Own = Extract<AuditEvent, { kind: `view.${string}` | "preference.saved" }>;
const ownScreens = {
  columns: "columns of the inbox",
  density: "row height",
  timeZone: "time zone",
  dateFormat: "date format",
  keys: "keys",
} as const;

function describeOwn(event: Own): EventWords {
  if (event.kind === "preference.saved") return plain(`Own ${ownScreens[event.what]} changed`);
  const whose = event.isShared ? "shared view" : "own view";
  const verb = event.kind === "view.deleted" ? "deleted" : event.isNew ? "saved" : "changed";
  return plain(`${whose[0]?.toUpperCase()}${whose.slice(1)} “${event.name}” ${verb}`);
}

function describePerson(event: Extract<AuditEvent, { kind: `person.${string}` }>): EventWords {
  switch (event.kind) {
    case "person.added":
      return plain(`Added ${event.name} (${event.email}) as ${event.roles.join(", ")}`, event.projects);
    case "person.changed":
      return plain(`Changed ${event.name}`, changes(event.before, event.after));
    case "person.link_made":
      return plain(`Link to set a password made for ${event.name}`);
    case "person.password_set":
      return plain(`${event.name} set a password with a link`);
  }
}

function describeImport(event: Import): EventWords {
  if (event.kind === "import.flowed") {
    const rest = event.count - event.keys.length;
    const keys = event.keys.join(", ") + (rest > 0 ? ` and ${rest} more` : "");
    return good(`${event.type}: ${event.count} written into Procore by themselves`, [keys]);
  }
  const record = `${event.type} ${event.code} ${event.name}`.trim();
  switch (event.kind) {
    case "import.asked":
      return plain(`Import asked for: ${record}`);
    case "import.archived":
      return plain(`Archived: ${record}`);
    case "import.restored":
      return plain(`Restored: ${record}`);
    case "import.undo_asked":
      return plain(`Unlink of an import asked for: ${record}`);
    case "import.done":
      return good(`Imported: ${record}`, [`Read back from Procore as ${event.sourceId}`]);
    case "import.undone":
      return good(`Import unlinked: ${record}`, [`Procore's record ${event.sourceId} stays without a tie`]);
    case "import.failed":
      return bad(`Failed to Import: ${record}`, [event.words]);
    case "import.undo_failed":
      return bad(`Import not unlinked: ${record}`, [event.words]);
  }
}

function changes(before: Readonly<Record<string, unknown>>, after: Readonly<Record<string, unknown>>): string[] {
  const text = (value: unknown) =>
    value === undefined || value === "" ? "empty" : typeof value === "string" ? value : JSON.stringify(value);
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]))
    .map((key) => `${key}: ${text(before[key])} → ${text(after[key])}`);
}
