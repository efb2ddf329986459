import { expect, test } from "../fixtures.ts";

test.use({ companyOptions: { profile: { undoSeconds: 600 } } });

test("Ctrl+K finds any record and does what the screen can do", async ({ company, as }) => {
  const items = [await company.item(), await company.item()];
  const wanted = items[1]?.contract.number ?? "";
  const desk = await as("accountant");
  const inbox = await desk.openInbox("?sort=number&dir=asc");
  await expect(inbox.rows).toHaveCount(2);
  const palette = desk.page.getByRole("dialog", { name: "Find a record or a command" });
  const box = palette.getByRole("combobox");

  await desk.press("Control+k");
  await expect(box).toBeFocused();
  await box.fill("reject");
  await expect(palette.getByRole("option", { name: /^Reject/ }).first()).toBeVisible();
  await desk.press("Enter");
  await expect(palette).toBeHidden();
  await expect(desk.page.getByRole("dialog", { name: /^Reject/ })).toBeVisible();
  await desk.press("Escape");

  await desk.press("Control+k");
  await box.fill("inbox blocked");
  await desk.press("Enter");
  await expect(desk.page).toHaveURL(/tab=blocked/);

  await desk.press("Control+k");
  await box.fill(wanted);
  const hit = palette.getByRole("option", { name: new RegExp(wanted) });
  await expect(hit).toBeVisible();
  await hit.click();
  await expect(desk.page).toHaveURL(`/items/${items[1]?.id}`);

  await desk.press("Control+k");
  await box.fill("go outbox");
  await desk.press("Enter");
  await expect(desk.page.getByRole("heading", { level: 1, name: "Outbox" })).toBeVisible();

  await desk.press("/");
  await box.fill("no such words");
  await expect(palette.getByText("Nothing has all these words.")).toBeVisible();
  await desk.press("Escape");
  await expect(palette).toBeHidden();
});

test("a project manager finds own records and the commands of the screen", async ({ company, as }) => {
  await company.item();
  const desk = await as("project_manager");
  await desk.openProject(company.project);
  await desk.press("Control+k");
  const palette = desk.page.getByRole("dialog", { name: "Find a record or a command" });
  await palette.getByRole("combobox").fill(company.project.name);
  await expect(palette.getByRole("option", { name: new RegExp(company.project.name) }).first()).toBeVisible();
});
