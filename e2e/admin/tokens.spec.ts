import { request } from "@playwright/test";
import { expect, test } from "../fixtures.ts";
import { TokensPage } from "../pages/tokens-page.ts";
import { environment } from "../support/environment.ts";

test("a program reads and comments with a token, under its person's name, until the token is revoked", async ({
  company,
  as,
}) => {
  const item = await company.item();
  const desk = await as("admin");
  await desk.openSettings();
  await desk.page.getByRole("link", { name: "API", exact: true }).click();
  await expect(desk.page.getByText("No token yet")).toBeVisible();
  const page = await new TokensPage(desk.page).open();
  const token = await page.make("Month's end", ["comment on items"]);
  await expect(page.token("Month's end")).toContainText("Active");
  await expect(page.token("Month's end")).toContainText("never");
  await expect(desk.page.getByText(token)).toHaveCount(0);

  // A context of its own: no cookie of the browser's goes along.
  const program = await request.newContext({
    baseURL: environment.url(),
    extraHTTPHeaders: { authorization: `Bearer ${token}` },
  });
  const list = await program.get("/api/v1/views/inbox.page?tab=all");
  expect(list.status()).toBe(200);
  expect(((await list.json()) as { rows: { id: string }[] }).rows.map(({ id }) => id)).toEqual([item.id]);
  const comment = { itemId: item.id, text: "The budget is open.", lineKey: null, mentions: [] };
  const headers = { "idempotency-key": crypto.randomUUID() };
  for (const _ of [1, 2])
    expect((await program.post("/api/v1/commands/item.comment", { data: comment, headers })).status()).toBe(200);
  const send = await program.post("/api/v1/commands/item.assign", { data: { itemIds: [item.id], personId: null } });
  expect([send.status(), ((await send.json()) as { code: string }).code]).toEqual([403, "token.scope"]);
  const accept = await program.post("/api/v1/commands/item.accept", { data: { rows: [] } });
  expect(accept.status()).toBe(403);

  await page.open();
  await expect(page.token("Month's end")).not.toContainText("never");
  const history = await desk.openHistory();
  await expect(history.page.getByRole("row", { name: /Commented/ })).toHaveCount(1);
  await expect(history.page.getByRole("row", { name: /Commented/ })).toContainText("with token Month's end");

  await page.open();
  await page.revoke("Month's end");
  await expect(page.token("Month's end")).toContainText("by Iris Vance");
  const refused = await program.get("/api/v1/views/inbox.page");
  expect([refused.status(), ((await refused.json()) as { code: string }).code]).toEqual([401, "token.revoked"]);
  await program.dispose();
});

test("everybody has tokens of their own; an administrator sees and revokes them all", async ({ as }) => {
  const manager = await as("project_manager");
  const own = await new TokensPage(manager.page).open();
  await manager.page.getByRole("button", { name: "Make a token" }).click();
  const dialog = manager.page.getByRole("dialog", { name: "Make a token" });
  await expect(dialog.getByRole("checkbox", { name: "see an item" })).toBeChecked();
  await expect(dialog.getByRole("checkbox", { name: "comment on items" })).not.toBeChecked();
  await expect(dialog.getByRole("checkbox", { name: "see the inbox" })).toHaveCount(0);
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await own.make("Site app");
  const admin = await as("admin");
  const all = await new TokensPage(admin.page).open();
  await expect(all.token("Site app")).toContainText("Milo Santos");
  await all.revoke("Site app");
  await expect(all.token("Site app")).toContainText("Revoked");
});

test("what is open is listed and found, and the document says the same", async ({ as }) => {
  const desk = await as("auditor");
  await new TokensPage(desk.page).open();
  const table = desk.page.getByRole("table", { name: /^Views, tables and commands/ });
  await expect(table.getByRole("row", { name: /inbox\.page/ })).toBeVisible();
  await expect(table.getByRole("row", { name: /item\.accept/ })).toHaveCount(0);
  const rows = await table.getByRole("row").count();
  const document = (await (await desk.page.request.get("/api/openapi.json")).json()) as { paths: object };
  expect(rows - 1).toBe(Object.keys(document.paths).length);
  await desk.page.getByRole("searchbox", { name: "Search what is open" }).fill("comment edit");
  await expect(table.getByRole("row")).toHaveCount(2);
  await desk.page.getByRole("searchbox", { name: "Search what is open" }).fill("nothing like it");
  await expect(desk.page.getByText("Nothing that is open contains these words.")).toBeVisible();
});
