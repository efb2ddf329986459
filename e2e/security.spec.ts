import { request } from "@playwright/test";
import { anApiToken } from "#drizzle/factories/api-token.ts";
import { aCompany } from "#drizzle/factories/company.ts";
import { anItem } from "#drizzle/factories/item.ts";
import { aProject } from "#drizzle/factories/people.ts";
import { expect, test } from "./fixtures.ts";
import { environment } from "./support/environment.ts";
import { isListening } from "./support/listening.ts";
import { deskRoutes, openRoutes } from "./support/routes.ts";

test("no page breaches the content policy, and every answer carries the headers", async ({ company, as }) => {
  const item = await company.item();
  const desk = await as("admin");
  for (const path of [...deskRoutes, `/items/${item.id}`, `/projects/${company.project.id}`, "/nowhere"]) {
    const response = await desk.page.goto(path);
    const headers = response?.headers() ?? {};
    expect(headers["content-security-policy"], path).toMatch(/script-src 'self' 'nonce-[^']+' 'strict-dynamic';/);
    expect(headers["content-security-policy"], path).toContain("frame-ancestors 'none'");
    expect(headers["x-content-type-options"], path).toBe("nosniff");
    expect(headers["cache-control"], path).toContain("no-store");
    expect(headers["x-powered-by"], path).toBeUndefined();
    await expect(desk.page.getByRole("heading", { level: 1 })).toBeAttached();
  }
  // The fixture fails the test when a page complained.
});

test("nothing that a page loads tries what the content policy forbids", async ({ as }) => {
  const desk = await as("admin");
  const tried: string[] = [];
  await desk.page.exposeFunction("tried", (what: string) => tried.push(what));
  await desk.page.addInitScript(() =>
    addEventListener("securitypolicyviolation", (event) =>
      (globalThis as unknown as { tried(what: string): void }).tried(`${event.violatedDirective} ${event.blockedURI}`),
    ),
  );
  for (const path of ["/settings", "/inbox"]) {
    // What comes when the page is calm is there, too.
    await desk.page.goto(path, { waitUntil: "networkidle" });
    await isListening(desk.page);
  }
  expect(tried).toEqual([]);
});

test("pages without a sign-in carry the same headers; those of links tell nobody where they were opened", async () => {
  for (const path of openRoutes) {
    const { headers, status } = await fetch(`${environment.url()}${path}`);
    expect([path, status]).toEqual([path, 200]);
    expect(headers.get("content-security-policy"), path).toContain("frame-ancestors 'none'");
    expect(headers.get("cache-control"), path).toContain("no-store");
    const isLink = path === "/accept" || path === "/status";
    expect(headers.get("referrer-policy"), path).toBe(isLink ? "no-referrer" : "same-origin");
    expect(headers.get("set-cookie"), path).toBeNull();
  }
});

test("commands are refused to every origin but our own", async ({ company, as }) => {
  const item = await company.item();
  const desk = await as("accountant");
  await desk.openInbox();
  const cookies = await desk.page.context().cookies();
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  const body = {
    rows: [{ itemId: item.id, decisionId: crypto.randomUUID(), seenVersion: item.version }],
    reasons: ["title"],
    text: "",
  };
  const post = async (headers: Record<string, string>) => {
    const response = await fetch(`${environment.url()}/api/commands/item.reject`, {
      method: "POST",
      headers: { "content-type": "application/json", cookie, ...headers },
      body: JSON.stringify(body),
    });
    return { status: response.status, body: await response.text() };
  };
  for (const headers of [
    { origin: "https://evil.example" },
    {},
    { origin: "null" },
    { origin: environment.url(), "sec-fetch-site": "cross-site" },
    { origin: environment.url(), "sec-fetch-site": "same-site" },
  ] as Record<string, string>[]) {
    const answer = await post(headers);
    expect(answer.status, JSON.stringify(headers)).toBe(403);
    expect(answer.body).toContain("request.foreign");
  }
  const review = await desk.openItem(item);
  await expect(review.word("Ready to Export")).toBeVisible();
  expect((await post({ origin: environment.url() })).status).toBe(200);
  await expect(review.word("Rejected")).toBeVisible();
});

test("what people upload is saved and never run: another name, a plain type, a policy that allows nothing", async ({
  company,
  as,
}) => {
  const item = await company.item();
  const desk = await as("accountant");
  await desk.openItem(item);
  const cookies = await desk.page.context().cookies();
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  const upload = (name: string, body: string, origin = environment.url()) => {
    const query = new URLSearchParams({ itemId: item.id, fileId: crypto.randomUUID(), name });
    return fetch(`${environment.url()}/api/files?${query}`, { method: "POST", headers: { cookie, origin }, body });
  };
  const script = "<script>document.title = 'mine'</script>";
  expect((await upload("page.html", script, "https://evil.example")).status).toBe(403);
  expect((await upload("large.txt", "x".repeat(20 * 1024 * 1024 + 1))).status).toBe(413);
  for (const name of ["page.html", "picture.svg", 'a"; filename=evil.html']) {
    const added = await upload(name, name.endsWith("svg") ? `<svg onload="alert(1)"/>` : script);
    expect(added.status).toBe(200);
    const { fileId } = (await added.json()) as { fileId: string };
    const answer = await fetch(`${environment.url()}/api/files/${fileId}`, { headers: { cookie } });
    const header = (one: string) => answer.headers.get(one);
    expect(header("content-type")).toBe("text/plain; charset=utf-8");
    expect(header("content-disposition")).toMatch(/^attachment; filename="[^"]+\.txt"; filename\*=UTF-8''\S+\.txt$/);
    expect(header("content-security-policy")).toBe("sandbox; default-src 'none'; frame-ancestors 'none'");
    expect(header("x-content-type-options")).toBe("nosniff");
    expect(header("cache-control")).toContain("no-store");
    await answer.body?.cancel();
    const signedOut = await fetch(`${environment.url()}/api/files/${fileId}`);
    expect(signedOut.status).toBe(401);
  }
});

