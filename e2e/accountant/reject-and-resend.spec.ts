import { expect, test } from "../fixtures.ts";
import { eventually } from "../support/eventually.ts";

test("a rejection comes back corrected, and the second version is synced", async ({
  sample,
  asSample,
  procore,
  sage,
}) => {
  const contract = await procore.contract(sample, { title: "Electrical rough-in and site lighting, all levels" });
  const accountant = await asSample("accountant");
  const inbox = await accountant.openInbox(`?q=${contract.number}`);
  const review = await inbox.moveTo(contract.number);
  await expect(review.finding(/Title has 49 characters; Sage takes 30/)).toBeVisible();

  const dialog = await review.openReject();
  await dialog.send();
  await expect(dialog.alert).toContainText("A rejection needs a reason or a text.");
  await dialog.choose("Title too long or unclear", "Retainage wrong");
  await dialog.write("Thirty characters, please.\nRetainage is 5 % by the signed contract.");
  await expect(dialog.letter).toContainText("Thirty characters, please.");
  await dialog.sendAndClose();

  const manager = await asSample("project_manager");
  const project = await manager.openProject(sample.project);
  const returned = project.group("Returned to you");
  await expect(returned.getByRole("link", { name: contract.number })).toBeVisible();
  await expect(project.item(contract.number)).toContainText("Title too long or unclear");
  await expect(project.item(contract.number)).toContainText("Retainage wrong");
  await expect(project.item(contract.number)).toContainText("Retainage is 5 % by the signed contract.");

  await procore.edit(contract, { title: "Electrical rough-in", retainage_percent: "5.0" });
  await eventually(project.item(contract.number)).toContainText("Electrical rough-in");
  await expect(project.item(contract.number)).not.toContainText("all levels");
  await project.button(contract.number, "Re-send").click();
  await expect(project.group("With accounting").getByRole("link", { name: contract.number })).toBeVisible();

  await inbox.tab("Returned").click();
  const again = await inbox.moveTo(contract.number);
  await expect(again.lastRejection).toContainText("Thirty characters, please.");
  await again.accept();
  await again.becomes("Synced");
  const [row] = await sage.commitments(contract.number);
  expect(row).toMatchObject({ posted: true, description: "Electrical rough-in" });
});
