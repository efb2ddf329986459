import { readFile, writeFile } from "node:fs/promises";
import { expect, test } from "../fixtures.ts";
import { aPdf } from "../support/a-pdf.ts";
import { eventually } from "../support/eventually.ts";

const pdf = { name: "Schedule of values.pdf", mimeType: "application/pdf", buffer: aPdf("First page", "Second page") };
/** One blue pixel. */
const png = {
  name: "site.png",
  mimeType: "image/png",
  buffer: Buffer.from(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPj/HwADBwIAMCbHYQAAAABJRU5ErkJggg==",
    "base64",
  ),
};
const csv = { name: "lines.csv", mimeType: "text/csv", buffer: Buffer.from("code,amount\n26-010,100.00\n") };

test("files go with a comment; the other person reads the PDF page by page, on the screen and by keys", async ({
  company,
  as,
}) => {
  const item = await company.item();
  const review = await (await as("accountant")).openItem(item);
  await review.show("Record");
  const { conversation } = review;
  await conversation.attach(pdf, png, csv);
  await expect(conversation.unsent).toHaveCount(3);
  await conversation.write("The schedule, as agreed.");
  const sent = conversation.comment("The schedule, as agreed.");
  for (const { name } of [pdf, png, csv]) await expect(sent.getByRole("link", { name: `Save ${name}` })).toBeVisible();
  await expect(sent.getByRole("img", { name: png.name })).toBeVisible();
  await expect(conversation.unsent).toHaveCount(0);

  const manager = await as("project_manager");
  const seen = await manager.openItem(item);
  await seen.show("Record");
  const comment = seen.conversation.comment("The schedule, as agreed.");
  await comment.getByRole("button", { name: pdf.name }).click();
  const dialog = manager.page.getByRole("dialog", { name: pdf.name });
  await expect(dialog.getByText("First page")).toBeVisible();
  await expect(dialog.getByText("Page 1 of 2")).toBeVisible();
  await manager.press("ArrowRight");
  await expect(dialog.getByText("Second page")).toBeVisible();
  await expect(dialog.getByText("First page")).toHaveCount(0);
  const page = dialog.getByRole("region", { name: `${pdf.name}, page 2` }).locator("canvas");
  const before = (await page.boundingBox())?.width ?? 0;
  await manager.press("+");
  await expect(dialog.getByText("125 %")).toBeVisible();
  await expect.poll(async () => (await page.boundingBox())?.width ?? 0).toBeGreaterThan(before * 1.2);
  await dialog.getByRole("button", { name: "Previous page" }).click();
  await expect(dialog.getByText("First page")).toBeVisible();
  await manager.press("Escape");
  await expect(dialog).toHaveCount(0);

  const download = manager.page.waitForEvent("download");
  await comment.getByRole("link", { name: `Save ${csv.name}` }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe(csv.name);
  expect(await readFile(await file.path(), "utf8")).toBe(csv.buffer.toString());
});

test("a file that cannot be attached is refused in words, and what was typed stays", async ({ company, as }) => {
  const item = await company.item();
  const desk = await as("accountant");
  const review = await desk.openItem(item);
  await review.show("Record");
  const { conversation } = review;
  await conversation.input.fill("Words that stay");
  const program = { name: "invoice.pdf", mimeType: "application/pdf", buffer: Buffer.from("MZ\u0000\u0001") };
  await conversation.attach(program);
  await expect(conversation.region.getByRole("alert")).toContainText(
    "invoice.pdf is none of the kinds that can be attached: PDF, PNG, JPEG, plain text, CSV or XLSX.",
  );
  await conversation.button("Put the word about invoice.pdf away").click();
  await expect(conversation.region.getByRole("alert")).toHaveCount(0);
  const large = test.info().outputPath("scan.pdf");
  await writeFile(large, Buffer.alloc(20 * 1024 * 1024 + 1, "x"));
  await conversation.region.getByLabel("Files to attach").setInputFiles(large);
  await expect(conversation.region.getByRole("alert")).toContainText(
    "scan.pdf has 20 MB; a file may have 20 MB at most.",
  );
  await conversation.button("Put the word about scan.pdf away").click();
  await conversation.attach(...Array.from({ length: 11 }, (_, n) => ({ ...csv, name: `part ${n + 1}.csv` })));
  await expect(conversation.region.getByRole("alert")).toContainText("A comment has 10 files at most; part 11.csv was");
  await expect(conversation.unsent).toHaveCount(11);
  await expect(conversation.input).toHaveValue("Words that stay");
  // What is chosen is kept by the server, the words by the tab.
  await desk.page.reload();
  await review.show("Record");
  await expect(conversation.unsent).toHaveCount(10);
  await expect(conversation.input).toHaveValue("Words that stay");
  await conversation.button("Take part 1.csv out").click();
  await expect(conversation.unsent).toHaveCount(9);
});

test("the writer removes a file for a short while; that there was one stays", async ({ company, as }) => {
  const item = await company.item();
  const desk = await as("accountant");
  const review = await desk.openItem(item);
  await review.show("Record");
  const { conversation } = review;
  await conversation.attach(csv);
  await conversation.write("Wrong file");
  const comment = conversation.comment("Wrong file");
  const address = await comment.getByRole("link", { name: `Save ${csv.name}` }).getAttribute("href");
  await comment.getByRole("button", { name: `Remove ${csv.name}` }).click();
  await expect(comment).toContainText("lines.csv, CSV, 26 B, removed by its writer");
  expect((await desk.page.request.get(String(address))).status()).toBe(404);
  const history = await as("auditor");
  await history.page.goto(`/history?item=${item.id}`);
  await eventually(history.page.getByText("Removed the file lines.csv from a comment")).toBeVisible();
});

test("a PDF is read on a phone without scrolling sideways", async ({ company, as }) => {
  const item = await company.item();
  const desk = await as("accountant", { viewport: { width: 375, height: 740 } });
  const review = await desk.openItem(item);
  await review.show("Record");
  await review.conversation.attach(pdf);
  await review.conversation.region.getByRole("button", { name: pdf.name, exact: true }).click();
  const dialog = desk.page.getByRole("dialog", { name: pdf.name });
  await expect(dialog.getByText("First page")).toBeVisible();
  const width = await desk.page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(375);
  const canvas = await dialog.locator("canvas").boundingBox();
  expect((canvas?.x ?? 0) + (canvas?.width ?? 999)).toBeLessThanOrEqual(375);
});
