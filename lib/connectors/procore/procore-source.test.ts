import { afterEach, describe, expect, test } from "vitest";
import { nextLink } from "#lib/connectors/procore/pages.ts";
import { procoreSource } from "#lib/connectors/procore/procore-source.ts";
import { all, closeServers, contract, testServer } from "#lib/connectors/procore/test-server.ts";

afterEach(closeServers);

const WINDOW = { since: "2026-05-01T00:00:00.000001Z", until: "2026-05-02T00:00:00Z" };
const query = (url: URL | undefined) => Object.fromEntries(url?.searchParams ?? []);

describe("what is asked for", () => {
  test("documents: window with both ends, deleted ones, extended view, project", async () => {
    const { config, calls } = await testServer(() => ({
      body: [contract(9, { deleted_at: "2026-05-01T10:00:00Z" }), contract(10)],
    }));
    const source = procoreSource(config);
    const found = await all(source.documents("purchase_order_contracts", "77", WINDOW));
    expect(found.map(({ id, isDeleted }) => [id, isDeleted])).toEqual([
      ["9", true],
      ["10", false],
    ]);
    expect(calls[0]?.url.pathname).toBe("/rest/v1.0/purchase_order_contracts");
    expect(query(calls[0]?.url)).toEqual({
      project_id: "77",
      view: "extended",
      per_page: "100",
      "filters[include_deleted]": "with",
      "filters[updated_at]": "2026-05-01T00:00:00.000001Z...2026-05-02T00:00:00Z",
    });
    await all(source.documents("work_order_contracts", "77", { ...WINDOW, since: null }));
    expect(query(calls[1]?.url)["filters[updated_at]"]).toBe("1970-01-01T00:00:00Z...2026-05-02T00:00:00Z");
  });

  test("projects and vendors: company, all states, both ends of the range", async () => {
    const { config, calls } = await testServer(() => ({ body: [contract(1)] }));
    const source = procoreSource(config);
    await all(source.projects(null));
    await all(source.vendors("2026-05-01T00:00:00Z"));
    expect(calls[0]?.url.pathname).toBe("/rest/v1.1/projects");
    expect(query(calls[0]?.url)).toEqual({
      company_id: config.companyId,
      "filters[by_status]": "All",
      per_page: "300",
    });
    expect(calls[1]?.url.pathname).toBe("/rest/v1.0/vendors");
    expect(query(calls[1]?.url)).toMatchObject({ company_id: config.companyId, view: "extended" });
    const [since, until] = (query(calls[1]?.url)["filters[updated_at]"] ?? "").split("...");
    expect(since).toBe("2026-05-01T00:00:00Z");
    expect(Date.parse(until ?? "")).toBeGreaterThan(Date.now());
  });

  test("documents of the company: no project, and no deleted ones to ask for", async () => {
    const { config, calls } = await testServer(() => ({ body: [contract(1)] }));
    await all(procoreSource(config).documents("vendors", null, WINDOW));
    expect(calls[0]?.url.pathname).toBe("/rest/v1.0/vendors");
    expect(query(calls[0]?.url)).toEqual({
      company_id: config.companyId,
      view: "extended",
      per_page: "100",
      "filters[updated_at]": "2026-05-01T00:00:00.000001Z...2026-05-02T00:00:00Z",
    });
  });

  test("decimals and long ids stay as they were written", async () => {
    const text =
      '[{"id":9007199254740993,"updated_at":"2026-05-04T10:11:12Z","grand_total":48250.10,"line_items":[{"quantity":1.000,"amount":"0.30"}]}]';
    const { config } = await testServer(() => ({ text }));
    const [record] = await all(procoreSource(config).documents("work_order_contracts", "77", WINDOW));
    expect(record?.id).toBe("9007199254740993");
    expect(record?.raw).toMatchObject({ grand_total: "48250.10", line_items: [{ quantity: "1.000", amount: "0.30" }] });
  });

  test("nothing but a plain kind, a number as id and an instant reaches an address", async () => {
    const { config, calls } = await testServer(() => ({ body: [] }));
    const source = procoreSource({ ...config, kinds: ["work_order_contracts"] });
    expect(() => source.documents("purchase_order_contracts", "77", WINDOW)).toThrow(TypeError);
    expect(() => procoreSource(config).documents("../vendors", "77", WINDOW)).toThrow(TypeError);
    expect(() => source.documents("work_order_contracts", "7/7", WINDOW)).toThrow(TypeError);
    expect(() => source.documents("work_order_contracts", "77", { since: "x...y", until: WINDOW.until })).toThrow(
      TypeError,
    );
    await expect(source.document("work_order_contracts", "77", "7?x=1")).rejects.toThrow(TypeError);
    expect(calls).toHaveLength(0);
    expect(() => procoreSource({ ...config, companyId: "abc" })).toThrow(TypeError);
    expect(() => procoreSource({ ...config, apiBase: "file:///etc" })).toThrow(TypeError);
    expect(() => procoreSource({ ...config, apiBase: "https://u:p@api.procore.com" })).toThrow(TypeError);
  });
});

