import { parseCsv } from "hucre/csv";
import { readXlsx } from "hucre/xlsx";
import { sum } from "#lib/core/money.ts";
import { expect, test } from "../fixtures.ts";
import { eventually } from "../support/eventually.ts";

/** A figure of the screen as text: parentheses are minus, a dash is zero. */
function plain(shown: string): string {
  const digits = shown.replace(/[^\d.]/g, "");
  if (digits === "") return "0.00";
  return /minus|\(/.test(shown) ? `-${digits}` : digits;
}

test("what Sage changed is named, answered, restored, and reconciled to 0.00", async ({
  sample,
  asSample,
  procore,
  sage,
}) => {
  test.slow();
  const contract = await procore.contract(sample);
  const desk = await asSample("accountant");
  const inbox = await desk.openInbox(`?q=${contract.number}`);
  const review = await inbox.moveTo(contract.number);
  await review.accept();
  await review.becomes("Synced");
  const [found] = await sage.commitments(contract.number);
  const amount = String(found?.items[0]?.amount);
  await sage.change(contract.number, { items: [{ item_number: 1, amount: sum([amount, "-100.00"]) }] });

  const block = desk.page.getByRole("region", { name: "Changed in Sage" });
  await eventually(block).toContainText("In Sage now");
  await block.getByRole("button", { name: "Restore in Sage…" }).click();
  const dialog = desk.page.getByRole("dialog");
  await expect(dialog).toContainText("Key in again in Sage");
  await dialog.getByRole("button", { name: /Watch Sage/ }).click();
  await eventually(block).toContainText("being corrected");

  await desk.page.goto(`/reconcile/${sample.project.id}?measure=committed&part=changed_in_sage`);
  const records = desk.page.getByRole("region", { name: "Records of Committed, Changed in Sage" });
  await eventually(records.getByRole("row", { name: new RegExp(contract.number) })).toContainText("100.00");

  await sage.change(contract.number, { items: [{ item_number: 1, amount }] });
  await eventually(records.getByRole("row", { name: new RegExp(contract.number) })).toBeHidden();
  const unexplained = desk.page.getByRole("row", { name: /^Unexplained/ });
  await eventually(unexplained).toHaveText(/^Unexplained(–zero\)){6}$/);
});

test("a period is signed; the file has the figures of the screen", async ({ company, as }) => {
  await company.item({ lines: [{ amount: "1250.50" }], date: "2026-05-04" });
  await company.item({ state: "outbox", lines: [{ amount: "300.00" }], date: "2026-05-05" });
  const desk = await as("accountant");
  const { page } = desk;
  await page.goto("/reconcile?upTo=2026-05-31");
  const row = page.getByRole("row", { name: /24-01/ });
  await expect(row).toContainText("Not signed");
  const shown = plain((await row.getByRole("cell").nth(3).textContent()) ?? "");
  expect(shown).toBe("1550.50");

  const csv = parseCsv(await (await page.request.get("/api/tables/reconcile?format=csv&upTo=2026-05-31")).text());
  const [head = [], ...lines] = csv;
  const line = lines.find((one) => one[head.indexOf("Measure")] === "Committed");
  expect(line?.[head.indexOf("Difference, USD")]).toBe(shown);
  const xlsx = await (await page.request.get("/api/tables/reconcile?format=xlsx&upTo=2026-05-31")).body();
  const { sheets } = await readXlsx(new Uint8Array(xlsx));
  const [sheet, about] = sheets;
  const at = sheet?.rows[0]?.indexOf("Difference, USD") ?? -1;
  const total = sheet?.rows.slice(1, -1).reduce((all, one) => all + Number(one[at]), 0);
  expect(sheet?.rows.at(-1)?.[at]).toBe(total);
  expect(about?.rows).toContainEqual(["Period", "up to 2026-05-31"]);

  await row.getByRole("link", { name: "24-01 North Clinic" }).click();
  await page.getByRole("button", { name: "Sign off…" }).click();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /Sign off/ })
    .click();
  const seal = page.getByRole("region", { name: "Sign-off" });
  await expect(seal).toContainText("Signed, Ada Kline");
  await company.item({ lines: [{ amount: "7.00" }], date: "2026-05-06" });
  await eventually(seal).toContainText("Broken, was Ada Kline");
  await expect(seal).toContainText("Committed, Procore");
});
