import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aCompany, type TestCompany, type TestRole } from "#drizzle/factories/company.ts";
import { anItem } from "#drizzle/factories/item.ts";
import { aProject } from "#drizzle/factories/people.ts";
import { aComment } from "#drizzle/factories/talk.ts";
import { codeOf, demand, openTestBed, type TestBed } from "#drizzle/factories/test-bed.ts";
import { editComment } from "#lib/commands/edit-comment.ts";
import { followItem } from "#lib/commands/follow-item.ts";
import { removeComment } from "#lib/commands/remove-comment.ts";
import { writeComment } from "#lib/commands/write-comment.ts";
import { sha256 } from "#lib/db/hash.ts";
import { itemTalk } from "#lib/queries/item-talk.ts";

let bed: TestBed;
let company: TestCompany;
beforeAll(async () => {
  bed = await openTestBed();
  company = await aCompany(bed.owner);
});
afterAll(() => bed.close());

const talk = async (itemId: string, role: TestRole = "accountant", limit = 50) =>
  demand(await itemTalk.execute(bed.app, company.principal(role), { itemId, limit }));
const isOlder = (commentId: string) =>
  bed.owner.execute(sql`update comment set created_at = created_at - interval '11 minutes' where id = ${commentId}`);

describe("a comment", () => {
  test("is read by everybody who may read the item, with the line it is about; the record has its hash", async () => {
    const { id } = await anItem(bed.app, company);
    const [, line] = (await bed.view(company, id)).lines;
    await aComment(bed.app, company, id, { by: "project_manager", text: "Which code?", lineKey: line?.key ?? "" });
    const seen = await talk(id);
    expect(seen.comments).toMatchObject([{ who: "Milo Santos", text: "Which code?", line: "Line 2, 26-020 SUB" }]);
    expect(seen.followers).toEqual(["Milo Santos"]);
    expect((await talk(id, "auditor")).comments).toHaveLength(1);
    const [event] = await bed.owner
      .execute(sql`select data from audit_event where item_id = ${id} and kind = 'item.commented'`)
      .then(({ rows }) => rows);
    expect(event?.data).toMatchObject({ sha256: sha256("Which code?"), line: "Line 2, 26-020 SUB" });
    expect(JSON.stringify(event?.data)).not.toContain("Which code?");
  });

  test("sent twice is one; the same id with other words is refused", async () => {
    const { id: itemId } = await anItem(bed.app, company);
    const input = { itemId, commentId: randomUUID(), text: "Once", lineKey: null, mentions: [] };
    const write = (text: string) => writeComment.execute(bed.app, company.principal("accountant"), { ...input, text });
    expect(codeOf(await write("Once"))).toBeNull();
    expect(codeOf(await write("Once"))).toBeNull();
    expect(codeOf(await write("Twice"))).toBe("comment.reused");
    expect((await talk(itemId)).comments.map(({ text }) => text)).toEqual(["Once"]);
  });

  test("is refused to an auditor, on a line that is not there, without words, and in a foreign project", async () => {
    const { id: itemId } = await anItem(bed.app, company);
    const input = { itemId, commentId: randomUUID(), text: "Words", lineKey: null, mentions: [] };
    const write = (role: TestRole, over: object) =>
      writeComment.execute(bed.app, company.principal(role), { ...input, ...over });
    expect(codeOf(await write("auditor", {}))).toBe("access.role");
    expect(codeOf(await write("accountant", { lineKey: "none" }))).toBe("item.changed");
    expect(codeOf(await write("accountant", { text: "  " }))).toBe("input.invalid");
    const { actor } = company.principal("project_manager");
    const elsewhere = { companyId: company.id, actor: { ...actor, projectIds: [] } };
    expect(codeOf(await writeComment.execute(bed.app, elsewhere, input))).toBe("access.project");
    expect((await talk(itemId)).comments).toEqual([]);
  });

  test("older ones than a page are told of, and come when asked for", async () => {
    const { id } = await anItem(bed.app, company);
    for (const text of ["1", "2", "3"]) await aComment(bed.app, company, id, { text });
    const page = await talk(id, "accountant", 2);
    expect([page.comments.map(({ text }) => text), page.hasOlder]).toEqual([["2", "3"], true]);
    expect((await talk(id, "accountant", 3)).hasOlder).toBe(false);
  });
});

describe("mentions", () => {
  test("name people who may read the item, and nobody else", async () => {
    const { id: itemId } = await anItem(bed.app, company);
    const { people } = company;
    await aComment(bed.app, company, itemId, { mentions: [people.project_manager.id] });
    expect((await talk(itemId)).comments[0]?.mentions).toEqual(["Milo Santos"]);
    const far = await aProject(bed.owner, company.id, "24-09", "Far Away");
    await bed.owner.execute(sql`update item set project_id = ${far.id} where id = ${itemId}`);
    const input = {
      itemId,
      commentId: randomUUID(),
      text: "Words",
      lineKey: null,
      mentions: [people.project_manager.id],
    };
    expect(codeOf(await writeComment.execute(bed.app, company.principal("accountant"), input))).toBe("comment.mention");
    expect((await talk(itemId)).people.map(({ name }) => name)).not.toContain("Milo Santos");
  });
});

describe("an own comment", () => {
  test("is changed and removed within ten minutes, and shows it", async () => {
    const { id } = await anItem(bed.app, company);
    const { commentId } = await aComment(bed.app, company, id);
    const principal = company.principal("accountant");
    demand(await editComment.execute(bed.app, principal, { commentId, text: "Other words", mentions: [] }));
    expect((await talk(id)).comments).toMatchObject([{ text: "Other words", editedAt: expect.any(String) }]);
    demand(await removeComment.execute(bed.app, principal, { commentId }));
    expect((await talk(id)).comments).toMatchObject([{ text: "", removedAt: expect.any(String), openUntil: null }]);
    expect(codeOf(await removeComment.execute(bed.app, principal, { commentId }))).toBe("comment.unknown");
    expect((await bed.kinds(id)).slice(-3)).toEqual(["item.commented", "item.comment_edited", "item.comment_removed"]);
  });

  test("stays as it is later, and for everybody else", async () => {
    const { id } = await anItem(bed.app, company);
    const { commentId } = await aComment(bed.app, company, id);
    const edit = { commentId, text: "Other words", mentions: [] };
    expect(codeOf(await editComment.execute(bed.app, company.principal("admin"), edit))).toBe("comment.not_yours");
    await isOlder(commentId);
    for (const outcome of [
      await editComment.execute(bed.app, company.principal("accountant"), edit),
      await removeComment.execute(bed.app, company.principal("accountant"), { commentId }),
    ])
      expect(codeOf(outcome)).toBe("comment.late");
    expect((await talk(id)).comments).toMatchObject([{ text: "Please look at the codes.", openUntil: null }]);
  });
});

test("following is turned on and off by the person; a comment does not turn it on again", async () => {
  const { id: itemId } = await anItem(bed.app, company);
  const follow = (isOn: boolean) => followItem.execute(bed.app, company.principal("admin"), { itemId, isOn });
  demand(await follow(true));
  demand(await follow(true));
  expect((await talk(itemId, "admin")).isFollowing).toBe(true);
  demand(await follow(false));
  await aComment(bed.app, company, itemId, { by: "admin" });
  expect((await talk(itemId, "admin")).isFollowing).toBe(false);
  const own = (await bed.kinds(itemId)).filter((kind) => kind.includes("follow"));
  expect(own).toEqual(["item.followed", "item.unfollowed"]);
});
