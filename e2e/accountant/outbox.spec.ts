import { expect, test } from "../fixtures.ts";

test.use({ companyOptions: { profile: { undoSeconds: 600, undoSecondsBulk: 600 } } });

test("the outbox counts everything, narrows by its parts and takes a batch back by one key", async ({
  company,
  as,
}) => {
  await company.item({ state: "outbox" });
  const items = [await company.item(), await company.item()];
  const failed = await company.item({ state: "failed" });
  const desk = await as("accountant");
  const inbox = await desk.openInbox();
  await inbox.select(...items.map((item) => item.contract.number));
  await desk.press("Shift+A");
  await expect(inbox.acceptDrawer.total).toContainText("2");
  await inbox.acceptDrawer.confirm();
  await expect(inbox.outboxStrip).toContainText("2 of yours");

  const outbox = await desk.openOutbox();
  await expect(outbox.part("Under way")).toHaveAccessibleName(/Under way ?3/);
  await expect(outbox.rows).toHaveCount(3);

  await outbox.part("Failed to Export").check({ force: true });
  await expect(outbox.rows).toHaveCount(1);
  await expect(outbox.row(failed.contract.number)).toContainText("Failed to Export");
  await desk.page.reload();
  await expect(outbox.rows).toHaveCount(1);
  await outbox.part("Under way").check({ force: true });
  await expect(outbox.foot).toContainText("3 items");

  const [first] = items;
  await outbox.row(first?.contract.number ?? "").click();
  await desk.press("Shift+U");
  await expect(outbox.question).toHaveAccessibleName(/^Take back batch \d+\?$/);
  await desk.press("Control+Enter");
  await expect(outbox.question).toBeHidden();
  await expect(outbox.part("Under way")).toHaveAccessibleName(/Under way ?1/);
  for (const item of items) await expect(outbox.row(item.contract.number)).toContainText("left the outbox");
});
