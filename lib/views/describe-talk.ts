import type { TalkEvent } from "#lib/core/talk-events.ts";

/** What people said or asked to be told, as a sentence; the words themselves are in the conversation. */
export function describeTalk(event: TalkEvent): { words: string; details: readonly string[] } {
  switch (event.kind) {
    case "item.commented":
      return {
        words: event.line ? `Commented on ${event.line}` : "Commented",
        details: [...mentioned(event), ...named(event)],
      };
    case "item.comment_edited":
      return { words: "Changed a comment", details: mentioned(event) };
    case "item.comment_removed":
      return { words: "Removed a comment", details: named(event) };
    case "item.comment_file_removed":
      return { words: `Removed the file ${event.name} from a comment`, details: [`SHA-256 ${event.sha256}`] };
    case "item.followed":
      return { words: "Follows the item", details: [] };
    case "item.unfollowed":
      return { words: "Follows the item no longer", details: [] };
    case "notice.settings_changed":
      return { words: "Chose how to be told", details: [`Before: ${said(event.before)}`, `Now: ${said(event.after)}`] };
    case "webhook.added":
      return { words: `Webhook added: ${event.url}`, details: event.events };
    case "webhook.changed":
      return { words: `Webhook ${event.isOn ? "changed" : "turned off"}: ${event.url}`, details: event.events };
    case "webhook.sent_again":
      return { words: `${event.event} put up for sending again to ${event.url}`, details: [] };
    case "mail.sent_again":
      return { words: `Mail to ${event.address} put up for sending again`, details: [event.subject] };
  }
}

const said = (settings: Readonly<Record<string, unknown>>) => JSON.stringify(settings);

function named({ files = [] }: { readonly files?: readonly { name: string; sha256: string }[] }): readonly string[] {
  return files.map(({ name, sha256 }) => `File ${name}, SHA-256 ${sha256}`);
}

function mentioned({ mentions }: { readonly mentions: readonly string[] }): readonly string[] {
  return mentions.length === 0 ? [] : [`Mentions ${mentions.join(", ")}`];
}
