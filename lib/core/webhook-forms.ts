import { excerpt } from "#lib/core/notices.ts";
import type { WebhookEvent } from "#lib/core/webhook-events.ts";

/** What an address outside is told in. */
export const webhookForms = {
  countersign: {
    name: "Signed JSON",
    label: "Countersign: signed JSON",
    hint: "For a program of yours; it checks the signature.",
  },
  slack: {
    name: "Slack",
    label: "Slack: a message in a channel",
    hint: "The address of an incoming webhook, https://hooks.slack.com/…; whoever has it can write to the channel.",
  },
  teams: {
    name: "Microsoft Teams",
    label: "Microsoft Teams: a card in a channel or chat",
    hint: "The address of a workflow that begins “When a Teams webhook request is received”; whoever has it can write there.",
  },
} as const;
export type WebhookForm = keyof typeof webhookForms;
export const webhookFormIds = Object.keys(webhookForms) as [WebhookForm, ...WebhookForm[]];

/** A message to people: a sentence, what it is about, and where to read on. */
export type HookMessage = { readonly sentence: string; readonly about: readonly string[]; readonly url: string | null };

type Told = {
  readonly number: string;
  readonly title: string;
  readonly project: string | null;
  readonly erpId: string;
  readonly url: string;
};

/** An event in the words of a message; `amount` has its currency. */
export function messageOf(event: WebhookEvent, who: string, item: Told, amount: string): HookMessage {
  const { number, title, project, url } = item;
  const about = [title === number ? "" : title, project === null ? "" : `Project ${project}`, amount];
  return {
    sentence: sentenceOf(event, who, item),
    about: about.filter((one) => one !== "").map((one) => excerpt(one)),
    url,
  };
}

function sentenceOf(event: WebhookEvent, who: string, { number, erpId }: Told): string {
  switch (event) {
    case "item.sent":
      return `${who} sent ${number} to accounting`;
    case "item.accepted":
      return `${who} accepted ${number}`;
    case "item.rejected":
      return `${who} rejected ${number}`;
    case "item.commented":
      return `${who} commented on ${number}`;
    case "export.proved":
      return `${number} is Synced as ${erpId}`;
    case "export.failed":
      return `${number} failed to export`;
    case "export.held":
      return `${number} is held for a person`;
    case "item.unlinked":
      return `${number} is unlinked`;
    case "difference.opened":
      return `${number} was changed in Sage`;
  }
}

/** The body of a message for Slack or Teams. */
export function bodyOf(form: Exclude<WebhookForm, "countersign">, message: HookMessage): string {
  return JSON.stringify(form === "slack" ? slackBody(message) : teamsBody(message));
}

/** Slack reads `&`, `<` and `>` as its own signs: "<!channel>" would call everybody. */
const forSlack = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** An incoming webhook's message: `text` for notifications, one section that is shown (at most 3,000 signs). */
function slackBody({ sentence, about, url }: HookMessage) {
  const said = forSlack(excerpt(sentence));
  const head = url === null ? `*${said}*` : `*<${forSlack(url)}|${said}>*`;
  const shown = [head, about.map(forSlack).join(" · ")].filter((line) => line !== "").join("\n");
  return {
    text: said,
    unfurl_links: false,
    unfurl_media: false,
    blocks: [{ type: "section", text: { type: "mrkdwn", text: shown } }],
  };
}

/**
 * A Teams workflow's message: one Adaptive Card. What people wrote is in text runs, which know no Markdown, so that no title
 * becomes a link.
 */
function teamsBody({ sentence, about, url }: HookMessage) {
  const line = (text: string, look: object) => ({
    type: "RichTextBlock",
    inlines: [{ type: "TextRun", text, ...look }],
  });
  const content = {
    $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
    type: "AdaptiveCard",
    version: "1.4",
    fallbackText: excerpt(sentence),
    body: [line(excerpt(sentence), { weight: "bolder" }), ...about.map((one) => line(one, { isSubtle: true }))],
    ...(url === null ? {} : { actions: [{ type: "Action.OpenUrl", title: "Open in Countersign", url }] }),
  };
  return {
    type: "message",
    attachments: [{ contentType: "application/vnd.microsoft.card.adaptive", contentUrl: null, content }],
  };
}

/** What an answer means for one form: the words of a final no, or why it is not taken for a yes; null: as its status says. */
export function answerProblem(
  form: WebhookForm,
  status: number,
  said: string,
): { readonly isFinal: boolean; readonly words: string } | null {
  if (form === "countersign") return null;
  const words = excerpt(said, 120);
  if (final.includes(status))
    return {
      isFinal: true,
      words: `It answered ${status}${words === "" ? "" : `, “${words}”`}: the address or the message is not taken.`,
    };
  if (form === "slack" && status === 200 && said.trim() !== "ok")
    return { isFinal: false, words: "It answered 200 without “ok”, as Slack would; is it a Slack webhook?" };
  return null;
}
/** Slack: invalid_payload, action_prohibited, no_service, channel_is_archived; Teams: a wrong or revoked signature, a card too large. */
const final: readonly number[] = [400, 401, 403, 404, 410, 413];

const longestWaitSeconds = 24 * 3600;
/** How long `Retry-After` asks to wait, in seconds, from a number or a date; null where it asks for nothing that can be read. */
export function retryAfter(header: string | undefined, nowMs: number): number | null {
  if (header === undefined) return null;
  const seconds = /^\d+$/.test(header.trim()) ? Number(header) : Math.ceil((Date.parse(header) - nowMs) / 1000);
  return Number.isFinite(seconds) ? Math.min(Math.max(seconds, 1), longestWaitSeconds) : null;
}

/** An address as people see it: one that is itself the key to a channel is not shown whole, nor kept in the record. */
export function shownAddress(form: WebhookForm, url: string): string {
  if (form === "countersign") return url;
  // Who is named before the host is part of the key, too.
  const [, scheme = "", host = "", rest = ""] = /^(\w+:\/\/)(?:[^/?#]*@)?([^/?#]+)([^#]*)/.exec(url) ?? [];
  return `${scheme}${host}/…${rest.slice(-4)}`;
}