test("a server action from a foreign page decides nothing", async ({ company, as }) => {
  const item = await company.item();
  const desk = await as("accountant");
  const review = await desk.openItem(item);
  const replayed: { url: string; headers: Record<string, string>; body: string }[] = [];
  await desk.page.route("**/items/**", async (route) => {
    const sent = route.request();
    if (sent.method() !== "POST") return route.continue();
    replayed.push({ url: sent.url(), headers: await sent.allHeaders(), body: sent.postData() ?? "" });
    await route.abort();
  });
  await review.accept();
  await expect.poll(() => replayed.length).toBeGreaterThan(0);
  const [action] = replayed;
  for (const origin of ["https://evil.example", "null", ""]) {
    const { "content-length": _, host: __, ...kept } = action?.headers ?? {};
    const headers = Object.fromEntries(Object.entries(kept).filter(([name]) => !name.startsWith(":")));
    if (origin) headers.origin = origin;
    else delete headers.origin;
    headers["sec-fetch-site"] = "cross-site";
    const response = await fetch(action?.url ?? "", { method: "POST", headers, body: action?.body ?? "" });
    await response.text();
  }
  await desk.page.unroute("**/items/**");
  await desk.page.reload();
  await expect(review.word("Ready to Export")).toBeVisible();
});

test("a project manager cannot read a foreign project, nor the lists of accounting", async ({ company, as, owner }) => {
  const other = await aProject(owner, company.id, "24-09", "South Depot");
  await company.item();
  const desk = await as("project_manager");
  const status = async (path: string) => (await desk.page.request.get(path)).status();
  expect(await status(`/api/views/project.status?projectId=${other.id}`)).toBe(403);
  expect(await status(`/api/views/project.status?projectId=${company.project.id}`)).toBe(200);
  for (const view of [
    "inbox.page",
    "outbox.page",
    "history.page",
    "vendor.page",
    "settings.view",
    "health.view",
    "history.chain",
  ]) {
    expect(await status(`/api/views/${view}`), view).toBe(403);
  }
});

test("another company's item is not found, by page, view and command", async ({ as, owner }) => {
  const stranger = await aCompany(owner);
  const theirs = await anItem(owner, stranger);
  const desk = await as("accountant");
  await desk.page.goto(`/items/${theirs.id}`);
  await expect(desk.page.getByRole("heading", { name: "This is not here" })).toBeVisible();
  const view = await desk.page.request.get(`/api/views/item.view?itemId=${theirs.id}`);
  expect(view.status()).toBe(404);
  expect(await view.text()).not.toContain(theirs.contract.number);
  const answer = await desk.page.request.post("/api/commands/item.accept", {
    headers: { origin: environment.url() },
    data: {
      rows: [
        {
          itemId: theirs.id,
          decisionId: crypto.randomUUID(),
          seenVersion: theirs.version,
          seenRevisionId: theirs.revisionId,
          seenSha256: theirs.documentSha256,
        },
      ],
    },
  });
  expect(await answer.text()).toContain("There is no such item.");
});

test("nothing is answered without a session", async () => {
  const stranger = await request.newContext({ baseURL: environment.url() });
  for (const path of ["/api/views/inbox.page", "/api/views/shell.view", "/api/views/history.page"]) {
    expect((await stranger.get(path)).status(), path).toBe(401);
  }
  for (const path of deskRoutes) {
    const response = await stranger.get(path, { maxRedirects: 0 });
    expect(response.status(), path).toBe(307);
    expect(response.headers().location, path).toContain("/sign-in");
  }
  for (const path of ["/api/v1/views/inbox.page", "/api/v1/tables/inbox?format=csv", "/api/v1/views/nothing"])
    expect((await stranger.get(path)).status(), path).toBe(401);
  expect((await stranger.post("/api/v1/commands/item.comment", { data: {} })).status()).toBe(401);
  // It describes the product and has nothing of any company.
  expect((await stranger.get("/api/openapi.json")).status()).toBe(200);
  const health = await stranger.get("/api/health");
  expect(health.status()).toBe(200);
  await stranger.dispose();
});

test("the doors for programs know no session, and those of the screens no token", async ({ company, as, owner }) => {
  const desk = await as("admin");
  const { token } = await anApiToken(owner, company, "admin");
  const status = async (path: string, headers: Record<string, string>) =>
    (await desk.page.request.get(path, { headers })).status();
  const alone = { authorization: `Bearer ${token}` };
  // The browser's requests carry its cookie.
  expect(await status("/api/v1/views/inbox.page", {})).toBe(401);
  expect(await status("/api/v1/views/inbox.page", alone)).toBe(400);
  const program = await request.newContext({ baseURL: environment.url(), extraHTTPHeaders: alone });
  expect((await program.get("/api/v1/views/inbox.page")).status()).toBe(200);
  expect((await program.get("/api/views/inbox.page")).status()).toBe(401);
  const page = await program.get("/inbox", { maxRedirects: 0 });
  expect(page.status()).toBe(307);
  const action = await program.post("/api/commands/history.verify", {
    headers: { origin: environment.url() },
    data: {},
  });
  expect(action.status()).toBe(401);
  await program.dispose();
});
