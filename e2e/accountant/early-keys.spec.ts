import type { Page } from "@playwright/test";
import { expect, test } from "../fixtures.ts";

/** What the page reads once it is calm never comes by itself. */
function dropCalm(): void {
  const idle = window.requestIdleCallback.bind(window);
  window.requestIdleCallback = (run, options) => (options?.timeout === 3000 ? 0 : idle(run, options));
}

/** Every script that is asked for from now on waits until the answer is called. */
async function holdScripts(page: Page): Promise<() => void> {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  await page.route("**/_next/static/chunks/**", async (route) => {
    await opened;
    await route.continue();
  });
  return () => open();
}

test("keys pressed before a window is there wait for it", async ({ company, as }) => {
  const item = await company.item();
  const desk = await as("accountant");
  await desk.page.addInitScript(dropCalm);
  const inbox = await desk.openInbox();
  const { number } = item.contract;
  await inbox.isAt(number);

  const letReject = await holdScripts(desk.page);
  await desk.press("r", "1", "4");
  const { dialog, letter } = inbox.rejectDialog(number);
  await expect(dialog).toBeHidden();
  const decision = inbox.review(number).article.getByRole("tab", { name: /^Decision/ });
  await expect(decision).toHaveAttribute("aria-selected", "true");
  letReject();
  await expect(letter).toContainText("Cost code or category wrong");
  await desk.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(decision).toHaveAttribute("aria-selected", "true");

  const letPalette = await holdScripts(desk.page);
  await desk.press("Control+k", "o", "u", "t", "b");
  letPalette();
  await expect(desk.page.getByRole("dialog").getByRole("combobox")).toHaveValue("outb");
  await desk.press("Escape");
  await expect(inbox.row(number)).toBeVisible();
});

test("a control that is pressed or typed into before it is there opens and has the words", async ({ company, as }) => {
  await company.item();
  const desk = await as("accountant");
  await desk.page.addInitScript(dropCalm);
  const inbox = await desk.openInbox();
  const search = desk.page.getByRole("search", { name: "Filter the list" });

  const letSelect = await holdScripts(desk.page);
  await search.getByRole("combobox", { name: "Group by" }).click();
  await expect(desk.page.getByRole("option")).toHaveCount(0);
  letSelect();
  await desk.page.getByRole("option", { name: "By project" }).click();
  await expect(search.getByRole("combobox", { name: "Group by" })).toContainText("By project");

  const letCombobox = await holdScripts(desk.page);
  const project = search.getByRole("combobox", { name: "Project" });
  await project.pressSequentially(company.project.name.slice(0, 4));
  letCombobox();
  await desk.page.getByRole("option", { name: company.project.name }).click();
  await expect(project).toHaveValue(new RegExp(company.project.name));
  await expect(inbox.rows).toHaveCount(1);
});
