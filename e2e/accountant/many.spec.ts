import { expect, test } from "../fixtures.ts";

test.use({ companyOptions: { profile: { undoSeconds: 600, undoSecondsBulk: 600 } } });

test("fifty clean items are one decision of four chords, and every row has its own outcome", async ({
  company,
  as,
}) => {
  for (let n = 0; n < 50; n += 1) await company.item();
  const blocked = await company.item({ vendor: "unlinked" });
  const desk = await as("accountant");
  const inbox = await desk.openInbox("?tab=all");
  await expect(inbox.rows).toHaveCount(51);
  // Nothing is signed twice where no rule asks for it.
  await expect(inbox.tab("Second signature")).toHaveCount(0);

  const since = Date.now();
  await desk.press("Alt+1", "Control+a", "Shift+A");
  await expect(inbox.acceptDrawer.dialog).toHaveAccessibleName("Accept 50 items");
  await expect(inbox.acceptDrawer.total).toContainText("50");
  await expect(inbox.acceptDrawer.total).toContainText("175,050.00");
  await expect(inbox.acceptDrawer.leftOut).toContainText(blocked.contract.number);
  await expect(inbox.acceptDrawer.leftOut).toContainText("not linked");
  await desk.press("Control+Enter");
  await expect(inbox.acceptDrawer.dialog).toBeHidden();
  await expect(inbox.outboxStrip).toContainText("50 of yours");
  console.info(`fifty accepted with four chords in ${((Date.now() - since) / 1000).toFixed(2)} s`);
  await expect(inbox.rows).toHaveCount(1);
  await expect(inbox.tab("Outbox")).toContainText("50");

  await desk.press("z");
  await expect(inbox.rows).toHaveCount(51);
});

test("what somebody else decided meanwhile is named row by row, the rest goes", async ({ company, as }) => {
  const items = [await company.item(), await company.item(), await company.item()];
  const [taken] = items;
  const desk = await as("accountant");
  const inbox = await desk.openInbox();
  await inbox.select(...items.map((item) => item.contract.number));
  await desk.press("Shift+A");
  await expect(inbox.acceptDrawer.total).toContainText("3");

  const other = await as("accountant");
  const review = await other.openItem(taken ?? (items[0] as never));
  await review.accept();
  await expect(review.word("Outbox")).toBeVisible();

  await inbox.acceptDrawer.confirm();
  await expect(inbox.acceptDrawer.refused).toHaveAccessibleName("1 not accepted");
  await expect(inbox.acceptDrawer.refused).toContainText("2 items went to the outbox");
  await expect(inbox.acceptDrawer.refused).toContainText(taken?.contract.number ?? "");
  await expect(inbox.acceptDrawer.refused).toContainText("Ada Kline was first");
});
