import type { Locator } from "@playwright/test";
import { expect, test } from "../fixtures.ts";
import { openUnlink, unlinkBlock } from "../pages/unlink.ts";
import { control } from "../support/control.ts";
import { environment } from "../support/environment.ts";
import { eventually } from "../support/eventually.ts";
import { until } from "../support/until.ts";

/** Confirms by the key, as soon as the dialog takes it. */
async function watch(dialog: Locator): Promise<void> {
  await expect(dialog.getByRole("button", { name: /Watch Sage/ })).toBeEnabled();
  await dialog.page().keyboard.press("Control+Enter");
}

test("Unlink says what to delete, watches Sage, and opens the item by itself", async ({
  sample,
  asSample,
  procore,
}) => {
  const contract = await procore.contract(sample);
  const desk = await asSample("accountant");
  const inbox = await desk.openInbox(`?q=${contract.number}`);
  const review = await inbox.moveTo(contract.number);
  await review.accept();
  await review.becomes("Synced");
  await until("Procore to carry the Sage id", async () => (await procore.read(contract)).origin_id === contract.number);

  const dialog = await openUnlink(review);
  await expect(dialog).toContainText(`Delete the commitment in Sage: ${contract.number}`);
  await expect(dialog.getByRole("button", { name: "Copy sage id" })).toBeVisible();
  await watch(dialog);
  await eventually(unlinkBlock(review)).toContainText("Still in Sage");
  await review.becomes("Synced");
  await expect(review.button("Unlink…")).toBeDisabled();

  await unlinkBlock(review).getByRole("button", { name: "Withdraw Unlink" }).press("Enter");
  await expect(unlinkBlock(review)).toBeHidden();

  const again = await openUnlink(review);
  await control(environment.sage(), "POST", `commitments/${encodeURIComponent(contract.number)}/delete`);
  await watch(again);
  await review.becomes("Not sent");
  await until("Procore to carry no Sage id", async () => (await procore.read(contract)).origin_id === null);
  await review.show("Record");
  await expect(review.timeline).toContainText(`Unlinked from ${contract.number}`);
  await eventually(review.timeline).toContainText(`Procore no longer shows ${contract.number} as synced`);
});

test("what belongs to a commitment comes first, and is named with its Sage id", async ({ company, as }) => {
  const parent = await company.item({ state: "synced" });
  const child = await company.changeOrder(parent, { state: "synced" });
  const desk = await as("accountant");
  const review = await desk.openItem(parent);
  const dialog = await openUnlink(review);
  const first = dialog.getByRole("region", { name: "What comes first" });
  await expect(first.getByRole("link", { name: new RegExp(child.source.number) })).toBeVisible();
  await expect(dialog.getByRole("button", { name: /Watch Sage/ })).toBeDisabled();
});
