import { readFile } from "node:fs/promises";
import { sql } from "drizzle-orm";
import { expect, test } from "../fixtures.ts";
import type { Desk } from "../pages/desk.ts";
import { control } from "../support/control.ts";
import { environment } from "../support/environment.ts";

const long = `${"Exhibit with every addendum and the long form ".repeat(5).trim()}.pdf`;
const attachments = [
  { id: 1, filename: "Executed subcontract.pdf", pages: ["Signed by both", "Schedule of values"] },
  {
    ...{ id: 2, filename: "site.png" },
    base64: "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPj/HwADBwIAMCbHYQAAAABJRU5ErkJggg==",
  },
  { id: 3, filename: "scope.docx", base64: Buffer.from("PK\u0003\u0004 words").toString("base64") },
  { id: 4, filename: "page.html", base64: Buffer.from("<script>document.title = 'mine'</script>").toString("base64") },
  { id: 5, filename: "inside.pdf", leads_to: "http://169.254.169.254/latest/meta-data" },
  { id: 6, filename: "drawings.pdf", size: 26 * 1024 * 1024 },
  { id: 7, filename: long, pages: ["Long"] },
  ...Array.from({ length: 5 }, (_, n) => ({ id: 20 + n, filename: `ticket ${n + 1}.pdf`, pages: ["Ticket"] })),
];
const first = attachments[0]?.filename ?? "";

