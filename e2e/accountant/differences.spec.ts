import { expect, test } from "../fixtures.ts";

test("a document that came back shows what changed, and which points of the rejection are met", async ({
  company,
  as,
}) => {
  const item = await company.item({ title: "Site electrical and all its lights" });
  const desk = await as("accountant");
  const review = await desk.openItem(item);
  const dialog = await review.openReject();
  await dialog.choose("Title too long or unclear", "Amounts do not agree");
  await dialog.sendAndClose();
  await expect(review.word("Rejected")).toBeVisible();

  await company.newVersion({ ...item.contract, title: "Site electrical" });
  const project = await (await as("project_manager")).openProject(company.project);
  await project.button(item.contract.number, "Re-send").click();
  await expect(review.word("Ready to Export")).toBeVisible();
  await expect(review.lastRejection).toContainText("1 of 2 met");
  await expect(review.lastRejection.getByRole("listitem")).toHaveText([
    /Title too long or unclear.*Met/,
    /Amounts do not agree.*Not met: nothing changed here/,
  ]);

  await desk.press("3");
  const fields = review.article.getByRole("region", { name: "Changed fields" });
  await expect(fields.getByRole("row")).toHaveText([
    /Field/,
    /Title.*Site electrical and all its lights.*Site electrical/,
  ]);
  await expect(review.article.getByText("Net effect")).toBeVisible();
  const lines = review.article.getByRole("table").filter({ hasText: "Net effect of the lines" });
  await expect(lines).toHaveCount(0);
  await desk.press("d");
  await expect(lines.getByRole("row")).toHaveCount(item.contract.lines.length + 2);
});

test("one version has nothing to be held against", async ({ company, as }) => {
  const item = await company.item();
  const review = await (await as("accountant")).openItem(item);
  await review.show("Changes");
  await expect(review.article.getByText("One version")).toBeVisible();
});
