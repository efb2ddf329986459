import { aReplayRun } from "#drizzle/factories/replay-run.ts";
import { expect, test } from "../fixtures.ts";
import { eventually } from "../support/eventually.ts";

test.use({ companyOptions: { profile: { undoSeconds: 600 } } });

test("an auditor reads everything and finds every decision closed, with the reason", async ({ company, as }) => {
  const item = await company.item();
  await company.item({ vendor: "unlinked" });
  const waiting = await company.item({ state: "outbox" });
  const desk = await as("auditor");
  const reason = /Your role does not include this/;

  const review = await desk.openItem(item);
  for (const name of ["Accept", "Reject"]) {
    await expect(review.button(name)).toBeDisabled();
    await expect(review.button(name)).toHaveAccessibleDescription(reason);
  }
  await expect(review.field("Sage ID")).not.toBeEditable();
  await desk.press("a", "r");
  await expect(review.word("Ready to Export")).toBeVisible();
  await expect(desk.page.getByRole("dialog", { name: /^Reject/ })).toHaveCount(0);

  const outbox = await desk.openOutbox();
  await expect(outbox.row(waiting.contract.number).getByRole("button", { name: "Take back" })).toHaveCount(1);
  for (const button of await outbox.row(waiting.contract.number).getByRole("button").all()) {
    await expect(button).toBeDisabled();
    await expect(button).toHaveAccessibleDescription(reason);
  }
  const vendors = await desk.openVendors();
  await expect(vendors.button(company.unlinkedVendor.name, "Link")).toBeDisabled();
  const settings = await desk.openSettings();
  await expect(settings.text("Undo window, one item")).not.toBeEditable();
  await expect(settings.save).toHaveCount(0);
  await expect(settings.grant("Noel Brandt", "Commitments")).toBeDisabled();
  const health = await desk.openHealth();
  await expect(health.enrol).toBeDisabled();
  const project = await desk.openProject(company.project);
  await expect(project.item(item.contract.number)).toBeVisible();
  await expect(project.button(item.contract.number, "Retrieve")).toBeDisabled();
});

test("the chain of the record verifies, and every act is in it", async ({ company, as }) => {
  await company.item({ state: "synced" });
  const desk = await as("auditor");
  const history = await desk.openHistory();
  await expect(history.event(/^.*Accepted as/)).toHaveCount(1);
  await history.verify.click();
  await eventually(history.outcome).toContainText("every hash is right");
  await history.outcome.getByRole("button", { name: "Close" }).last().click();
  await expect(history.outcome).toBeHidden();
  await desk.page.reload();
  await expect(history.event("Chain verified")).toHaveCount(1);
});

test("what a replay is, its command for this company, and how the last one ended", async ({ company, as, owner }) => {
  const desk = await as("auditor");
  const history = await desk.openHistory();
  await history.replayLine.getByRole("button", { name: "Replay" }).click();
  await expect(history.replay).toContainText(`npm run replay -- --name "${company.name}"`);
  await expect(history.replay).toContainText("No replay has been recorded yet.");
  await history.replay.getByRole("button", { name: "Copy" }).click();
  await history.replay.getByRole("button", { name: "Close" }).last().click();
  await aReplayRun(owner, company.id);
  await desk.page.reload();
  await eventually(history.replayLine).toContainText("Last: totals differ");
  await expect(history.event("Replay into a test Sage: totals differ")).toHaveCount(1);
  await history.replayLine.getByRole("button", { name: "Replay" }).click();
  await expect(history.replay.getByRole("row", { name: /24-01 Committed/ })).toContainText("19,252.50");
  await expect(history.replay).toContainText("Not replayed: commitment SC-0001");
});
