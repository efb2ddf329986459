import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aCompany, type TestCompany } from "#drizzle/factories/company.ts";
import { anItem } from "#drizzle/factories/item.ts";
import { aComment, aWebhook } from "#drizzle/factories/talk.ts";
import { codeOf, demand, openTestBed, type TestBed } from "#drizzle/factories/test-bed.ts";
import { addWebhook } from "#lib/commands/add-webhook.ts";
import { changeWebhook } from "#lib/commands/change-webhook.ts";
import { sendDelivery } from "#lib/commands/send-delivery.ts";
import type { HookAnswer, HookRequest } from "#lib/connectors/port.ts";
import { row, rows } from "#lib/db/database.ts";
import { outgoingSecret } from "#lib/db/webhook-secret.ts";
import { deliverWebhooks } from "#lib/jobs/deliver-webhooks.ts";
import { tellPeople } from "#lib/jobs/tell-people.ts";
import { webhookDeliveries } from "#lib/queries/webhook-deliveries.ts";

let bed: TestBed;
beforeAll(async () => {
  bed = await openTestBed();
});
afterAll(() => bed.close());

/** A program outside that answers as it is told to, and keeps what it got. */
function outside() {
  const got: HookRequest[] = [];
  const program = { answer: { kind: "sent", status: 200 } as HookAnswer, got };
  const hooks = {
    send: async (request: HookRequest) => {
      got.push(request);
      return program.answer;
    },
  };
  return Object.assign(program, { hooks });
}
const deliver = (company: TestCompany, { hooks }: ReturnType<typeof outside>) =>
  bed.run(deliverWebhooks, { companyId: company.id }, undefined, undefined, { hooks });
const tell = (company: TestCompany) => bed.run(tellPeople, { companyId: company.id });
const states = (company: TestCompany) =>
  rows<{ event: string; state: string }>(
    bed.owner,
    sql`select event, state from webhook_delivery where company_id = ${company.id} and event <> 'webhook.test' order by position`,
  );

test("what happens to an item goes out once to the addresses that want it, signed with each one's secret", async () => {
  const company = await aCompany(bed.owner);
  const { webhookId } = await aWebhook(bed.app, company, { events: ["item.rejected", "export.failed"] });
  await aWebhook(bed.app, company, { events: ["item.accepted"] });
  const rejected = await anItem(bed.app, company, { state: "rejected" });
  await anItem(bed.app, company, { state: "failed" });
  await tell(company);
  await tell(company);
  expect((await states(company)).map(({ event }) => event).toSorted()).toEqual([
    ...["export.failed", "item.accepted", "item.rejected"],
  ]);
  const program = outside();
  await deliver(company, program);
  await deliver(company, program);
  expect(program.got).toHaveLength(3);
  const body = program.got.map((one) => JSON.parse(one.body)).find(({ event }) => event === "item.rejected");
  expect(body).toMatchObject({
    who: "Ada Kline",
    company: company.id,
    item: { id: rejected.id, state: "rejected", url: `https://countersign.test.example/items/${rejected.id}` },
  });
  const secrets = new Set(program.got.map(({ secret }) => secret));
  expect(secrets.size).toBe(2);
  expect(secrets).toContain(outgoingSecret("key of the tests", company.id, webhookId));
  expect((await states(company)).every(({ state }) => state === "sent")).toBe(true);
});

test("a comment goes out without its words", async () => {
  const company = await aCompany(bed.owner);
  await aWebhook(bed.app, company);
  const { id } = await anItem(bed.app, company);
  await aComment(bed.app, company, id, { text: "Between us" });
  await tell(company);
  const program = outside();
  await deliver(company, program);
  expect(program.got.map(({ body }) => JSON.parse(body).event)).toEqual(["item.sent", "item.commented"]);
  expect(JSON.stringify(program.got)).not.toContain("Between us");
});

