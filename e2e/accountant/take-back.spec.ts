import { expect, test } from "../fixtures.ts";

test.use({ companyOptions: { profile: { undoSeconds: 600 } } });

test("Z takes an accepted item back; after its release the refusal says when it went", async ({ company, as }) => {
  const item = await company.item();
  const { number } = item.contract;
  const desk = await as("accountant");
  const inbox = await desk.openInbox();
  await expect(inbox.row(number)).toBeVisible();
  await desk.press("a");
  await expect(inbox.rows).toHaveCount(0);
  await expect(inbox.outboxStrip.getByRole("timer")).toHaveText(/9:\d\d/);
  await desk.press("z");
  await expect(inbox.row(number)).toBeVisible();
  await expect(inbox.review(number).word("Ready to Export")).toBeVisible();

  await desk.press("a");
  await expect(inbox.outboxStrip).toContainText("1 of yours");
  const other = await as("accountant");
  const outbox = await other.openOutbox();
  await outbox.releaseNow(number);
  await expect(outbox.row(number)).toContainText("Waiting for the sync client");
  await expect(outbox.row(number).getByRole("button", { name: "Take back" })).toBeHidden();

  await desk.press("z");
  await expect(desk.page.getByText(/was released at .* and can no longer be taken back/).first()).toBeVisible();
});

test("the outbox takes one row back while it waits", async ({ company, as }) => {
  const [kept, back] = [await company.item({ state: "outbox" }), await company.item({ state: "outbox" })];
  const desk = await as("accountant");
  const outbox = await desk.openOutbox();
  await outbox.takeBack(back.contract.number);
  await expect(outbox.row(back.contract.number)).toContainText("left the outbox");
  await expect(outbox.row(kept.contract.number)).toContainText("In the outbox");
  const review = await desk.openItem(back);
  await expect(review.button("Accept")).toBeEnabled();
});