const cookieOf = async (desk: Desk) =>
  (await desk.page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");

test("what the contract has attached in Procore is counted before the decision, read on the page and saved", async ({
  sample,
  asSample,
  procore,
}) => {
  const contract = await procore.contract(sample, { attachments });
  const desk = await asSample("accountant");
  const inbox = await desk.openInbox(`?q=${contract.number}`);
  const review = await inbox.moveTo(contract.number);
  await expect(review.article.getByText("12 files are attached in Procore")).toBeVisible();
  await desk.press("5");
  const list = review.article.getByRole("region", { name: "From Procore" });
  await expect(list.getByRole("listitem")).toHaveCount(10);
  await list.getByRole("button", { name: "Show all 12" }).click();
  await expect(list.getByRole("listitem")).toHaveCount(12);
  await expect(list).toContainText("scope.docx DOCX");

  await list.getByRole("button", { name: first, exact: true }).click();
  const dialog = desk.page.getByRole("dialog", { name: first });
  await expect(dialog.getByText("Signed by both")).toBeVisible();
  await desk.press("ArrowRight");
  await expect(dialog.getByText("Schedule of values")).toBeVisible();
  await desk.press("Escape");
  await list.getByRole("button", { name: "site.png", exact: true }).click();
  await expect(
    desk.page.getByRole("dialog", { name: "site.png" }).getByRole("img", { name: "site.png" }),
  ).toBeVisible();
  await desk.press("Escape");

  const download = desk.page.waitForEvent("download");
  await list.getByRole("button", { name: "Save scope.docx" }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe("scope.docx");
  expect(await readFile(await file.path(), "latin1")).toBe("PK\u0003\u0004 words");

  // Too large, or led astray: said in words where it was asked for.
  await list.getByRole("button", { name: "drawings.pdf", exact: true }).click();
  await expect(
    desk.page.getByRole("dialog").getByText(/^drawings\.pdf has 26 MB; a file from Procore may have 25 MB/),
  ).toBeVisible();
  await desk.press("Escape");
  await list.getByRole("button", { name: "Save inside.pdf" }).click();
  await expect(desk.page.getByText(/leads to a place that Countersign does not read from/).first()).toBeVisible();
});

test("what cannot be read is said, and never an empty list; a document without files says so", async ({
  sample,
  asSample,
  procore,
}) => {
  const contract = await procore.contract(sample, { attachments: attachments.slice(0, 1) });
  const bare = await procore.contract(sample);
  const desk = await asSample("accountant");
  const inbox = await desk.openInbox(`?q=${contract.number}`);
  const path = `/rest/v1.0/work_order_contracts/${contract.id}`;
  // Others read contracts, too; this one's own address is asked for by whoever opens it.
  await control(environment.procore(), "POST", "faults", { path, status: 403, times: 1 });
  const review = await inbox.moveTo(contract.number);
  await expect(review.article.getByText("Attached in Procore: could not be read just now")).toBeVisible();
  await review.show("Record");
  const list = review.article.getByRole("region", { name: "From Procore" });
  await expect(list.getByRole("alert")).toContainText("Procore does not let Countersign read this document.");
  await expect(list.getByText("Nothing is attached")).toHaveCount(0);
  await list.getByRole("button", { name: "Try again" }).click();
  await expect(list.getByRole("listitem")).toHaveCount(1);
  await (await desk.openInbox(`?q=${bare.number}`)).moveTo(bare.number);
  await expect(desk.reviewOf(bare.number).article.getByText("Nothing is attached in Procore")).toBeVisible();
});

test("files from Procore are sealed, and only for those who may read the item", async ({
  owner,
  sample,
  company,
  as,
  asSample,
  procore,
}) => {
  const contract = await procore.contract(sample, { attachments });
  const desk = await asSample("accountant");
  await (await desk.openInbox(`?q=${contract.number}`)).moveTo(contract.number);
  const [item] = (
    await owner.execute<{ id: string }>(
      sql`select id from item where company_id = ${sample.id} and number = ${contract.number}`,
    )
  ).rows;
  const address = `${environment.url()}/api/attachments/${item?.id}`;
  const cookie = await cookieOf(desk);
  const ask = (path: string, headers: Record<string, string> = { cookie }) => fetch(`${address}${path}`, { headers });

  const html = await ask("/4");
  expect(html.status).toBe(200);
  expect(html.headers.get("content-type")).toBe("text/plain; charset=utf-8");
  expect(html.headers.get("content-disposition")).toMatch(/^attachment; filename="page\.html\.txt"/);
  expect(html.headers.get("content-security-policy")).toBe("sandbox; default-src 'none'; frame-ancestors 'none'");
  expect(html.headers.get("x-content-type-options")).toBe("nosniff");
  expect((await ask("/3")).headers.get("content-type")).toBe("application/octet-stream");
  expect((await ask("/5")).status).toBe(409);
  expect((await ask("/6")).status).toBe(413);
  expect((await ask("/99")).status).toBe(404);
  const listed = await (await ask("")).text();
  expect(listed).not.toMatch(/https?:|sig=|Bearer/);

  expect((await ask("", {})).status).toBe(401);
  expect((await ask("/1", {})).status).toBe(401);
  const stranger = await as("accountant");
  await stranger.openInbox();
  const foreign = { cookie: await cookieOf(stranger) };
  for (const path of ["", "/1"]) expect((await ask(path, foreign)).status).toBe(404);
  // Of a company that has no connection nothing is claimed.
  const own = await company.item();
  const unconnected = await fetch(`${environment.url()}/api/attachments/${own.id}`, { headers: foreign });
  expect(unconnected.status).toBe(409);
  expect(await unconnected.json()).toMatchObject({ code: "source.unconnected" });
});

test("a project manager sees the files of the own project's documents", async ({
  owner,
  sample,
  asSample,
  procore,
}) => {
  const contract = await procore.contract(sample, { attachments: attachments.slice(0, 1) });
  const accountant = await asSample("accountant");
  await (await accountant.openInbox(`?q=${contract.number}`)).moveTo(contract.number);
  const [item] = (
    await owner.execute<{ id: string }>(
      sql`select id from item where company_id = ${sample.id} and number = ${contract.number}`,
    )
  ).rows;
  const desk = await asSample("project_manager");
  const review = await desk.openItem({ id: item?.id ?? "", contract: { number: contract.number } });
  await review.show("Record");
  const list = review.article.getByRole("region", { name: "From Procore" });
  await list.getByRole("button", { name: first, exact: true }).click();
  await expect(desk.page.getByRole("dialog", { name: first }).getByText("Signed by both")).toBeVisible();
});
