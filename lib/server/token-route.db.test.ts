import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { anApiToken } from "#drizzle/factories/api-token.ts";
import { aCompany, type TestCompany } from "#drizzle/factories/company.ts";
import { anItem } from "#drizzle/factories/item.ts";
import { demand, openTestBed, type TestBed } from "#drizzle/factories/test-bed.ts";
import { revokeApiTokenCommand } from "#lib/commands/revoke-api-token.ts";
import { mostPerMinute } from "#lib/core/api-tokens.ts";
import { connect, row, rows } from "#lib/db/database.ts";
import { enterByToken } from "#lib/db/token-door.ts";
import { historyPage } from "#lib/queries/history-page.ts";
import { itemView } from "#lib/queries/item-view.ts";
import { commandByToken, tableByToken, viewByToken } from "#lib/server/token-route.ts";

let bed: TestBed;
beforeAll(async () => {
  bed = await openTestBed();
});
afterAll(() => bed.close());
const logged: string[] = [];
beforeEach(() => {
  logged.length = 0;
  for (const level of ["warn", "error"] as const)
    vi.spyOn(console, level).mockImplementation((line: unknown) => void logged.push(String(line)));
});
afterEach(() => vi.restoreAllMocks());

type Answer = { readonly status: number; readonly headers: Headers; readonly body: Readonly<Record<string, unknown>> };
const address = (kind: string, name: string, query = "") => `https://countersign.test/api/v1/${kind}/${name}${query}`;
const bearer = (token: string | null): Record<string, string> => (token ? { authorization: `Bearer ${token}` } : {});
const told = async (response: Response): Promise<Answer> => ({
  status: response.status,
  headers: response.headers,
  body: (await response.json()) as Answer["body"],
});

const look = async (token: string | null, name: string, query = "", more: Record<string, string> = {}) => {
  const headers = { ...bearer(token), ...more };
  return await told(await viewByToken(new Request(address("views", name, query), { headers }), name, bed.app));
};
const ask = async (token: string | null, name: string, body: unknown, more: Record<string, string> = {}) => {
  const headers = { "content-type": "application/json", ...bearer(token), ...more };
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const request = new Request(address("commands", name), { method: "POST", headers, body: text });
  return await told(await commandByToken(request, name, bed.app));
};
const aComment = (itemId: string, text = "From a program.") => ({ itemId, text, lineKey: null, mentions: [] });
const stateOf = async (company: TestCompany) =>
  await rows(bed.owner, sql`select kind from audit_event where company_id = ${company.id} order by seq`);

describe("whoever comes without a token that lives", () => {
  test("is told why by a code, with 401, and reads nothing", async () => {
    const company = await aCompany(bed.owner);
    const { token, name } = await anApiToken(bed.app, company, "accountant");
    for (const [header, code] of [
      [{}, "token.missing"],
      [{ authorization: "Bearer x" }, "token.malformed"],
      [{ authorization: `Basic ${token}` }, "token.malformed"],
      [{ authorization: `Bearer ${token.slice(0, -1)}` }, "token.malformed"],
      [{ authorization: `Bearer ${token.slice(0, -8)}AAAAAAAA` }, "token.unknown"],
    ] as const) {
      const { status, headers, body } = await look(null, "inbox.page", "", header);
      expect([code, status, body.code]).toEqual([code, 401, code]);
      expect(headers.get("www-authenticate")).toMatch(/^Bearer realm=/);
      expect(body).toMatchObject({ sentence: expect.any(String), fix: expect.any(String) });
      expect(logged.at(-1)).toContain(String(body.id));
    }
    await bed.owner.execute(sql`update api_token set expires_at = clock_timestamp() where name = ${name}`);
    const expired = await look(token, "inbox.page");
    expect([expired.status, expired.body.code]).toEqual([401, "token.expired"]);
    expect(logged.join()).not.toContain(token);
  });

  test("an end that is to come lets it in: the database's clock decides", async () => {
    const company = await aCompany(bed.owner);
    const { token } = await anApiToken(bed.app, company, "accountant", { days: 1 });
    expect((await look(token, "inbox.page")).status).toBe(200);
  });

  test("revoked means now; a disabled person's token is refused as long as they are disabled", async () => {
    const company = await aCompany(bed.owner);
    const { token, tokenId } = await anApiToken(bed.app, company, "accountant");
    const { id } = company.people.accountant;
    const code = async () => (await look(token, "inbox.page")).body.code ?? null;
    expect(await code()).toBeNull();
    for (const [off, on] of [
      [
        sql`update membership set is_disabled = true where person_id = ${id}`,
        sql`update membership set is_disabled = false where person_id = ${id}`,
      ],
      [
        sql`update person set is_disabled = true where id = ${id}`,
        sql`update person set is_disabled = false where id = ${id}`,
      ],
    ] as const) {
      await bed.owner.execute(off);
      expect(await code()).toBe("token.person");
      await bed.owner.execute(on);
      expect(await code()).toBeNull();
    }
    demand(await revokeApiTokenCommand.execute(bed.app, company.principal("admin"), { tokenId }));
    const { status, body } = await look(token, "inbox.page");
    expect([status, body.code, body.sentence]).toEqual([401, "token.revoked", expect.stringContaining("Iris Vance")]);
  });

  test("a session's cookie is no token, and beside a token it is refused", async () => {
    const company = await aCompany(bed.owner);
    const { token } = await anApiToken(bed.app, company, "accountant");
    for (const cookie of ["next-auth.session-token=x", "a=b; __Secure-next-auth.session-token.0=x"]) {
      expect((await look(null, "inbox.page", "", { cookie })).body.code).toBe("token.missing");
      const both = await look(token, "inbox.page", "", { cookie });
      expect([both.status, both.body.code]).toEqual([400, "token.with_session"]);
    }
    expect((await look(token, "inbox.page", "", { cookie: "theme=dark" })).status).toBe(200);
  });
});

