import type { Page } from "@playwright/test";
import { expect, test } from "../fixtures.ts";

// Without a time to take it back, the outbox would be over before the test looks.
test.use({ companyOptions: { profile: { undoSeconds: 600 } } });

const dialogOf = (page: Page) => page.getByRole("dialog", { name: "Why is it stuck?" });
const chainOf = (page: Page) => dialogOf(page).getByRole("list", { name: "Chain of causes" }).getByRole("listitem");

test("W in the inbox names the chain of causes and leads to the next step", async ({ company, as }) => {
  const parent = await company.item();
  const { number } = parent.contract;
  await company.changeOrder(parent, { number: "007" });
  const desk = await as("accountant");
  const inbox = await desk.openInbox();
  await inbox.moveTo("007");
  await desk.press("w");
  const dialog = dialogOf(desk.page);
  const words = `Commitment change order 007 waits for Subcontract ${number}: Subcontract ${number} waits for the decision of accounting.`;
  await expect(dialog.getByRole("status")).toHaveText(words);
  await expect(chainOf(desk.page)).toHaveCount(2);
  await expect(chainOf(desk.page).nth(1)).toContainText("Held by Accounting");
  await dialog.getByRole("button", { name: "Accept" }).click();
  const review = desk.page.getByRole("article", { name: `Subcontract ${number}` });
  await expect(review).toBeVisible();
  await expect(dialog).toBeHidden();
});

test("the next step of the item itself is done from the answer", async ({ company, as }) => {
  const item = await company.item();
  const desk = await as("accountant");
  const review = await desk.openItem(item);
  await review.button("Why is it stuck?").click();
  await dialogOf(desk.page).getByRole("button", { name: "Accept" }).click();
  await review.becomes("Outbox");
});

test("in the outbox and on the project's page the same words are said", async ({ company, as }) => {
  const item = await company.item({ state: "exporting" });
  const { number } = item.contract;
  const words = `Subcontract ${number} waits: the sync client is away.`;
  const desk = await as("accountant");
  const outbox = await desk.openOutbox();
  await outbox
    .row(number)
    .getByRole("button", { name: `Why is ${number} stuck?` })
    .click();
  await expect(dialogOf(desk.page).getByRole("status")).toHaveText(words);
  await expect(dialogOf(desk.page).getByRole("button", { name: "Open Sync health" })).toBeEnabled();

  const manager = await as("project_manager");
  const project = await manager.openProject(company.project);
  await project.button(number, `Why is ${number} stuck?`).click();
  await expect(dialogOf(manager.page).getByRole("status")).toHaveText(words);
  await expect(dialogOf(manager.page).getByRole("button", { name: "Open Sync health" })).toBeDisabled();
});
