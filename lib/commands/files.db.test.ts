import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aCompany, type TestCompany, type TestRole } from "#drizzle/factories/company.ts";
import { anItem } from "#drizzle/factories/item.ts";
import { aComment, aFile, aSentFile } from "#drizzle/factories/talk.ts";
import { codeOf, demand, openTestBed, type TestBed } from "#drizzle/factories/test-bed.ts";
import { addFile } from "#lib/commands/add-file.ts";
import { removeComment } from "#lib/commands/remove-comment.ts";
import { removeFile } from "#lib/commands/remove-file.ts";
import { writeComment } from "#lib/commands/write-comment.ts";
import { readFilePart } from "#lib/db/comment-files.ts";
import { row, sqlState, withCompany } from "#lib/db/database.ts";
import { sha256 } from "#lib/db/hash.ts";
import { itemFile } from "#lib/queries/item-file.ts";
import { itemTalk } from "#lib/queries/item-talk.ts";

let bed: TestBed;
let company: TestCompany;
beforeAll(async () => {
  bed = await openTestBed();
  company = await aCompany(bed.owner);
});
afterAll(() => bed.close());

const talk = async (itemId: string, role: TestRole = "accountant") =>
  demand(await itemTalk.execute(bed.app, company.principal(role), { itemId }));
const read = (fileId: string, role: TestRole = "accountant") =>
  itemFile.execute(bed.app, company.principal(role), { fileId });
const add = (itemId: string, over: object = {}, role: TestRole = "accountant") =>
  addFile.execute(bed.app, company.principal(role), {
    ...{ itemId, fileId: randomUUID(), name: "a.txt", content: btoa("words") },
    ...over,
  });
const remove = (fileId: string, role: TestRole = "accountant") =>
  removeFile.execute(bed.app, company.principal(role), { fileId });
const part = (fileId: string, position: number) =>
  withCompany(bed.app, company.id, (tx) => readFilePart(tx, company.id, fileId, position));
const eventsOf = async (itemId: string) =>
  (
    await bed.owner.execute(
      sql`select kind, data from audit_event where item_id = ${itemId} and kind like 'item.comment%' order by seq`,
    )
  ).rows;

describe("a file", () => {
  test("is its person's alone until the comment is sent; then everybody's who may read the item, with its hash in the record", async () => {
    const { id: itemId } = await anItem(bed.app, company);
    const { fileId } = await aFile(bed.app, company, itemId, { name: "../Scan.exe", content: "%PDF-1.4\nwords" });
    const seen = { id: fileId, name: "Scan.exe.pdf", kind: "pdf", size: 14, isRemoved: false };
    expect((await talk(itemId)).unsent).toEqual([seen]);
    expect((await talk(itemId, "project_manager")).unsent).toEqual([]);
    expect(codeOf(await read(fileId))).toBeNull();
    expect(codeOf(await read(fileId, "project_manager"))).toBe("file.unknown");
    expect(codeOf(await remove(fileId, "project_manager"))).toBe("file.unknown");
    expect(await eventsOf(itemId)).toEqual([]);
    await aComment(bed.app, company, itemId, { fileIds: [fileId] });
    const after = await talk(itemId, "auditor");
    expect([after.unsent, after.comments.map(({ files }) => files)]).toEqual([[], [[seen]]]);
    expect(codeOf(await read(fileId, "auditor"))).toBeNull();
    const files = [{ name: "Scan.exe.pdf", sha256: sha256("%PDF-1.4\nwords") }];
    expect(await eventsOf(itemId)).toMatchObject([{ kind: "item.commented", data: { files } }]);
  });

  test("of several parts comes back as it was", async () => {
    const { id: itemId } = await anItem(bed.app, company);
    const content = Buffer.alloc(2_500_000, "line\n");
    const { fileId } = await aFile(bed.app, company, itemId, { name: "long.txt", content });
    const parts = await Promise.all([0, 1, 2, 3].map((position) => part(fileId, position)));
    expect(parts[3]).toBeNull();
    expect(sha256(Buffer.concat(parts.flatMap((one) => one ?? [])))).toBe(sha256(content));
  });

  test("is read by nobody in another project", async () => {
    const { id: itemId } = await anItem(bed.app, company);
    const { fileId } = await aSentFile(bed.app, company, itemId);
    const { actor } = company.principal("project_manager");
    const elsewhere = { companyId: company.id, actor: { ...actor, projectIds: [] } };
    expect(codeOf(await itemFile.execute(bed.app, elsewhere, { fileId }))).toBe("access.project");
    expect(codeOf(await read(fileId, "project_manager"))).toBeNull();
  });

  test("is refused when it is empty, too large, of another kind, or an auditor's", async () => {
    const { id: itemId } = await anItem(bed.app, company);
    expect(codeOf(await add(itemId, { content: "" }))).toBe("file.empty");
    const most = Buffer.alloc(20 * 1024 * 1024, "x");
    expect(codeOf(await add(itemId, { content: most.toString("base64") }))).toBeNull();
    const more = await add(itemId, { content: Buffer.concat([most, most.subarray(0, 1)]).toString("base64") });
    expect(codeOf(more)).toBe("file.large");
    expect(codeOf(await add(itemId, { name: "a.pdf", content: btoa("MZ\u0000") }))).toBe("file.kind");
    expect(codeOf(await add(itemId, {}, "auditor"))).toBe("access.role");
    expect(codeOf(await add(randomUUID()))).toBe("item.unknown");
    expect((await talk(itemId)).unsent).toHaveLength(1);
  });

  test("that comes twice is one; another under its id is refused", async () => {
    const { id: itemId } = await anItem(bed.app, company);
    const fileId = randomUUID();
    const codes = [];
    for (const content of ["one", "one", "two"])
      codes.push(codeOf(await add(itemId, { fileId, content: btoa(content) })));
    expect(codes).toEqual([null, null, "file.reused"]);
    expect(codeOf(await add(itemId, { fileId, content: btoa("one") }, "admin"))).toBe("file.reused");
  });

  test("is the tenth at most, also when twelve come at once", async () => {
    const { id: itemId } = await anItem(bed.app, company);
    const codes = await Promise.all(Array.from({ length: 12 }, async () => codeOf(await add(itemId))));
    expect(codes.toSorted()).toEqual(["file.many", "file.many", ...Array.from({ length: 10 }, () => null)].toSorted());
    expect((await talk(itemId)).unsent).toHaveLength(10);
  });
});

