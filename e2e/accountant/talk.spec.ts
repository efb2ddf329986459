import { expect, test } from "../fixtures.ts";
import { eventually } from "../support/eventually.ts";

test("a comment with a mention reaches the other person's bell, who answers in the same conversation", async ({
  company,
  as,
}) => {
  const item = await company.item();
  const { number } = item.contract;
  const manager = await as("project_manager");
  await manager.openProject(company.project);
  const desk = await as("accountant");
  const review = await desk.openItem(item);
  await expect(review.button("Accept")).toBeEnabled();
  await desk.press("m");
  await expect(review.conversation.input).toBeFocused();
  await review.conversation.write("Is 26-010 right?", { typed: "mil", name: "Milo Santos" });

  const bell = manager.page.getByRole("link", { name: "Notifications, 1 unread" });
  await eventually(bell).toBeVisible();
  await bell.click();
  await manager.page.getByRole("link", { name: `Ada Kline mentioned you on ${number}` }).click();
  const answer = manager.reviewOf(number).conversation;
  await expect(answer.comment("Is 26-010 right?")).toBeVisible();
  await answer.write("It is, see the contract.");
  await eventually(manager.page.getByRole("link", { name: "Notifications, none unread" })).toBeVisible();
  await eventually(review.conversation.comment("It is, see the contract.")).toBeVisible();
  await eventually(desk.page.getByRole("link", { name: "Notifications, 1 unread" })).toBeVisible();
});

test("an own comment is changed and removed for a short while, and both leave a mark", async ({ company, as }) => {
  const item = await company.item();
  const desk = await as("accountant");
  const review = await desk.openItem(item);
  await review.show("Record");
  const { conversation } = review;
  await conversation.write("First words");
  await expect(conversation.button("Unfollow")).toBeVisible();
  await conversation.button("Change this comment").click();
  await conversation.region.getByRole("textbox", { name: "Change the comment" }).fill("Better words");
  await conversation.button("Save").click();
  await expect(conversation.comment("Better words")).toContainText("changed");
  await conversation.button("Remove this comment").click();
  await expect(conversation.comment("Removed by its writer")).toBeVisible();
  await expect(review.article).not.toContainText("Better words");
});

test("a rejection is told to the sender, and its mail is shown where no mail server is set", async ({
  company,
  as,
}) => {
  const item = await company.item({ state: "rejected" });
  const { number } = item.contract;
  const manager = await as("project_manager");
  await manager.page.goto("/notifications");
  const list = manager.page.getByRole("list", { name: "Notifications" });
  await eventually(list.getByRole("listitem").filter({ hasText: `Ada Kline rejected ${number}` })).toContainText(
    "Please use the codes of the job.",
  );
  await manager.page.getByRole("button", { name: "Mark all as read" }).click();
  await expect(manager.page.getByRole("link", { name: "Notifications, none unread" })).toBeVisible();

  const admin = await as("admin");
  await admin.page.goto("/mail");
  const subject = admin.page.getByRole("button", { name: `Ada Kline rejected ${number}` });
  await eventually(subject).toBeVisible();
  await subject.click();
  const dialog = admin.page.getByRole("dialog");
  await expect(dialog).toContainText(company.people.project_manager.email);
  await expect(dialog).toContainText("Please use the codes of the job.");
});