describe("a token may", () => {
  test("what it was given, and nothing that is a person's alone", async () => {
    const company = await aCompany(bed.owner);
    const item = await anItem(bed.app, company, { state: "ready" });
    const reading = await anApiToken(bed.app, company, "accountant", { rights: ["item.read", "inbox.read"] });
    expect((await look(reading.token, "item.view", `?itemId=${item.id}`)).body.id).toBe(item.id);
    const { status, body } = await look(reading.token, "outbox.page");
    expect([status, body.code]).toEqual([403, "token.scope"]);
    expect(
      (await ask(reading.token, "item.comment", { ...aComment(item.id), commentId: randomUUID() })).body.code,
    ).toBe("token.scope");
    const whole = await anApiToken(bed.app, company, "accountant");
    const before = await stateOf(company);
    const row = { itemId: item.id, decisionId: randomUUID(), seenVersion: item.version };
    for (const [name, input] of [
      ["item.accept", { rows: [{ ...row, seenRevisionId: item.revisionId, seenSha256: item.documentSha256 }] }],
      ["item.reject", { rows: [row], reasons: ["codes"], text: "" }],
      ["item.lift_hold", { items: [{ itemId: item.id, seenVersion: item.version }] }],
      ["item.follow", { itemId: item.id, isOn: true }],
      ["token.make", { name: "Another", rights: ["item.read"], days: null }],
    ] as const) {
      const answer = await ask(whole.token, name, input);
      expect([name, answer.status, answer.body.code]).toEqual([name, 403, "token.closed"]);
    }
    expect((await look(whole.token, "shell.view")).body.code).toBe("token.closed");
    expect(await stateOf(company)).toEqual(before);
  });

  test("never more than its person at that moment", async () => {
    const company = await aCompany(bed.owner);
    const [item, second] = [
      await anItem(bed.app, company, { state: "ready" }),
      await anItem(bed.app, company, { state: "ready" }),
    ];
    const { token } = await anApiToken(bed.app, company, "accountant");
    const hold = async ({ id, version }: { id: string; version: number }) => {
      const items = [{ itemId: id, seenVersion: version }];
      const { body } = await ask(token, "item.hold", { items, until: { kind: "lift" }, note: "" });
      return body.code ?? (body.rows as readonly { code: string | null }[])[0]?.code ?? null;
    };
    expect(await hold(item)).toBeNull();
    const { id } = company.people.accountant;
    await bed.owner.execute(sql`delete from push_grant where company_id = ${company.id} and person_id = ${id}`);
    expect(await hold(second)).toBe("access.grant");
    await bed.owner.execute(
      sql`update membership set roles = '{auditor}' where company_id = ${company.id} and person_id = ${id}`,
    );
    expect(await hold(second)).toBe("access.role");
    expect((await look(token, "inbox.page")).status).toBe(200);
    await bed.owner.execute(
      sql`update membership set roles = '{project_manager}' where company_id = ${company.id} and person_id = ${id}`,
    );
    expect((await look(token, "inbox.page")).body.code).toBe("access.role");
    expect((await look(token, "item.view", `?itemId=${item.id}`)).body.code).toBe("access.project");
  });

  test("reach one company alone, also of a person who belongs to two", async () => {
    const [ours, theirs] = [await aCompany(bed.owner), await aCompany(bed.owner)];
    const [own, foreign] = [await anItem(bed.app, ours), await anItem(bed.app, theirs)];
    const { token } = await anApiToken(bed.app, ours, "accountant");
    await bed.owner.execute(
      sql`insert into membership (company_id, person_id, roles) values (${theirs.id}, ${ours.people.accountant.id}, '{accountant,admin}')`,
    );
    const missing = await look(token, "item.view", `?itemId=${foreign.id}`);
    expect([missing.status, missing.body.code]).toEqual([404, "item.unknown"]);
    const list = JSON.stringify((await look(token, "inbox.page", "?tab=all")).body);
    expect([list.includes(own.id), list.includes(foreign.id)]).toEqual([true, false]);
    const before = await stateOf(theirs);
    const commentId = randomUUID();
    expect((await ask(token, "item.comment", { ...aComment(foreign.id), commentId })).status).toBe(404);
    expect(await stateOf(theirs)).toEqual(before);
  });
});

