import { aProject } from "#drizzle/factories/people.ts";
import { expect, test } from "../fixtures.ts";

test("a project manager sees own projects and nothing else", async ({ company, as, owner }) => {
  const other = await aProject(owner, company.id, "24-02", "South Depot");
  const item = await company.item();
  const desk = await as("project_manager");
  await desk.page.goto("/");
  await expect(desk.page.getByRole("heading", { level: 1, name: "Projects" })).toBeVisible();
  await expect(desk.page.getByRole("link", { name: "24-01 North Clinic" })).toBeVisible();
  await expect(desk.page.getByRole("link", { name: /South Depot/ })).toHaveCount(0);

  await desk.page.goto(`/projects/${other.id}`);
  await expect(desk.page.getByRole("heading", { name: "This page is closed to you" })).toBeVisible();
  for (const path of ["/inbox", "/outbox", "/vendors", "/history", "/health", "/settings"]) {
    await desk.page.goto(path);
    await expect(desk.page.getByRole("heading", { name: "This page is closed to you" })).toBeVisible();
  }
  const top = desk.page.getByRole("banner");
  await expect(top.getByRole("searchbox")).toHaveCount(0);
  await expect(top.getByRole("link", { name: /^(Outbox|Sage)/ })).toHaveCount(0);
  const closed = desk.page.getByRole("navigation", { name: "Main" }).getByRole("button", { name: "Inbox" });
  await expect(closed).toBeDisabled();
  await expect(closed).toHaveAccessibleDescription(/Your role does not include this/);
  await top.getByRole("link", { name: "Countersign, to the first page" }).click();
  await expect(desk.page.getByRole("heading", { level: 1, name: "Projects" })).toBeVisible();

  const review = await desk.openItem(item);
  await expect(review.article).toBeVisible();
  await desk.press("Escape");
  await expect(desk.page).toHaveURL(`/projects/${company.project.id}`);
});
