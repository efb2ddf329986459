import type { SampleCompany } from "#drizzle/factories/sample-company.ts";
import { expect, test } from "../fixtures.ts";
import type { Desk } from "../pages/desk.ts";
import type { ItemReview } from "../pages/item-review.ts";
import { eventually } from "../support/eventually.ts";

/** The item under review in the accountant's inbox, from any view. */
async function reviewOf(desk: Desk, number: string): Promise<ItemReview> {
  const inbox = await desk.openInbox(`?tab=all&q=${number}`);
  return await inbox.moveTo(number);
}

async function resend(manager: Desk, sample: SampleCompany, number: string, title: string): Promise<void> {
  const project = await manager.openProject(sample.project);
  await expect(project.group("Returned to you").getByRole("link", { name: number })).toBeVisible();
  await eventually(project.item(number)).toContainText(title);
  await project.button(number, "Re-send").click();
  await expect(project.group("With accounting").getByRole("link", { name: number })).toBeVisible();
}

test("what Sage refuses is told in Sage's words, goes back to the project and succeeds corrected", async ({
  sample,
  asSample,
  procore,
  sage,
}) => {
  const contract = await procore.contract(sample);
  const { number } = contract;
  const words = `${number} refused: batch 0417 is open by KSMITH`;
  await sage.fault({ kind: "reject", match: number, words });
  const accountant = await asSample("accountant");
  const review = await reviewOf(accountant, number);
  await review.accept();
  await review.becomes("Failed to Export");
  await expect(review.exportBlock).toContainText(words);
  await expect(review.button("Try again")).toBeEnabled();
  expect(await sage.effects(number)).toEqual([]);

  const dialog = await review.openReject();
  await dialog.choose("Other, see text");
  await dialog.write("Sage refused it; please shorten the title and send it again.");
  await dialog.sendAndClose();
  await expect(review.word("Rejected")).toBeVisible();

  await procore.edit(contract, { title: "Electrical" });
  await resend(await asSample("project_manager"), sample, number, "Electrical");
  await expect(review.word("Ready to Export")).toBeVisible();
  await review.accept();
  await review.becomes("Synced");
  const kinds = (await sage.effects(number)).map((effect) => effect.kind);
  expect(kinds).toEqual(["commitment.imported", "commitment.posted"]);
});

test("Try again after a refusal sends the same document", async ({ sample, asSample, procore, sage }) => {
  const contract = await procore.contract(sample);
  await sage.fault({ kind: "reject", match: contract.number, words: "Period 11 is closed" });
  const review = await reviewOf(await asSample("accountant"), contract.number);
  await review.accept();
  await eventually(review.exportBlock).toContainText("Period 11 is closed");
  await review.button("Try again").click();
  await review.becomes("Synced");
  expect((await sage.effects(contract.number)).map((effect) => effect.kind)).toHaveLength(2);
});

test("what stands in Sage otherwise than accepted is held, with both sides shown", async ({
  sample,
  asSample,
  procore,
  sage,
}) => {
  const contract = await procore.contract(sample, {
    lines: [
      { description: "Conduit", amount: "4100.00" },
      { description: "Wire pull", amount: "2250.75" },
    ],
  });
  await sage.fault({ kind: "partial", match: contract.number, words: "line not written" });
  const review = await reviewOf(await asSample("accountant"), contract.number);
  await review.accept();
  await review.becomes("Needs an answer");
  const table = review.exportBlock.getByRole("table", { name: "What was accepted, and what Sage shows" });
  await expect(table.getByRole("row")).not.toHaveCount(0);
  await expect(table.getByRole("columnheader")).toHaveText(["Where", "Accepted", "In Sage"]);
  await expect(review.button("Found in Sage")).toBeEnabled();
  await review.button("Stop this export").click();
  const confirm = review.page.getByRole("dialog", { name: /^Stop this export/ });
  await confirm.getByRole("button", { name: "Stop the export" }).click();
  await review.becomes("Failed to Export");
});

test("an import that waits for posting is told so, and becomes Synced when somebody posts it", async ({
  sample,
  asSample,
  procore,
  sage,
}) => {
  const contract = await procore.contract(sample);
  await sage.fault({ kind: "posting_held", match: contract.number });
  const review = await reviewOf(await asSample("accountant"), contract.number);
  await review.accept();
  await eventually(review.exportBlock).toContainText("not posted");
  await expect(review.exportBlock.getByRole("heading")).toContainText("Imported");
  await review.becomes("Exporting");
  expect((await sage.commitments(contract.number)).map((row) => row.posted)).toEqual([false]);
  await sage.post(contract.number);
  await review.becomes("Synced");
});
