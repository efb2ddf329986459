import { expect, test } from "../fixtures.ts";

test("a setting is changed with a note, shown before and after, and written into the history", async ({
  company,
  as,
}) => {
  const desk = await as("admin");
  const settings = await desk.openSettings();
  const field = settings.text("Undo window, one item");
  await expect(field).toHaveValue("0");
  await field.fill("45");
  await expect(settings.profile.getByRole("list", { name: "Changes" })).toContainText("Undo window, one item: 0");
  await settings.showImpact.click();
  await expect(settings.profile.getByText("Write why, in at least three letters.")).toBeVisible();
  await settings.note.fill("Time to think");
  await settings.showImpact.click();
  await expect(settings.impact.getByRole("status")).toContainText("None comes out differently.");
  await settings.save.click();
  await expect(desk.page.getByText("1 setting saved").first()).toBeVisible();
  await desk.page.reload();
  await expect(field).toHaveValue("45");

  const history = await desk.openHistory();
  await expect(history.event("Time to think")).toHaveCount(1);
  await expect(history.event("Time to think")).toContainText("Iris Vance");
  await company.item();
});

test("a value that cannot be is told at its field and nothing is saved", async ({ as }) => {
  const desk = await as("admin");
  const settings = await desk.openSettings();
  await settings.text("Undo window, one item").fill("soon");
  await settings.note.fill("Why not");
  await settings.showImpact.click();
  await expect(settings.profile.getByText("A whole number from 0 to 3600.")).toBeVisible();
  await desk.page.reload();
  await expect(settings.text("Undo window, one item")).toHaveValue("0");
});

test("the right to push to accounting is given and works at once", async ({ company, as }) => {
  const item = await company.item();
  const noel = await as("ungranted");
  const review = await noel.openItem(item);
  await expect(review.button("Accept")).toBeDisabled();
  await expect(review.button("Accept")).toHaveAccessibleDescription(/Can push to accounting/);

  const desk = await as("admin");
  const settings = await desk.openSettings();
  await settings.grant("Noel Brandt", "Commitments").check();
  await settings.saveGrants("Noel Brandt").click();
  await expect(desk.page.getByText("Rights of Noel Brandt saved").first()).toBeVisible();
  await expect(review.button("Accept")).toBeEnabled();
  await review.accept();
  await expect(review.word("Exporting").or(review.word("Outbox")).first()).toBeVisible();
});

test("the impact is shown before a save, and the change is reverted with its values from before", async ({
  company,
  as,
}) => {
  const item = await company.item();
  const desk = await as("admin");
  const settings = await desk.openSettings();
  const format = settings.choice("Date format of the commitment import");
  await format.selectOption({ label: "yyyy-mm-dd (2026-03-14)" });
  await settings.note.fill("Sage's operator has other dates");
  await settings.showImpact.click();
  await expect(settings.impact.getByRole("status")).toContainText("1 item would change:");
  await expect(settings.impact.getByRole("row", { name: /^Is written differently Commitments 1/ })).toBeVisible();
  await expect(settings.impact.getByRole("link", { name: item.contract.number })).toBeVisible();
  await settings.save.click();
  await expect(settings.impact).toHaveCount(0);
  await expect(format).toHaveValue("yyyy-mm-dd");

  await settings.revert("Sage's operator has other dates").click();
  await expect(format).toHaveValue("mm/dd/yyyy");
  await expect(settings.note).toHaveValue("Reverts: Sage's operator has other dates");
  await settings.showImpact.click();
  await settings.save.click();
  await expect(settings.impact).toHaveCount(0);
  await expect(settings.revert("Reverts: Sage's operator has other dates")).toBeVisible();
  await desk.page.reload();
  await expect(format).toHaveValue("mm/dd/yyyy");
});

test("a version of Sage that is not supported is refused with the list; the gates say what is closed and why", async ({
  as,
}) => {
  const desk = await as("admin");
  const settings = await desk.openSettings();
  await expect(settings.gate("Supported version of Sage")).toContainText("Open");
  await settings.text("Version of Sage 300 CRE").fill("19.2");
  await expect(settings.profile.getByText(/19.2 is no supported version. Supported are 23.1, 22.2/)).toBeVisible();
  await settings.text("Version of Sage 300 CRE").fill("17.1");
  await settings.note.fill("As installed");
  await settings.showImpact.click();
  await settings.save.click();
  await expect(settings.gate("Sage for prime contracts")).toContainText("Closed");
});
