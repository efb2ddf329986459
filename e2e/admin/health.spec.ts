import { expect, test } from "../fixtures.ts";
import { eventually } from "../support/eventually.ts";

test("every leg of the sample installation runs", async ({ asSample }) => {
  const health = await (await asSample("admin")).openHealth();
  await expect(health.legs).toHaveCount(7);
  await expect(health.client("Sage server").filter({ hasText: "Connected" })).toHaveCount(1);
});

test("a refresh goes from Sage to the items, and each leg says that it was done", async ({ asSample }) => {
  const health = await (await asSample("accountant")).openHealth();
  await health.refresh.click();
  for (const leg of ["Jobs, codes and categories", "Vendors", "Commitments and change orders", "Items checked"])
    await eventually(health.refreshLeg(leg)).toContainText("Done");
  await eventually(health.page.getByText(/^Asked for by .* Took /)).toBeVisible();

  const auditors = await (await asSample("auditor")).openHealth();
  await expect(auditors.refresh).toBeDisabled();
  await expect(auditors.refresh).toHaveAccessibleDescription(/read Sage now/);
});

test("Sage that nobody can read is not refreshed, in words", async ({ as }) => {
  const desk = await as("accountant");
  const health = await desk.openHealth();
  await health.refresh.click();
  await expect(desk.page.getByText("No sync client can read Sage just now.")).toBeVisible();
  await expect(health.refreshLeg("Vendors")).toHaveCount(0);
});

test("an enrolment code is made once for a name, and only an administrator makes it", async ({ as }) => {
  const desk = await as("admin");
  const health = await desk.openHealth();
  const dialog = await health.makeCode("SAGE02");
  await expect(dialog.getByText(/^[A-Z2-9]{4}(-[A-Z2-9]{4})+$/)).toBeVisible();
  await expect(dialog).toContainText("sync-client.mjs enrol --gateway");
  await dialog.getByRole("button", { name: "Done" }).click();
  await health.enrol.click();
  await expect(dialog).not.toContainText("shown only now");

  const accountant = await as("accountant");
  const theirs = await accountant.openHealth();
  await expect(theirs.enrol).toBeDisabled();
  await expect(theirs.enrol).toHaveAccessibleDescription(/change settings/);
});

test("a sync client is revoked by typing its name", async ({ company, as }) => {
  const desk = await as("admin");
  const health = await desk.openHealth();
  const { name } = company.syncClient;
  await health.client(name).getByRole("button", { name: "Revoke …" }).click();
  const dialog = desk.page.getByRole("dialog", { name: `Revoke ${name}?` });
  await expect(dialog.getByRole("button", { name: "Revoke" })).toBeDisabled();
  await dialog.getByRole("textbox").fill(name);
  await dialog.getByRole("button", { name: "Revoke" }).click();
  await expect(health.client(name)).toContainText("Revoked");
  await expect(health.client(name).getByRole("button")).toHaveCount(0);
  const history = await desk.openHistory();
  await expect(history.event(/[Rr]evoked/)).toHaveCount(1);
});
