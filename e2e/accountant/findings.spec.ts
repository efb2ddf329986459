import { expect, test } from "../fixtures.ts";

test.use({ companyOptions: { profile: { undoSeconds: 600 } } });

test("a blocked item cannot be accepted and says why; a linked vendor frees it", async ({ company, as }) => {
  const item = await company.item({ vendor: "unlinked" });
  const accountant = await as("accountant");
  const inbox = await accountant.openInbox("?tab=blocked");
  const review = await inbox.moveTo(item.contract.number);
  const why = "Cedar Ridge Drywall is not linked to a vendor in Sage.";
  await expect(review.finding(why)).toBeVisible();
  await expect(review.button("Accept")).toBeDisabled();
  await expect(review.button("Accept")).toHaveAccessibleDescription(new RegExp(why));
  await accountant.press("a");
  await expect(accountant.page.getByText(`${item.contract.number} cannot be accepted`).first()).toBeVisible();
  await expect(inbox.row(item.contract.number)).toBeVisible();

  const admin = await as("admin");
  const vendors = await admin.openVendors();
  await vendors.row("Cedar Ridge Drywall").click();
  await expect(vendors.detail("Cedar Ridge Drywall")).toContainText("Frees 1 item");
  await vendors.proposal("Cedar Ridge Drywall", "CEDARRIDGE").check();
  await vendors.button("Cedar Ridge Drywall", "Link").click();
  await expect(vendors.row("Cedar Ridge Drywall")).toBeHidden();

  await expect(review.button("Accept")).toBeEnabled();
  await expect(review.word("Clean")).toBeVisible();
  await review.accept();
  await expect(review.word("Outbox")).toBeVisible();
});

test("another Sage id changes exactly the document that Accept accepts", async ({ company, as }) => {
  const item = await company.item();
  const desk = await as("accountant");
  const review = await desk.openItem(item);
  const before = await review.previewText();
  await review.show("Decision");
  await review.field("Sage ID").fill("X-4711");
  await review.field("Sage ID").press("Enter");
  await expect(review.article.getByText("Saved")).toBeVisible();
  const renamed = before.map((file) => file.lines.map((line) => line.replaceAll(item.contract.number, "X-4711")));
  await expect.poll(async () => (await review.previewText()).map((file) => file.lines)).toEqual(renamed);
  await review.accept();
  await expect(review.word("Outbox")).toBeVisible();
  await review.show("Record");
  await expect(review.timeline).toContainText("Accepted as X-4711");
});

test("a Sage id that is too long or taken is said at once", async ({ company, as }) => {
  const [first, second] = [await company.item({ number: "SC-A" }), await company.item({ number: "SC-B" })];
  const desk = await as("accountant");
  await (await desk.openItem(first)).accept();
  const review = await desk.openItem(second);
  await review.field("Sage ID").fill("SC-A");
  await review.field("Sage ID").press("Enter");
  await expect(review.finding(/SC-A/).first()).toBeVisible();
  await expect(review.button("Accept")).toBeDisabled();
  await review.field("Sage ID").fill("THIRTEEN-SIGN");
  await review.field("Sage ID").press("Enter");
  await expect(review.finding(/13 characters/).first()).toBeVisible();
});

test("lines and header are tied to the cent", async ({ company, as }) => {
  const item = await company.item({ lines: 3 });
  const review = await (await as("accountant")).openItem(item);
  await review.show("Lines");
  await expect(review.article.getByRole("table", { name: /^Schedule of values/ })).toContainText(
    "Lines = header, difference 0.00",
  );
});
