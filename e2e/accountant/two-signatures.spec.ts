import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { acceptRules } from "#drizzle/factories/signed-item.ts";
import { expect, test } from "../fixtures.ts";

test.use({ companyOptions: { profile: { undoSeconds: 600 } } });

test("a rule waits for a second administrator; then the first signs and the second accepts", async ({
  company,
  as,
  owner,
}) => {
  await owner.execute(
    sql`update membership set roles = '{auditor,admin}' where company_id = ${company.id} and person_id = ${company.people.auditor.id}`,
  );
  await owner.execute(sql`insert into push_grant (company_id, person_id, record_type)
    values (${company.id}, ${company.people.ungranted.id}, 'commitment')`);
  const item = await company.item();
  const { number } = item.contract;

  const admin = await as("admin");
  const settings = await admin.openSettings();
  await settings.rules.getByRole("button", { name: "Add a rule" }).click();
  await settings.rules.getByRole("textbox", { name: "Amount from which rule 1 applies" }).fill("1000");
  await settings.rules.getByRole("textbox", { name: /^Note/ }).fill("Four eyes from a thousand");
  await settings.rules.getByRole("button", { name: "Show impact of rules" }).click();
  await expect(settings.impact.getByRole("table", { name: /by record type/ })).toContainText(
    "Needs a second signature",
  );
  await settings.save.click();
  await expect(settings.proposal).toContainText("Four eyes from a thousand");
  await expect(settings.proposal.getByRole("button", { name: "Confirm the rules" })).toBeDisabled();

  const other = await (await as("auditor")).openSettings();
  await other.proposal.getByRole("button", { name: "Confirm the rules" }).click();
  await expect(other.proposal).toHaveCount(0);

  const first = await (await as("accountant")).openItem(item);
  await first.button("Accept, first of two").click();
  await expect(first.article.getByRole("region", { name: "Signatures" })).toContainText("First signature: Ada Kline");

  const inbox = await (await as("ungranted")).openInbox();
  await expect(inbox.row(number)).toContainText("First signature");
  const unsigned = await company.item();
  await expect(inbox.row(unsigned.contract.number)).toBeVisible();
  await inbox.tab("Second signature").click();
  await expect(inbox.tab("Second signature")).toContainText("1");
  await expect(inbox.rows).toHaveCount(1);
  await expect(inbox.row(number)).toBeVisible();
  await inbox.isAt(number);
  const review = inbox.review(number);
  await expect(review.article.getByRole("region", { name: "Signatures" })).toContainText("Noel Brandt");
  await inbox.page.keyboard.press("a");
  await expect(inbox.row(number)).toHaveCount(0);
  await expect(inbox.tab("Second signature")).toContainText("0");
  await inbox.tab("Outbox").click();
  await expect(inbox.row(number)).toBeVisible();
});

test("who stands in decides on behalf of the one who is away", async ({ company, as, owner }) => {
  await acceptRules(owner, company, [{ recordType: null, projectId: randomUUID(), atLeast: null }]);
  const item = await company.item();
  const desk = await as("accountant");
  await desk.page.goto("/delegations");
  const form = desk.page.getByRole("form", { name: "Let somebody stand in" });
  await form.getByRole("combobox", { name: "Stands in" }).selectOption({ label: "Noel Brandt" });
  await form.getByRole("textbox", { name: /^Note/ }).fill("On leave");
  await form.getByRole("button", { name: "Make the delegation" }).click();
  await expect(desk.page.getByRole("table", { name: /^Delegations/ })).toContainText("Noel Brandt for Ada Kline");

  const review = await (await as("ungranted")).openItem(item);
  await review.button("Accept").click();
  await review.becomes("Outbox");
  await review.page.keyboard.press("5");
  await expect(review.article).toContainText("Noel Brandt on behalf of Ada Kline");
});
