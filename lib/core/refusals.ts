import { acceptRefusals } from "#lib/core/accept-refusals.ts";
import { accessRefusals, filled } from "#lib/core/access-refusals.ts";
import { documentLinkRefusals } from "#lib/core/document-link-refusals.ts";
import { fileRefusals } from "#lib/core/file-refusals.ts";
import { healthRefusals } from "#lib/core/health-refusals.ts";
import { holdRefusals } from "#lib/core/hold-refusals.ts";
import { mailAcceptRefusals } from "#lib/core/mail-accept-refusals.ts";
import { shareRefusals } from "#lib/core/share-refusals.ts";
import { sourceFileRefusals } from "#lib/core/source-file-refusals.ts";
import { tableRefusals } from "#lib/core/table-refusals.ts";
import { talkRefusals } from "#lib/core/talk-refusals.ts";
import { tokenRefusals } from "#lib/core/token-refusals.ts";

/**
 * Every refusal that the product can give: one sentence that names the thing and the limit, one next step.
 * `{name}` is filled from the refusal's params. Machines read the code, people the words.
 */
export const refusals = {
  ...talkRefusals,
  ...tokenRefusals,
  ...fileRefusals,
  ...sourceFileRefusals,
  ...mailAcceptRefusals,
  ...accessRefusals,
  ...tableRefusals,
  ...acceptRefusals,
  ...shareRefusals,
  "input.invalid": { sentence: "{field}: {problem}", fix: "Correct the value and try again; nothing was lost." },
  "preference.time_zone": {
    sentence: "“{zone}” is no time zone that is known here.",
    fix: "Choose one from the list, like America/Chicago; nothing was changed.",
  },
  "item.moved": {
    sentence: "{who} was first: the item is now “{state}” (since {when}).",
    fix: "Look at the item again before deciding.",
  },
  "item.state": {
    sentence: "“{gesture}” is not possible while the item is “{state}”.",
    fix: "Look at the item's record to see what happened.",
  },
  "item.changed": {
    sentence: "The item changed since you looked: a new version, other export fields, or new data from Sage.",
    fix: "Look at it again before deciding; nothing was decided.",
  },
  ...holdRefusals,
  "item.blocked": {
    sentence: "{count} finding(s) block this item: {first}",
    fix: "Clear the finding, or reject the item with it as the reason.",
  },
  "item.not_rendered": {
    sentence: "The export document cannot be made: {problem}",
    fix: "Correct the export fields, or reject the item.",
  },
  "item.unknown": {
    sentence: "There is no such item.",
    fix: "It may belong to another company; go back to the inbox.",
  },
  "item.not_sent": {
    sentence: "{number} was not sent to accounting yet.",
    fix: "Assign it when it is in the inbox.",
  },
  "assign.person": {
    sentence: "{name} does not decide on items of this company.",
    fix: "Choose an accountant of the list.",
  },
  "assign.closed": {
    sentence: "{name} cannot decide on {number}: {why}.",
    fix: "Choose another accountant.",
  },
  "view.unknown": {
    sentence: "There is no such view, or it is not shared with you.",
    fix: "Choose another view; whoever made it may have deleted it.",
  },
  "view.not_yours": {
    sentence: "“{name}” belongs to {owner}.",
    fix: "Save it under another name as a view of your own.",
  },
  "view.changed": {
    sentence: "Somebody else changed “{name}” since you opened it; nothing was saved.",
    fix: "Open the view again, or save yours under another name.",
  },
  "view.taken": {
    sentence: "There is a view “{name}” already.",
    fix: "Choose another name.",
  },
  "view.limit": {
    sentence: "You have {count} views, the most that one person can have.",
    fix: "Delete one that you do not need.",
  },
  "batch.unknown": {
    sentence: "There is no such batch.",
    fix: "It may belong to another company; go to Batches in the outbox.",
  },
  "decision.reused": {
    sentence: "This decision id was already used with other content.",
    fix: "Reload the item and decide again.",
  },
  "reject.reason": {
    sentence: "A rejection needs a reason or a text.",
    fix: "Pick a reason or write what has to change.",
  },
  "outbox.released": {
    sentence: "The item was released at {when} and can no longer be taken back.",
    fix: "Wait for Sage's answer; a wrong commitment is undone by Unlink.",
  },
  "unlink.still_in_erp": {
    sentence: "{erpId} is still in Sage.",
    fix: "Delete it in Sage; Countersign notices and then opens the item by itself.",
  },
  "unlink.children": {
    sentence: "{children} belongs to {number} and would lose it.",
    fix: "Unlink what belongs to it first, the newest first; take back what is in the outbox.",
  },
  "unlink.closed": {
    sentence: "{number} cannot be unlinked. {reason}",
    fix: "Correct it in Sage's way: with another document of the opposite amount.",
  },
  "unlink.asked": {
    sentence: "Unlink of {number} was asked for already; Sage is being watched.",
    fix: "Delete {erpId} in Sage, or withdraw Unlink.",
  },
  "unlink.not_asked": {
    sentence: "Unlink of {number} is not asked for.",
    fix: "Look at the item's record: somebody withdrew it, or it is done.",
  },
  ...documentLinkRefusals,
  "unlink.gone": {
    sentence: "{erpId} is no longer in Sage.",
    fix: "Wait a moment: the item opens by itself.",
  },
  ...healthRefusals,
  "reconcile.moved": {
    sentence: "The figures of {project} changed since you looked; nothing was signed.",
    fix: "Look at them again before you sign.",
  },
  "reconcile.unexplained": {
    sentence: "{amount} is unexplained, and a signature needs to say why.",
    fix: "Write a note, or look at the records behind Unexplained first.",
  },
  "project.unlinked": {
    sentence: "{project} has no job in Sage.",
    fix: "Import its job, or accept the project as a new job, first.",
  },
  "import.changed": {
    sentence: "{code} changed since you looked: it is “{state}” now.",
    fix: "Look at it again; nothing was done.",
  },
  "import.state": {
    sentence: "“{gesture}” is not possible while {code} is “{state}”.",
    fix: "Look at the record to see what happened.",
  },
  "import.blocked": { sentence: "{first}", fix: "{fix}" },
  "import.flows_in": {
    sentence: "{type} flow into Procore by themselves.",
    fix: "Nothing to do; change them in Sage.",
  },
  "import.same": { sentence: "{code} is in Procore as Sage has it.", fix: "Nothing to do until it changes in Sage." },
  "import.gone": { sentence: "{code} is gone from Sage.", fix: "Archive it." },
  "import.off": { sentence: "{reason}", fix: "An administrator changes it in Settings." },
  "import.unconnected": {
    sentence: "The company is not connected to Procore.",
    fix: "An administrator sets up the connection.",
  },
  "import.again": { sentence: "{reason}", fix: "Settle that first, or leave it as it is." },
  "import.undo_closed": { sentence: "{code} cannot be unlinked. {reason}", fix: "Correct it in Sage." },
  "import.undo_exported": {
    sentence: "{code} was not imported: it was exported from Procore, or linked here.",
    fix: "Unlink its item, or take the link off where it was made.",
  },
  "import.undo_below": {
    sentence: "{below} belongs to {code} and would lose it.",
    fix: "Unlink what belongs to it first, the newest first.",
  },
  "vendor.moved": {
    sentence: "{who} was first: {name} is now {now} ({at}, UTC).",
    fix: "Look at it again before you decide.",
  },
  "vendor.taken": {
    sentence: "{sageVendor} is already linked to {company}, by {who} ({at}, UTC).",
    fix: "Unlink it there first, or choose another vendor.",
  },
  "vendor.not_in_sage": {
    sentence: "{sageVendor} is not among the vendors read from Sage.",
    fix: "Check the id, or wait until Sage was read again.",
  },
  "vendor.not_certain": {
    sentence: "The pair with {sageVendor} is not certain any more: it was linked, refused or changed since.",
    fix: "Look at it under “Needs a look”.",
  },
  "vendor.not_linked": {
    sentence: "The company is not linked to {sageVendor} any more.",
    fix: "Look at it again: somebody changed the link.",
  },
  "vendor.file": { sentence: "The file cannot be read: {problem}", fix: "{next}." },
  "vendor.file_changed": {
    sentence: "What the file would do changed since the dry run: links, companies or vendors are others now.",
    fix: "Look at the dry run again, then import.",
  },
  "periods.moved": {
    sentence: "Somebody else changed the accounting periods since you looked; nothing was saved.",
    fix: "Reload the page and change them again.",
  },
  "person.self": {
    sentence: "Nobody changes their own roles, projects or access.",
    fix: "Another administrator does it.",
  },
  "person.not_admin": {
    sentence: "You are no administrator of this company any more.",
    fix: "Ask another administrator.",
  },
  "person.known": {
    sentence: "{email} belongs to this company already.",
    fix: "Change the person in the list; somebody disabled can be enabled there.",
  },
  "person.unknown": {
    sentence: "There is no such person in this company.",
    fix: "Reload the page; somebody may have changed the list.",
  },
  "person.disabled": {
    sentence: "{name} is disabled and cannot sign in.",
    fix: "Enable the person first.",
  },
  "person.elsewhere": {
    sentence: "{name} belongs to another company here too; a link of this company would open that one.",
    fix: "They sign in with the password they have, or with single sign-on.",
  },
  "password.link": {
    sentence: "This link is not valid: it was used, is older than a day, or was replaced by a newer one.",
    fix: "Ask an administrator of your company for a new link.",
  },
  "project.linked": {
    sentence: "{project} is linked to job {job} already, by {who} ({at}, UTC).",
    fix: "Look at it again; to link it to another job, unlink it first.",
  },
  "project.not_linked": {
    sentence: "The project is not linked to job {job} any more.",
    fix: "Look at it again: somebody changed the link.",
  },
  "project.under_way": {
    sentence: "{number} of this project is “{state}”: it is on its way to Sage.",
    fix: "Take it back in the outbox, or wait until Sage has answered, then link.",
  },
  "project.standing": {
    sentence: "{project} has {count} in Sage under job {job} or on the way there, {number} among them.",
    fix: "Unlink or take back each of them first; the link stays as long as one stands on it.",
  },
  "project.imported": {
    sentence: "{project} or what belongs to it was imported from job {job}.",
    fix: "Unlink it on Imports, what belongs to it first.",
  },
  "job.taken": {
    sentence: "Job {job} is already linked to {project}, by {who} ({at}, UTC).",
    fix: "Unlink it there first, or choose another job.",
  },
  "job.not_in_sage": {
    sentence: "{job} is not among the jobs read from Sage.",
    fix: "Check the id, or wait until Sage was read again.",
  },
  "job.under_way": {
    sentence: "Job {job} is being made in Sage for {project}.",
    fix: "Choose another job, or wait until that project is linked.",
  },
  "client.enrolment": {
    sentence: "The enrolment code is not valid.",
    fix: "Make a new code in Settings; a code works once, for ten minutes.",
  },
  "sage.away": {
    sentence: "No sync client can read Sage just now.",
    fix: "Look at Sync health: start the sync client on the Sage server, or Sage itself, then refresh again.",
  },
  "server.busy": {
    sentence: "The database did not answer in time.",
    fix: "Try again; your decision is safe to repeat.",
  },
} as const satisfies Record<string, { sentence: string; fix: string }>;

export type RefusalCode = keyof typeof refusals;
export type Refusal = {
  readonly code: RefusalCode;
  readonly params: Readonly<Record<string, string>>;
  /** Lines under the sentence, for example the findings that block. */
  readonly details?: readonly string[];
};

/** The refusal in words for a person: `{ sentence, fix }` with the params filled in. */
export function wordsOf(refusal: Refusal): { sentence: string; fix: string } {
  return filled(refusals[refusal.code], refusal.params);
}

/** Sentence and fix in one line: the reason on a control that is drawn disabled. */
export function reasonOf(refusal: Refusal): string {
  const { sentence, fix } = wordsOf(refusal);
  return `${sentence} ${fix}`;
}
