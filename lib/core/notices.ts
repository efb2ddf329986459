import type { Role } from "#lib/core/actors.ts";
import type { ItemState } from "#lib/core/workflow.ts";

/** What people are told of, and how where they did not choose. */
export const noticeKinds = {
  mention: { label: "Somebody mentions you", channel: "mail" },
  comment: { label: "A comment on an item that you follow", channel: "screen" },
  rejected: { label: "An item that you sent is rejected", channel: "mail" },
  returned: { label: "An item that you rejected comes back", channel: "screen" },
  failed: { label: "An export of an item that you follow fails", channel: "mail" },
  held: { label: "An export of an item that you follow is held", channel: "mail" },
  table_ready: { label: "A long table that you exported is ready", channel: "screen" },
  table_failed: { label: "A long table that you exported could not be made", channel: "screen" },
} as const satisfies Record<string, { label: string; channel: NoticeChannel }>;
export type NoticeKind = keyof typeof noticeKinds;
export const noticeKindIds = Object.keys(noticeKinds) as NoticeKind[];

export const noticeChannels = {
  screen: "On screen",
  mail: "On screen and by mail at once",
  daily: "On screen and in the daily summary",
  off: "Not at all",
} as const;
export type NoticeChannel = keyof typeof noticeChannels;
export const noticeChannelIds = Object.keys(noticeChannels) as NoticeChannel[];

export type NoticeSettings = {
  readonly channels: Readonly<Partial<Record<NoticeKind, NoticeChannel>>>;
  readonly hasSummary: boolean;
  /** From this hour of the company's day on. */
  readonly summaryHour: number;
};
export const noticeDefaults: NoticeSettings = { channels: {}, hasSummary: true, summaryHour: 7 };

export function channelOf(settings: NoticeSettings | undefined, kind: NoticeKind): NoticeChannel {
  return settings?.channels[kind] ?? noticeKinds[kind].channel;
}

/** An event of the record about an item, as far as telling people needs it. */
export type Happening = {
  readonly seq: number;
  readonly at: string;
  readonly kind: string;
  readonly itemId: string;
  /** Null for machines. */
  readonly actorId: string | null;
  readonly who: string;
  /** Why, in words, where the event says so. */
  readonly words: string;
  readonly isAgain: boolean;
  /** The comment that the event is about, as it stands now; null where there is none or it was removed. */
  readonly comment: { readonly id: string; readonly text: string; readonly mentions: readonly string[] } | null;
};

/** Who stands how to an item. */
export type Audience = {
  readonly itemId: string;
  readonly projectId: string | null;
  readonly state: ItemState;
  readonly stateAt: string;
  readonly note: string | null;
  readonly followers: readonly { readonly personId: string; readonly since: string }[];
  /** Who sent it last, and who else may not decide on it because they edited it. */
  readonly senders: readonly string[];
  readonly rejecter: string | null;
  readonly acceptor: string | null;
};
type Person = { readonly personId: string; readonly roles: readonly Role[]; readonly projectIds: readonly string[] };

export type NewNotice = {
  readonly personId: string;
  /** The same thing is told once. */
  readonly key: string;
  readonly kind: NoticeKind;
  /** Null where it is about a file. */
  readonly itemId: string | null;
  readonly who: string;
  readonly words: string;
  readonly at: string;
};

const longestWords = 300;
/** A state that is older than this was not made by the event. */
const sameStepMs = 10 * 60_000;

/** Who is told what of one event. Nobody is told of what they did themselves. */
export function noticesOf(happening: Happening, audience: Audience, people: readonly Person[]): readonly NewNotice[] {
  const told = [
    ...ofComment(happening, audience),
    ...ofDecision(happening, audience, people),
    ...ofState(happening, audience),
  ];
  const seen = new Set<string>();
  return told.filter(({ personId, key }) => {
    const isNew = personId !== happening.actorId && !seen.has(`${personId} ${key}`);
    seen.add(`${personId} ${key}`);
    return isNew;
  });
}

const to = (people: readonly string[], notice: Omit<NewNotice, "personId">): NewNotice[] =>
  people.map((personId) => ({ personId, ...notice, words: excerpt(notice.words) }));

