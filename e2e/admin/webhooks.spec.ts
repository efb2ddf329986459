import { sql } from "drizzle-orm";
import { expect, test } from "../fixtures.ts";
import type { Desk } from "../pages/desk.ts";
import { eventually } from "../support/eventually.ts";
import { type Heard, hookListener } from "../support/hook-listener.ts";
import { until } from "../support/until.ts";

const events = (heard: readonly Heard[]) => heard.map(({ body }) => body.event);

test("an administrator adds a webhook; what happens arrives there once, signed with the secret that was shown", async ({
  company,
  as,
}) => {
  const listener = await hookListener();
  const item = await company.item();
  const { webhooks, page } = await openWebhooks(as);
  await expect(page.getByText("No webhook yet")).toBeVisible();
  const secret = await webhooks.add(listener.url, "Rejected", "Commented, without the words");
  expect(secret).toMatch(/^whsec_/);
  await until("the test to arrive", async () => events(listener.heard).includes("webhook.test"));
  const review = await (await as("accountant")).openItem(item);
  await review.show("Record");
  await review.conversation.write("Secret words");
  const told = await until("the comment to arrive", async () =>
    listener.heard.find(({ body }) => body.event === "item.commented"),
  );
  expect(told.isSignedWith(secret)).toBe(true);
  expect(told.isSignedWith(`${secret}x`)).toBe(false);
  expect(JSON.stringify(told.body)).toContain(item.id);
  expect(JSON.stringify(told.body)).not.toContain("Secret words");
  const list = await webhooks.deliveries(listener.url);
  await eventually(list.filter({ hasText: "Commented" })).toContainText("Sent");
  await expect(list.filter({ hasText: "Test" })).toContainText("Sent");
  await expect(list).toHaveCount(2);
  expect(events(listener.heard).toSorted()).toEqual(["item.commented", "webhook.test"]);
  listener.close();
});

test("a delivery that is not taken waits for its next try, arrives under the same id, and is sent again by hand", async ({
  company,
  as,
  owner,
}) => {
  const listener = await hookListener();
  listener.answer(503);
  const { webhooks } = await openWebhooks(as);
  const secret = await webhooks.add(listener.url, "Rejected");
  const list = await webhooks.deliveries(listener.url);
  await eventually(list).toContainText("It answered 503. Next try");
  await expect(list).toContainText("Waits");
  const again = list.getByRole("button", { name: "Send Test again" });
  await expect(again).toBeDisabled();
  listener.answer(200);
  // The minute until the next try is over.
  await owner.execute(sql`update webhook_delivery set due_at = clock_timestamp() where company_id = ${company.id}`);
  await eventually(list).toContainText("Sent");
  await expect(list).toContainText("2 tries");
  await again.click();
  await until("the third one", async () => listener.heard.length === 3);
  expect(new Set(listener.heard.map(({ deliveryId }) => deliveryId)).size).toBe(1);
  expect(listener.heard.every((one) => one.isSignedWith(secret))).toBe(true);
  listener.close();
});

test("a webhook that is turned off gets nothing any more, and says so", async ({ company, as }) => {
  const listener = await hookListener();
  const { webhooks, page } = await openWebhooks(as);
  await webhooks.add(listener.url, "Commented, without the words");
  await until("the test to arrive", async () => listener.heard.length === 1);
  const other = await hookListener();
  await webhooks.add(other.url, "Commented, without the words");
  await page.getByRole("button", { name: `Change ${listener.url}` }).click();
  const dialog = webhooks.dialog("Change the webhook");
  await dialog.getByRole("checkbox", { name: /^On;/ }).uncheck();
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(webhooks.row(listener.url)).toContainText("Off");
  const review = await (await as("accountant")).openItem(await company.item());
  await review.show("Record");
  await review.conversation.write("Who hears this?");
  // The other one hears of the same comment, and so everybody was told.
  await until("the comment to arrive elsewhere", async () => events(other.heard).includes("item.commented"));
  expect(events(listener.heard)).toEqual(["webhook.test"]);
  const list = await webhooks.deliveries(listener.url);
  await expect(list.getByRole("button", { name: "Send Test again" })).toBeDisabled();
  listener.close();
  other.close();
});

test("a channel of Slack is told in its words, and its refusal and its wish to wait are obeyed", async ({
  company,
  as,
  owner,
}) => {
  const listener = await hookListener();
  const { webhooks, page } = await openWebhooks(as);
  await webhooks.addChannel("Slack", `${listener.url}/T0/B0/secretwxyz`, "Commented, without the words");
  await until("the first message to arrive", async () => listener.heard.length === 1);
  expect(listener.heard[0]?.body).toMatchObject({ blocks: [{ type: "section" }] });
  expect(listener.heard[0]?.body.text).toContain(company.name);
  expect(listener.heard[0]?.deliveryId).toBe("undefined");
  const shown = `${new URL(listener.url).origin}/…wxyz`;
  await expect(webhooks.row(shown)).toContainText("Slack · 1 kinds of events");
  await expect(page.getByText("secretwxyz")).toHaveCount(0);
  listener.answer(429, "", { "retry-after": "1800" });
  const item = await company.item({ title: "Fit-out <!channel>" });
  const review = await (await as("accountant")).openItem(item);
  await review.show("Record");
  await review.conversation.write("Secret words");
  // The first message names the kinds of events, too.
  const delivery = (await webhooks.deliveries(shown)).filter({ hasText: /^\w+Commented/ });
  await eventually(delivery).toContainText("It answered 429. Next try");
  const told = listener.heard.find(({ body }) => String(body.text).includes(item.contract.number));
  expect(JSON.stringify(told?.body)).toContain("Fit-out &lt;!channel&gt;");
  expect(JSON.stringify(told?.body)).not.toContain("Secret words");
  listener.answer(404, "no_service");
  await owner.execute(
    sql`update webhook_delivery set due_at = clock_timestamp() where company_id = ${company.id} and due_at is not null`,
  );
  await eventually(delivery).toContainText("It answered 404, “no_service”");
  await expect(delivery).toContainText("Failed");
  listener.close();
});

test("a channel of Teams gets an Adaptive Card", async ({ company, as }) => {
  const listener = await hookListener();
  listener.answer(202, "");
  const { webhooks } = await openWebhooks(as);
  await webhooks.addChannel("Microsoft Teams", listener.url, "Commented, without the words");
  const item = await company.item();
  const review = await (await as("accountant")).openItem(item);
  await review.show("Record");
  await review.conversation.write("Words");
  await until("the card to arrive", async () => listener.heard.length === 2);
  const card = JSON.stringify(listener.heard[1]?.body);
  expect(card).toContain("application/vnd.microsoft.card.adaptive");
  expect(card).toContain(`commented on ${item.contract.number}`);
  expect(card).toContain(`/items/${item.id}`);
  listener.close();
});

test("an auditor reads the webhooks and changes none", async ({ as }) => {
  const listener = await hookListener();
  const { webhooks } = await openWebhooks(as);
  await webhooks.add(listener.url, "Rejected");
  const auditor = await as("auditor");
  const seen = await auditor.openWebhooks();
  await expect(seen.row(listener.url)).toContainText("On");
  await expect(auditor.page.getByRole("button", { name: "Add a webhook" })).toBeDisabled();
  await expect(auditor.page.getByRole("button", { name: `Change ${listener.url}` })).toBeDisabled();
  listener.close();
});

async function openWebhooks(as: (role: "admin") => Promise<Desk>) {
  const desk = await as("admin");
  return { webhooks: await desk.openWebhooks(), page: desk.page };
}
