import { expect, test } from "../fixtures.ts";
import { eventually } from "../support/eventually.ts";
import { until } from "../support/until.ts";

test("a commitment and its change order, accepted in one selection, reach Sage one after the other", async ({
  sample,
  asSample,
  procore,
  sage,
}) => {
  const contract = await procore.contract(sample);
  const order = await procore.changeOrder(contract, { amounts: ["950.00", "-120.50"] });
  const id = `${contract.number}/${order.number}`;
  const desk = await asSample("accountant");
  const inbox = await desk.openInbox(`?q=${contract.number}`);
  await eventually(inbox.rows).toHaveCount(2);
  await expect(inbox.row(order.number)).toContainText(sample.vendors[0]?.name ?? "");

  await inbox.select(order.number, contract.number);
  await desk.press("Shift+A");
  await expect(inbox.acceptDrawer.dialog).toHaveAccessibleName("Accept 2 items");
  await expect(inbox.acceptDrawer.later).toContainText("1 item");
  await inbox.acceptDrawer.confirm();
  await expect(inbox.acceptDrawer.dialog).toBeHidden();

  const all = await desk.openInbox(`?tab=all&q=${contract.number}`);
  const review = await all.moveTo(order.number);
  await review.becomes("Synced");
  const kinds = (await sage.effects(contract.number)).map(({ kind }) => kind);
  expect(kinds).toEqual(["commitment.imported", "commitment.posted"]);
  const [commitment, change] = [await sage.effects(contract.number), await sage.effects(id)];
  expect(change.map(({ kind, amount }) => [kind, amount])).toEqual([
    ["change_order.imported", "829.50"],
    ["change_order.posted", "829.50"],
  ]);
  expect(Number(commitment.at(-1)?.id)).toBeLessThan(Number(change[0]?.id));
  await until("Procore to carry the Sage id", async () => (await procore.readChangeOrder(order)).origin_id === id);

  await review.show("Record");
  await expect(review.timeline).toContainText(`Accepted as ${id}`);
  await expect(review.parent).toContainText("Synced");
  await review.parent.getByRole("link", { name: contract.number }).click();
  await expect(desk.page.getByRole("article", { name: `Subcontract ${contract.number}` })).toBeVisible();
});

test("a change order whose commitment is not accepted cannot be accepted and says which it is", async ({
  company,
  as,
}) => {
  const parent = await company.item();
  const { number } = parent.contract;
  await company.changeOrder(parent, { number: "007" });
  const desk = await as("accountant");
  const inbox = await desk.openInbox();
  await expect(inbox.row("007")).toContainText(company.vendor.name);
  const review = await inbox.moveTo("007");
  await expect(review.word("Blocked")).toBeVisible();
  await expect(review.article.getByRole("definition").filter({ hasText: company.vendor.name })).toBeVisible();
  await expect(review.button("Accept")).toBeDisabled();
  const words = `Commitment ${number} is “Ready to Export”; it has to be accepted before its change orders.`;
  await expect(review.finding(words)).toContainText(`Accept ${number}, alone or together with this.`);
  await expect(review.finding(words).getByRole("link", { name: `Open ${number}` })).toBeVisible();

  await inbox.select("007");
  await desk.press("Shift+A");
  await expect(inbox.acceptDrawer.leftOut).toContainText(words);
  await expect(inbox.acceptDrawer.dialog.getByRole("button", { name: "Accept 0" })).toBeDisabled();
  await desk.press("Escape");

  await review.show("Record");
  await expect(review.parent).toContainText("Ready to Export");
  await expect(review.parent.getByRole("link", { name: number })).toBeVisible();
});