describe("what a program does", () => {
  test("is recorded in its person's name with the token's, and shown so", async () => {
    const company = await aCompany(bed.owner);
    const { id: itemId, version: seenVersion } = await anItem(bed.app, company, { state: "ready" });
    const { token, tokenId, name } = await anApiToken(bed.app, company, "accountant");
    const done = await ask(token, "item.comment", { ...aComment(itemId), commentId: randomUUID() });
    expect([done.status, done.body]).toEqual([200, { commentId: expect.any(String) }]);
    const event = await row<{ actor: object }>(
      bed.owner,
      sql`select actor from audit_event where item_id = ${itemId} and kind = 'item.commented'`,
    );
    const { id, name: person } = company.people.accountant;
    expect(event?.actor).toEqual({ kind: "person", id, name: person, token: name, tokenId });
    const items = [{ itemId, seenVersion }];
    expect((await ask(token, "item.hold", { items, until: { kind: "lift" }, note: "" })).body.done).toBe(1);
    const view = demand(await itemView.execute(bed.app, company.principal("auditor"), { itemId }));
    expect(view.timeline.map(({ who }) => who)).toContain(`Ada Kline with token ${name}`);
    const { rows: shown } = demand(await historyPage.execute(bed.app, company.principal("auditor"), {}));
    expect(shown.find(({ kind }) => kind === "item.commented")?.token).toBe(name);
    expect(shown.find(({ kind }) => kind === "token.made")?.token).toBeNull();
  });

  test("counts once under its Idempotency-Key", async () => {
    const company = await aCompany(bed.owner);
    const { id: itemId } = await anItem(bed.app, company, { state: "ready" });
    const { token } = await anApiToken(bed.app, company, "accountant");
    const key = { "idempotency-key": randomUUID() };
    const answers = await Promise.all([1, 2, 3].map(() => ask(token, "item.comment", aComment(itemId), key)));
    expect(answers.map(({ body }) => body.commentId)).toEqual(Array(3).fill(key["idempotency-key"]));
    expect((await bed.kinds(itemId)).filter((kind) => kind === "item.commented")).toHaveLength(1);
    expect((await ask(token, "item.comment", aComment(itemId, "Other words."), key)).body.code).toBe("comment.reused");
    const other = await ask(token, "item.comment", { ...aComment(itemId), commentId: randomUUID() }, key);
    expect([other.status, other.body.code]).toEqual([400, "request.key"]);
  });

  test("is JSON of a bearable size, at an address that there is", async () => {
    const company = await aCompany(bed.owner);
    const { token } = await anApiToken(bed.app, company, "accountant");
    const code = async (answer: Promise<Answer>) => {
      const { status, body } = await answer;
      return [status, body.code];
    };
    expect(await code(ask(token, "history.verify", "no json"))).toEqual([400, "request.json"]);
    expect(await code(ask(token, "history.verify", {}, { "content-type": "text/plain" }))).toEqual([
      415,
      "request.type",
    ]);
    expect(await code(ask(token, "item.comment", { text: "x".repeat(1024 * 1024) }))).toEqual([
      413,
      "request.too_large",
    ]);
    expect(await code(ask(token, "item.comment", { text: 7 }))).toEqual([400, "input.invalid"]);
    expect(await code(ask(token, "item.nothing", {}))).toEqual([404, "door.unknown"]);
    expect(await code(look(token, "item.nothing"))).toEqual([404, "door.unknown"]);
    expect(await code(look(token, "inbox.page", "?tabb=all"))).toEqual([400, "input.invalid"]);
    expect((await ask(token, "history.verify", {})).body).toEqual({ isNew: true });
  });

  test("a table leaves whole as a file", async () => {
    const company = await aCompany(bed.owner);
    const item = await anItem(bed.app, company, { state: "ready" });
    const { token } = await anApiToken(bed.app, company, "accountant");
    const table = async (of: string, query: string) =>
      await tableByToken(new Request(address("tables", of, query), { headers: bearer(token) }), of, bed.app);
    const file = await table("inbox", "?format=csv&tab=all");
    expect([file.status, file.headers.get("content-type")]).toEqual([200, "text/csv; charset=utf-8"]);
    expect(await file.text()).toContain(item.contract.number);
    const book = await table("inbox", "?tab=all");
    expect([book.status, book.headers.get("content-disposition")]).toEqual([200, expect.stringContaining(".xlsx")]);
    expect((await table("people", "?format=csv")).status).toBe(403);
    expect((await table("inbox", "?format=pdf")).status).toBe(404);
    expect((await table("inbox", "?format=csv&tabb=all")).status).toBe(400);
  });
});