function ofComment({ kind, comment, at, who, itemId }: Happening, { followers }: Audience): readonly NewNotice[] {
  if (comment === null) return [];
  const common = { itemId, who, words: comment.text, at };
  const mentioned = to(comment.mentions, { ...common, kind: "mention", key: mentionKey(comment.id) });
  if (kind !== "item.commented") return mentioned;
  const others = followers
    .filter(({ personId, since }) => !comment.mentions.includes(personId) && Date.parse(since) <= Date.parse(at))
    .map(({ personId }) => personId);
  return [...mentioned, ...to(others, { ...common, kind: "comment", key: commentKey(comment.id) })];
}

function ofDecision(happening: Happening, audience: Audience, people: readonly Person[]): readonly NewNotice[] {
  const { seq, at, who, itemId, words } = happening;
  const common = { itemId, who, at, key: `event:${seq}` };
  if (happening.kind === "item.rejected")
    return to(sendersOf(audience, people), { ...common, kind: "rejected", words });
  const isBack = happening.kind === "item.sent" && happening.isAgain && audience.rejecter !== null;
  return isBack
    ? to([audience.rejecter ?? ""], { ...common, kind: "returned", words: "It came back after your rejection." })
    : [];
}

/** Where nobody is known who sent it, the project's managers are told: a rejection must not go unseen. */
function sendersOf({ senders, projectId }: Audience, people: readonly Person[]): readonly string[] {
  const known = people.filter(({ personId }) => senders.includes(personId));
  const managers = people.filter(
    ({ roles, projectIds }) =>
      roles.includes("project_manager") && projectId !== null && projectIds.includes(projectId),
  );
  return (known.length > 0 ? known : managers).map(({ personId }) => personId);
}

function ofState(happening: Happening, audience: Audience): readonly NewNotice[] {
  const reached = reachedState(happening, audience);
  if (!reached) return [];
  const { note, followers, acceptor, itemId } = audience;
  const people = [...new Set([...followers.map(({ personId }) => personId), ...(acceptor === null ? [] : [acceptor])])];
  const common = { itemId, kind: reached.state, key: reached.key, at: happening.at };
  return to(people, { ...common, who: "Countersign", words: note ?? "" });
}

/** The state in which the step that wrote this event left the item, where people have to hear of it; one key for each time. */
export function reachedState(
  { kind, at, itemId }: Happening,
  { state, stateAt }: Audience,
): { readonly state: "failed" | "held"; readonly key: string } | null {
  if (!kind.startsWith("export.") || (state !== "failed" && state !== "held")) return null;
  if (Math.abs(Date.parse(at) - Date.parse(stateAt)) > sameStepMs) return null;
  return { state, key: `${state}:${itemId}:${stateAt}` };
}

/** Who is told of a table that the worker made into a file, or could not; null for every other event. */
export function noticeOfTable({
  kind,
  at,
  actor,
  data,
}: {
  readonly kind: string;
  readonly at: string;
  readonly actor: { readonly kind: string; readonly id?: string };
  readonly data: Readonly<Record<string, unknown>>;
}): NewNotice | null {
  if (typeof data.fileId !== "string") return null;
  const common = { key: `table:${data.fileId}`, itemId: null, who: "Countersign", at };
  const what = `${data.table}, ${String(data.format).toUpperCase()}`;
  if (kind === "table.exported" && actor.id !== undefined) {
    const rows = `${Number(data.rows).toLocaleString("en-US")} rows`;
    return { ...common, personId: actor.id, kind: "table_ready", words: `${what}, ${rows}` };
  }
  if (kind !== "table.failed") return null;
  return { ...common, personId: String(data.personId), kind: "table_failed", words: excerpt(`${what}. ${data.words}`) };
}

export const mentionKey = (commentId: string) => `mention:${commentId}`;
export const commentKey = (commentId: string) => `comment:${commentId}`;

/** The beginning of a text, on one line. */
export function excerpt(text: string, longest = longestWords): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length <= longest ? line : `${line.slice(0, longest - 1).trimEnd()}…`;
}

/** "Ada Kline rejected SC-0001": what a notice says first. */
export function noticeTitle(kind: NoticeKind, who: string, number: string): string {
  switch (kind) {
    case "mention":
      return `${who} mentioned you on ${number}`;
    case "comment":
      return `${who} commented on ${number}`;
    case "rejected":
      return `${who} rejected ${number}`;
    case "returned":
      return `${who} re-sent ${number}`;
    case "failed":
      return `${number} failed to export`;
    case "held":
      return `${number} is held for a person`;
    case "table_ready":
      return "Your export is ready";
    case "table_failed":
      return "Your export could not be made";
  }
}
