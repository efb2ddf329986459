import { mayAndJune } from "#drizzle/factories/periods.ts";
import { expect, test } from "../fixtures.ts";
import { BatchPage } from "../pages/batch-page.ts";

test.use({ companyOptions: { profile: { undoSeconds: 600, undoSecondsBulk: 600 } } });

/** The day after this one in the zone of the test companies, as an input for day and time wants it. */
const tomorrowAt = (clock: string, timeZone: string) =>
  `${new Intl.DateTimeFormat("en-CA", { timeZone }).format(Date.now() + 86_400_000)}T${clock}`;

test("one accounting date for all, in an open period, and a release at a chosen time: what is shown is accepted", async ({
  company,
  owner,
  as,
}) => {
  const items = [await company.item(), await company.item(), await company.item()];
  await mayAndJune(owner, company);
  const desk = await as("accountant");
  const inbox = await desk.openInbox("?tab=all");
  await expect(inbox.rows).toHaveCount(3);
  await desk.press("Control+a", "Shift+A");
  const { acceptDrawer: drawer } = inbox;
  await expect(drawer.hashTotal).toHaveText(/^[0-9a-f]{64}$/);
  const before = (await drawer.hashTotal.textContent()) ?? "";
  await expect(drawer.part("Order")).toContainText("none of them waits");
  await expect(drawer.day("4 May 2026")).toContainText("3");

  const dates = drawer.part("Accounting date");
  await dates.getByRole("button", { name: "One date for 3…" }).click();
  await dates.getByLabel("Accounting date").fill("2026-05-20");
  await expect(dates.getByRole("alert")).toContainText("20 May 2026 lies in 2026-05, which is closed in JC.");
  await expect(drawer.accept).toHaveAttribute("aria-disabled", "true");
  await dates.getByRole("button", { name: /^Use 1 Jun 2026/ }).click();
  await dates.getByLabel("Reason").fill("May is closed");
  await dates.getByRole("button", { name: "Set the date" }).click();
  await expect(dates.getByText("Set to 1 Jun 2026")).toBeVisible();
  await expect(drawer.day("1 Jun 2026")).toContainText("2026-06, open in JC");
  await expect(drawer.day("1 Jun 2026")).toContainText("3");
  await expect(drawer.hashTotal).not.toHaveText(before);
  const shown = (await drawer.hashTotal.textContent()) ?? "";

  const release = drawer.part("Release");
  await expect(drawer.accept).toHaveText(/Accept 3, release in 10:00/);
  await release.getByRole("radio", { name: "Later, today or tomorrow" }).check();
  const zone = ((await release.getByText(/^Not before, in /).textContent()) ?? "").replace("Not before, in ", "");
  await release.getByLabel(/^Not before/).fill("2020-01-01T08:00");
  await expect(release.getByRole("alert")).toHaveText("It is in the past.");
  await release.getByLabel(/^Not before/).fill(tomorrowAt("17:00", zone));
  await expect(drawer.accept).toHaveText(/Accept 3, release tomorrow at 17:00/);
  await drawer.confirm();
  await expect(drawer.dialog).toBeHidden();

  await inbox.outboxStrip.getByRole("link", { name: "Batch" }).click();
  const batch = new BatchPage(desk.page);
  await expect(batch.title).toHaveText("Batch 1");
  await expect(desk.page.getByText(shown)).toBeVisible();
  await expect(desk.page.getByText(/to be released/)).toContainText("17:00");

  const item = await desk.openItem(items[0] ?? (items[1] as never));
  await item.show("Record");
  await expect(desk.page.getByText("Reason: May is closed")).toBeVisible();
});

test("what goes after another item of the selection is named with it, and can be seen in its place", async ({
  company,
  as,
}) => {
  const parent = await company.item();
  const change = await company.changeOrder(parent);
  const desk = await as("accountant");
  const inbox = await desk.openInbox("?tab=all");
  await expect(inbox.rows).toHaveCount(2);
  await desk.press("Control+a", "Shift+A");
  const order = inbox.acceptDrawer.part("Order");
  await expect(order).toContainText(`after ${parent.contract.number}`);
  await order.getByText("All 2 in their order").click();
  const rows = order.getByRole("row").filter({ has: desk.page.getByRole("rowheader") });
  await expect(rows.first()).toContainText(parent.contract.number);
  await expect(rows.last()).toContainText(change.source.number);
});