describe("a comment", () => {
  test("takes only files of its writer that are not sent yet, of this item", async () => {
    const { id: itemId } = await anItem(bed.app, company);
    const { id: other } = await anItem(bed.app, company);
    const wrong = [
      (await aFile(bed.app, company, itemId, { by: "admin" })).fileId,
      (await aFile(bed.app, company, other)).fileId,
      (await aSentFile(bed.app, company, itemId)).fileId,
      randomUUID(),
    ];
    const { fileId } = await aFile(bed.app, company, itemId);
    const input = { itemId, commentId: randomUUID(), text: "Words", lineKey: null, mentions: [] };
    const write = (fileIds: readonly string[]) =>
      writeComment.execute(bed.app, company.principal("accountant"), { ...input, fileIds });
    for (const one of wrong) expect(codeOf(await write([fileId, one]))).toBe("file.unknown");
    expect((await talk(itemId)).unsent.map(({ id }) => id)).toEqual([fileId]);
    expect(codeOf(await write([fileId, fileId]))).toBeNull();
    expect((await talk(itemId)).comments.at(-1)?.files.map(({ id }) => id)).toEqual([fileId]);
  });

  test("that is removed loses its files' bytes; that there were such files stays, in the conversation and in the record", async () => {
    const { id: itemId } = await anItem(bed.app, company);
    const { fileId } = await aFile(bed.app, company, itemId);
    const { commentId } = await aComment(bed.app, company, itemId, { fileIds: [fileId] });
    demand(await removeComment.execute(bed.app, company.principal("accountant"), { commentId }));
    expect(await part(fileId, 0)).toBeNull();
    expect(codeOf(await read(fileId))).toBe("file.unknown");
    expect((await talk(itemId)).comments[0]?.files).toMatchObject([
      { name: "Schedule of values.pdf", isRemoved: true },
    ]);
    const files = [{ name: "Schedule of values.pdf", sha256: sha256("%PDF-1.7\n") }];
    expect((await eventsOf(itemId)).at(-1)).toMatchObject({ kind: "item.comment_removed", data: { files } });
  });
});

describe("removing a file", () => {
  test("that is not sent leaves nothing; of a comment, its writer does it for a short while and it is in the record", async () => {
    const { id: itemId } = await anItem(bed.app, company);
    const { fileId: unsent } = await aFile(bed.app, company, itemId);
    demand(await remove(unsent));
    expect(await row(bed.owner, sql`select 1 from comment_file where id = ${unsent}`)).toBeNull();
    expect(await eventsOf(itemId)).toEqual([]);
    const { fileId } = await aSentFile(bed.app, company, itemId);
    expect(codeOf(await remove(fileId, "admin"))).toBe("comment.not_yours");
    demand(await remove(fileId));
    expect(codeOf(await remove(fileId))).toBe("file.unknown");
    expect(await part(fileId, 0)).toBeNull();
    const [comment] = (await talk(itemId)).comments;
    expect([comment?.removedAt, comment?.files]).toMatchObject([null, [{ isRemoved: true }]]);
    expect((await eventsOf(itemId)).at(-1)).toMatchObject({
      kind: "item.comment_file_removed",
      data: { name: "Schedule of values.pdf", sha256: sha256("%PDF-1.7\n") },
    });
    const { fileId: late } = await aSentFile(bed.app, company, itemId);
    await bed.owner.execute(
      sql`update comment set created_at = created_at - interval '11 minutes' where item_id = ${itemId}`,
    );
    expect(codeOf(await remove(late))).toBe("comment.late");
    expect(await part(late, 0)).not.toBeNull();
  });

  test("by whoever forgets the rule is refused by the database", async () => {
    const { id: itemId } = await anItem(bed.app, company);
    const { fileId } = await aSentFile(bed.app, company, itemId);
    const removal = withCompany(bed.app, company.id, async (tx) => {
      await tx.execute(sql`delete from comment_file_part where file_id = ${fileId}`);
      await tx.execute(sql`delete from comment_file where id = ${fileId}`);
    });
    await removal;
    expect(await row(bed.owner, sql`select 1 as n from comment_file where id = ${fileId}`)).toEqual({ n: 1 });
    const change = withCompany(bed.app, company.id, (tx) => tx.execute(sql`update comment_file_part set bytes = ''`));
    expect(sqlState(await change.catch((error: unknown) => error))).toBe("42501");
  });
});