describe("pages", () => {
  const next = (href: string, total?: number) => ({
    link: `<${href}>; rel="next", <${href}>; rel="last"`,
    ...(total === undefined ? {} : { total: String(total) }),
  });

  test("are followed as linked, also relative, until no link is left", async () => {
    const { config, calls } = await testServer((seen) => {
      const page = seen.url.searchParams.get("cursor") ?? "a";
      const links: Record<string, Record<string, string>> = {
        a: next("/rest/v1.0/other?cursor=b&x=1...2", 3),
        b: next("?cursor=c", 3),
        c: { total: "3" },
      };
      return { headers: links[page] ?? {}, body: [contract("abc".indexOf(page) + 1)] };
    });
    const found = await all(procoreSource(config).documents("work_order_contracts", "77", WINDOW));
    expect(found.map(({ id }) => id)).toEqual(["1", "2", "3"]);
    expect(calls.slice(1).map(({ url }) => url.pathname + url.search)).toEqual([
      "/rest/v1.0/other?cursor=b&x=1...2",
      "/rest/v1.0/other?cursor=c",
    ]);
  });

  test.each([
    ["a foreign host", "http://127.0.0.2:1/next", "paging.foreign_host"],
    ["another scheme", "javascript:alert(1)", "paging.foreign_host"],
    ["no address", "http://[", "paging.foreign_host"],
    ["a circle", "?per_page=100&again=1", "paging.loop"],
  ])("a link to %s ends the list as an error, and nothing is sent there", async (_, href, code) => {
    const { config, calls } = await testServer(() => ({ body: [contract(1)], headers: next(href) }));
    await expect(all(procoreSource(config).documents("work_order_contracts", "77", WINDOW))).rejects.toMatchObject({
      kind: "permanent",
      code,
    });
    expect(calls.length).toBeLessThanOrEqual(2);
  });

  test("a list that shrinks while it is read is read again, so that no row is jumped over", async () => {
    // Three rows, one a page: row 1 leaves after page one, so row 2 slips to page one and is not seen in the first pass.
    let rows = [1, 2, 3];
    let hasLeft = false;
    const { config } = await testServer((seen) => {
      const page = Number(seen.url.searchParams.get("page") ?? "1");
      const body = rows.slice(page - 1, page).map((id) => contract(id));
      const headers = {
        total: String(rows.length),
        ...(page < rows.length ? next(`?page=${page + 1}`, rows.length) : {}),
      };
      if (!hasLeft) rows = [2, 3];
      hasLeft = true;
      return { body, headers };
    });
    const found = await all(procoreSource(config).documents("work_order_contracts", "77", WINDOW));
    expect(new Set(found.map(({ id }) => id))).toEqual(new Set(["1", "2", "3"]));
  });

  test("a total without a link is not taken for the whole list", async () => {
    const { config } = await testServer(() => ({ body: [contract(1)], headers: { total: "250" } }));
    await expect(all(procoreSource(config).projects(null))).rejects.toMatchObject({ code: "paging.incomplete" });
  });

  test.each([[{ rows: [] }], [null], [[1]], [[{ updated_at: "2026-05-01T00:00:00Z" }]], [[{ id: 1 }]]])(
    "a list of another shape is an error: %j",
    async (body) => {
      const { config } = await testServer(() => ({ body }));
      await expect(all(procoreSource(config).projects(null))).rejects.toMatchObject({
        kind: "permanent",
        code: "answer.shape",
      });
    },
  );

  test("an enveloped list is read, and a reader that stops asks for no further page", async () => {
    const { config, calls } = await testServer((seen) => ({
      body: { data: [contract(1)] },
      headers: next(`${seen.url.pathname}?page=2`),
    }));
    for await (const record of procoreSource(config).projects(null)) {
      expect(record.id).toBe("1");
      break;
    }
    expect(calls).toHaveLength(1);
  });

  test.each([
    ['<http://a/?p=1>; rel="prev", <http://a/?p=3&x=a,b;c>; rel="next"', "http://a/?p=3&x=a,b;c"],
    ["<http://a/?p=3>;rel=next", "http://a/?p=3"],
    ['<http://a/?p=3>; title="x"; rel="last next"', "http://a/?p=3"],
    ['<http://a/?p=3>; rel="nextish"', null],
    ["", null],
  ])("link header %j", (header, target) => {
    expect(nextLink(header)).toBe(target);
  });
});
