import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { aBatch } from "#drizzle/factories/batch.ts";
import { aCompany, type TestCompany } from "#drizzle/factories/company.ts";
import { anItem } from "#drizzle/factories/item.ts";
import { aMailLink } from "#drizzle/factories/mail-link.ts";
import { queryInputs } from "#drizzle/factories/query-inputs.ts";
import { aRun } from "#drizzle/factories/run.ts";
import { aShare } from "#drizzle/factories/share.ts";
import { aStagedRecord } from "#drizzle/factories/staged-record.ts";
import { aTableFile } from "#drizzle/factories/table-file.ts";
import { aSentFile } from "#drizzle/factories/talk.ts";
import { demand, openTestBed, type TestBed } from "#drizzle/factories/test-bed.ts";
import { type ItemState, itemStates } from "#lib/core/workflow.ts";
import { enterByMailLink } from "#lib/db/mail-links.ts";
import { itemView } from "#lib/queries/item-view.ts";
import { queries } from "#lib/queries/registry.ts";
import schemas from "#lib/server/api-schemas.json" with { type: "json" };

let bed: TestBed;
let company: TestCompany;
const items = new Map<ItemState, string>();
let made: Omit<Parameters<typeof queryInputs>[1], "itemId">;
beforeAll(async () => {
  bed = await openTestBed(4);
  company = await aCompany(bed.owner, { profile: { undoSeconds: 600 } });
  for (const state of Object.keys(itemStates) as ItemState[])
    items.set(state, (await anItem(bed.app, company, { state })).id);
  const { recordId } = await aStagedRecord(bed.app, company, "imported");
  const { id: batchId } = await aBatch(bed.app, company);
  const { fileId } = await aSentFile(bed.app, company, [...items.values()][0] ?? "");
  made = { recordId, batchId, fileId, runId: await aRun(bed.app, company, items.get("ready") ?? "") };
});
afterAll(() => bed.close());

/** Every text of an answer with the way to it. */
function texts(value: unknown, path: string): [string, string][] {
  if (typeof value === "string") return [[path, value]];
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([key, entry]) => texts(entry, `${path}.${key}`));
}
const isoInstant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
/** What PostgreSQL writes, and a browser may read as another time. */
const rawInstant = /^\d{4}-\d\d-\d\d \d\d:\d\d/;

/** The answer's schema with all that it may point to. */
function schemaOf(name: string) {
  const answer = (schemas.answers as Readonly<Record<string, object>>)[name];
  const whole = { ...answer, $defs: schemas.components };
  return z.fromJSONSchema(JSON.parse(JSON.stringify(whole).replaceAll("#/components/schemas/", "#/$defs/")));
}

test("what an open query answers is what the API's description says of it, in every state of an item", async () => {
  const open = [...queries].filter(([, { open: opening }]) => opening);
  expect(open.length).toBeGreaterThan(30);
  for (const [name, query] of open) {
    const schema = schemaOf(name);
    for (const id of items.values()) {
      const input = queryInputs(company, { itemId: id, ...made }).get(name);
      const answer = demand(await query.execute(bed.app, company.principal("admin"), input));
      // As it leaves: through JSON.
      const read = schema.safeParse(JSON.parse(JSON.stringify(answer)));
      expect([name, read.error?.issues.slice(0, 3)]).toEqual([name, undefined]);
    }
    expect([name, schema.safeParse({ rows: 3 }).success]).toEqual([name, false]);
  }
});

/** Who came by a link from a mail to the item in this state. */
async function linkTo(state: ItemState) {
  const id = items.get(state) ?? "";
  const { version, revision_id: revisionId } = await bed.item(id);
  const { token } = await aMailLink(bed.app, company, { id, version, revisionId, documentSha256: "" });
  return demand(await enterByMailLink(bed.app, token));
}

test("every instant that a query answers is ISO 8601 in UTC, in every state of an item", async () => {
  let instants = 0;
  const { shareId } = await aShare(bed.app, company);
  for (const [state, id] of items) {
    const asked = new Map(queryInputs(company, { itemId: id, ...made }));
    asked.set("table.file", await aTableFile(bed.app, company, { by: "admin" }));
    const link = await linkTo(state);
    asked.set("share.view", { shareId });
    asked.set("mail_link.view", { linkId: link.actor.mailLink });
    for (const [name, query] of queries) {
      const who = name === "mail_link.view" ? link : company.principal("admin");
      const answer = demand(await query.execute(bed.app, who, asked.get(name)));
      const found = texts(answer, name);
      expect(found.filter(([, text]) => rawInstant.test(text))).toEqual([]);
      const timed = found.filter(([path]) => /(^|\.)(at|now|since|\w+At)$/.test(path));
      expect(timed.filter(([, text]) => !isoInstant.test(text))).toEqual([]);
      instants += timed.length;
    }
  }
  expect(instants).toBeGreaterThan(200);
});

test("the review of an item that was decided shows the document of its export, and its attempts", async () => {
  for (const state of ["outbox", "exporting", "synced", "held", "unknown"] as const) {
    const view = demand(await itemView.execute(bed.app, company.principal("auditor"), { itemId: items.get(state) }));
    const order = await bed.exportOf(view.id);
    expect([state, view.document?.sha256, view.export?.erpId]).toEqual([state, order.document_sha256, order.erp_id]);
    expect(view.attempts).toHaveLength(order.fence);
    expect(view.timeline.map((entry) => entry.seq)).toEqual(
      view.timeline.map((entry) => entry.seq).toSorted((a, b) => b - a),
    );
  }
});