describe("the pace", () => {
  test("is one for all processes: of many at once as many get in as may", async () => {
    const company = await aCompany(bed.owner);
    const { token } = await anApiToken(bed.app, company, "accountant");
    const other = connect(bed.database.appUrl, 4);
    try {
      const doors = Array.from({ length: 20 }, (_, n) =>
        enterByToken(n % 2 === 0 ? bed.app : other, `Bearer ${token}`, { perMinute: 7 }),
      );
      const codes = (await Promise.all(doors)).map((one) => (one.ok ? "in" : one.refusal.code));
      expect(codes.filter((code) => code === "in")).toHaveLength(7);
      expect(codes.filter((code) => code === "token.pace")).toHaveLength(13);
    } finally {
      await other.$client.end();
    }
  });

  test("is answered 429 with the seconds to wait, holds one token only, and begins anew after a minute", async () => {
    const company = await aCompany(bed.owner);
    const [fast, calm] = [
      await anApiToken(bed.app, company, "accountant"),
      await anApiToken(bed.app, company, "accountant"),
    ];
    expect((await look(fast.token, "inbox.page")).status).toBe(200);
    await bed.owner.execute(sql`update api_token_use set count = ${mostPerMinute} where token_id = ${fast.tokenId}`);
    const { status, headers, body } = await look(fast.token, "inbox.page");
    expect([status, body.code]).toEqual([429, "token.pace"]);
    const wait = Number(headers.get("retry-after"));
    expect(wait).toBeGreaterThan(0);
    expect(wait).toBeLessThanOrEqual(60);
    expect((await look(calm.token, "inbox.page")).status).toBe(200);
    await bed.owner.execute(
      sql`update api_token_use set window_at = window_at - interval '60 seconds' where token_id = ${fast.tokenId}`,
    );
    expect((await look(fast.token, "inbox.page")).status).toBe(200);
  });

  test("the time of the last use is written once a minute", async () => {
    const company = await aCompany(bed.owner);
    const { token, tokenId } = await anApiToken(bed.app, company, "accountant");
    const used = async () =>
      (
        await row<{ at: string }>(
          bed.owner,
          sql`select last_used_at as at from api_token_use where token_id = ${tokenId}`,
        )
      )?.at;
    await look(token, "inbox.page");
    const first = await used();
    await look(token, "inbox.page");
    expect(await used()).toBe(first);
    await bed.owner.execute(
      sql`update api_token_use set last_used_at = last_used_at - interval '61 seconds' where token_id = ${tokenId}`,
    );
    await look(token, "inbox.page");
    expect(Date.parse((await used()) ?? "")).toBeGreaterThanOrEqual(Date.parse(first ?? ""));
  });
});
