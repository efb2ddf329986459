import { describe, expect, test } from "vitest";
import {
  type Audience,
  channelOf,
  excerpt,
  type Happening,
  noticeDefaults,
  noticeKindIds,
  noticeKinds,
  noticeOfTable,
  noticesOf,
} from "#lib/core/notices.ts";

const audience: Audience = {
  itemId: "item",
  projectId: "p1",
  state: "ready",
  stateAt: "2026-05-04T10:00:00Z",
  note: null,
  followers: ["ada", "milo"].map((personId) => ({ personId, since: "2026-05-01T10:00:00Z" })),
  senders: ["milo"],
  rejecter: "ada",
  acceptor: null,
};
const people = [
  { personId: "ada", roles: ["accountant"] as const, projectIds: [] },
  { personId: "milo", roles: ["project_manager"] as const, projectIds: ["p1"] },
  { personId: "nora", roles: ["project_manager"] as const, projectIds: ["p1"] },
  { personId: "otto", roles: ["project_manager"] as const, projectIds: ["p2"] },
];
const event = (over: Partial<Happening>): Happening => ({
  seq: 7,
  at: "2026-05-04T10:00:01Z",
  kind: "item.commented",
  itemId: "item",
  actorId: "ada",
  who: "Ada",
  words: "",
  isAgain: false,
  comment: null,
  ...over,
});
const told = (over: Partial<Happening>, of: Partial<Audience> = {}) =>
  noticesOf(event(over), { ...audience, ...of }, people).map(({ personId, kind }) => `${personId} ${kind}`);

describe("a comment", () => {
  const comment = { id: "c", text: "Look", mentions: ["nora"] };
  test("tells those it mentions and those who follow, each once, and never its writer", () => {
    expect(told({ comment })).toEqual(["nora mention", "milo comment"]);
    expect(told({ comment: { ...comment, mentions: ["milo", "ada"] } })).toEqual(["milo mention"]);
  });
  test("is not told to those who follow since later", () => {
    const followers = [{ personId: "milo", since: "2026-05-04T11:00:00Z" }];
    expect(told({ comment }, { followers })).toEqual(["nora mention"]);
  });
  test("that was changed tells only those whom it mentions", () => {
    expect(told({ kind: "item.comment_edited", comment })).toEqual(["nora mention"]);
  });
  test("that was removed tells nobody", () => {
    expect(told({ comment: null })).toEqual([]);
  });
});

describe("a decision", () => {
  test("a rejection tells the sender", () => {
    expect(told({ kind: "item.rejected" })).toEqual(["milo rejected"]);
  });
  test("without a known sender it tells the managers of the project, and of no other", () => {
    expect(told({ kind: "item.rejected" }, { senders: ["gone"] })).toEqual(["milo rejected", "nora rejected"]);
    expect(told({ kind: "item.rejected" }, { senders: [], projectId: null })).toEqual([]);
  });
  test("what comes back tells who rejected it; what is sent the first time tells nobody", () => {
    expect(told({ kind: "item.sent", isAgain: true, actorId: "milo" })).toEqual(["ada returned"]);
    expect(told({ kind: "item.sent", isAgain: false, actorId: "milo" })).toEqual([]);
    expect(told({ kind: "item.sent", isAgain: true, actorId: "milo" }, { rejecter: null })).toEqual([]);
  });
});

describe("an export", () => {
  const failed = { state: "failed", note: "Refused", acceptor: "zoe" } as const;
  test("that failed or is held tells followers and whoever accepted it", () => {
    const machine = { kind: "export.reported", actorId: null };
    expect(told(machine, failed)).toEqual(["ada failed", "milo failed", "zoe failed"]);
    expect(told(machine, { ...failed, state: "held", followers: [] })).toEqual(["zoe held"]);
  });
  test("that did neither, or did so long before, tells nobody", () => {
    expect(told({ kind: "export.reported", actorId: null }, { state: "synced" })).toEqual([]);
    expect(told({ kind: "export.reported", actorId: null }, { ...failed, stateAt: "2026-05-03T10:00:00Z" })).toEqual(
      [],
    );
  });
  test("is told under one key however many events it made", () => {
    const keys = [7, 8].map(
      (seq) => noticesOf(event({ seq, kind: "export.reported" }), { ...audience, ...failed }, [])[0]?.key,
    );
    expect(keys[0]).toBe(keys[1]);
  });
});

test("what nobody chose is as for everybody; what was chosen counts", () => {
  for (const kind of noticeKindIds) expect(channelOf(undefined, kind)).toBe(noticeKinds[kind].channel);
  expect(channelOf({ ...noticeDefaults, channels: { mention: "off" } }, "mention")).toBe("off");
});

test("an excerpt is one line and ends where it was cut", () => {
  expect(excerpt("a\n  b")).toBe("a b");
  expect(excerpt("abcdef", 4)).toBe("abc…");
});

test("a table that the worker made is told to whoever asked for it, one that was made at once to nobody", () => {
  const event = { kind: "table.exported", at: "2026-06-01T10:00:00.000Z", actor: { kind: "person", id: "ada" } };
  const data = { table: "Inbox", format: "csv", rows: 12_345, fileId: "f" };
  expect(noticeOfTable({ ...event, data })).toEqual({
    ...{ key: "table:f", itemId: null, who: "Countersign", at: event.at },
    ...{ personId: "ada", kind: "table_ready", words: "Inbox, CSV, 12,345 rows" },
  });
  expect(noticeOfTable({ ...event, data: { ...data, fileId: undefined } })).toBeNull();
  const failed = { ...event, kind: "table.failed", actor: { kind: "worker" } };
  expect(noticeOfTable({ ...failed, data: { ...data, personId: "ada", words: "It has more rows." } })).toMatchObject({
    ...{ personId: "ada", kind: "table_failed", words: "Inbox, CSV. It has more rows." },
  });
  expect(noticeOfTable({ ...event, kind: "table.stopped", data })).toBeNull();
});
