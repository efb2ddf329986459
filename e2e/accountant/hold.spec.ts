import { expect, test } from "../fixtures.ts";

test.use({ companyOptions: { profile: { undoSeconds: 600, undoSecondsBulk: 600 } } });

test("H holds an item in the inbox and an export in the outbox; neither goes on before the hold is lifted", async ({
  company,
  as,
}) => {
  const [first, waiting] = [await company.item(), await company.item({ state: "outbox" })];
  const { number } = first.contract;
  const desk = await as("accountant");
  const inbox = await desk.openInbox();
  await inbox.isAt(number);
  await desk.press("h");
  const dialog = desk.page.getByRole("dialog", { name: `Hold ${number}` });
  await dialog.getByRole("radio", { name: "Until a time" }).check();
  await expect(dialog.getByLabel(/^Day and time in/)).toHaveValue(/T17:00$/);
  await dialog.getByRole("textbox", { name: /^Note/ }).fill("Owner asked to wait");
  await desk.press("Control+Enter");
  await expect(dialog).toBeHidden();
  await expect(inbox.row(number)).toBeHidden();

  await expect(inbox.tab("Held")).toContainText("1");
  await inbox.tab("Held").click();
  await expect(inbox.row(number)).toContainText("Held until");
  const review = await inbox.moveTo(number);
  await expect(review.article.getByRole("region", { name: "Hold" })).toContainText("Owner asked to wait");
  await expect(review.button("Accept")).toBeDisabled();
  await review.article.getByRole("button", { name: "Lift the hold" }).click();
  await expect(inbox.row(number)).toBeHidden();

  const outbox = await desk.openOutbox();
  await outbox.row(waiting.contract.number).click();
  await desk.press("h");
  await expect(desk.page.getByRole("dialog", { name: `Hold ${waiting.contract.number}` })).toBeVisible();
  await desk.press("Control+Enter");
  await expect(outbox.row(waiting.contract.number)).toContainText("Held until somebody lifts it");
  await expect(outbox.part("Held")).toHaveAccessibleName(/Held ?1/);
  await expect(outbox.row(waiting.contract.number).getByRole("button", { name: "Release now" })).toBeDisabled();
  await desk.press("h");
  await expect(outbox.row(waiting.contract.number)).toContainText("In the outbox");
  await expect(outbox.row(waiting.contract.number).getByRole("timer")).toBeVisible();
});