describe("an address that", () => {
  const first = async () => {
    const company = await aCompany(bed.owner);
    const hook = await aWebhook(bed.app, company);
    const again = () => sendDelivery.execute(bed.app, company.principal("admin"), { deliveryId: hook.deliveryId });
    demand(await again());
    const stateOf = async () =>
      demand(await webhookDeliveries.execute(bed.app, company.principal("admin"), { webhookId: hook.webhookId }))
        .rows[0];
    return { company, ...hook, again, stateOf, program: outside() };
  };

  test("does not answer is asked again, later and later, and at last the delivery has failed", async () => {
    const { company, deliveryId, stateOf, program, again } = await first();
    program.answer = { kind: "later", status: 500, words: "It answered 500." };
    const waits: (number | null)[] = [];
    for (let n = 0; n < 6; n += 1) {
      await deliver(company, program);
      const found = await row<{ wait: number | null }>(
        bed.owner,
        sql`select round(extract(epoch from due_at - clock_timestamp()) / 60)::int as wait from webhook_delivery where id = ${deliveryId}`,
      );
      waits.push(found?.wait ?? null);
      await bed.owner.execute(
        sql`update webhook_delivery set due_at = clock_timestamp() where id = ${deliveryId} and state = 'due'`,
      );
    }
    expect(waits).toEqual([1, 5, 15, 60, 240, null]);
    expect(await stateOf()).toMatchObject({ state: "failed", attempts: 6, note: "It answered 500." });
    program.answer = { kind: "sent", status: 204 };
    demand(await again());
    await deliver(company, program);
    expect(await stateOf()).toMatchObject({ state: "sent", note: null });
    expect(new Set(program.got.map(({ id }) => id)).size).toBe(1);
  });

  test("asks to wait is left alone for that long, with all that waits for it; others are not", async () => {
    const { company, deliveryId, webhookId, program } = await first();
    const other = await aWebhook(bed.app, company, { url: "https://hooks.test.example/other", events: ["item.sent"] });
    await bed.owner.execute(sql`insert into webhook_delivery (company_id, webhook_id, key, event, body, state, due_at)
      select ${company.id}, w, 'k' || n, 'item.sent', '{}', 'due', clock_timestamp() from generate_series(1, 2) n, unnest(array[${webhookId}, ${other.webhookId}]::uuid[]) w`);
    program.answer = { kind: "later", status: 429, words: "It answered 429.", afterSeconds: 900 };
    await deliver(company, program);
    expect(program.got.map(({ id }) => id)).toContain(deliveryId);
    expect(program.got).toHaveLength(2);
    const waits = await rows<{ wait: number }>(
      bed.owner,
      sql`select round(extract(epoch from due_at - clock_timestamp()) / 60)::int as wait from webhook_delivery where company_id = ${company.id} and due_at is not null`,
    );
    expect(waits.map(({ wait }) => wait)).toEqual(waits.map(() => 15));
    expect(waits.length).toBe(5);
  });

  test("is refused is not asked again", async () => {
    const { company, stateOf, program } = await first();
    program.answer = { kind: "refused", words: "Inside." };
    await deliver(company, program);
    await deliver(company, program);
    expect(program.got).toHaveLength(1);
    expect(await stateOf()).toMatchObject({ state: "failed", note: "Inside." });
  });

  test("was turned off gets nothing any more, and nothing is sent to it again", async () => {
    const { company, webhookId, stateOf, program, again } = await first();
    const off = { webhookId, events: ["item.sent"], isOn: false };
    demand(await changeWebhook.execute(bed.app, company.principal("admin"), off));
    await anItem(bed.app, company);
    await tell(company);
    await deliver(company, program);
    expect(program.got).toEqual([]);
    expect(await stateOf()).toMatchObject({ state: "failed", note: "The webhook was turned off." });
    expect(codeOf(await again())).toBe("webhook.unknown");
  });

  test.each(["ftp://hooks.test.example", "https://user:secret@hooks.test.example", "hooks", ""])(
    "is none is refused at once: %s",
    async (url) => {
      const company = await aCompany(bed.owner);
      const add = addWebhook.execute(bed.app, company.principal("admin"), { url, events: ["item.sent"] });
      expect(codeOf(await add)).toBe("input.invalid");
    },
  );
});
