import { expect, test } from "../fixtures.ts";
import { isListening } from "../support/listening.ts";

test("a person is added, sets a password with the link, signs in, and is disabled", async ({
  as,
  browser,
  company,
}) => {
  const desk = await as("admin");
  const settings = await desk.openSettings();
  await desk.page.getByRole("button", { name: "Add a person" }).click();
  const dialog = desk.page.getByRole("dialog", { name: "Add a person" });
  const email = `rhea.${company.id.slice(0, 8)}@test.example`;
  await dialog.getByRole("textbox", { name: "Name" }).fill("Rhea Novak");
  await dialog.getByRole("button", { name: "Add" }).click();
  await expect(dialog.getByRole("alert")).toContainText("e-mail");
  await dialog.getByRole("textbox", { name: "E-mail" }).fill(email);
  await dialog.getByRole("checkbox", { name: "Auditor" }).check();
  await dialog.getByRole("button", { name: "Add" }).click();
  const once = desk.page.getByRole("dialog", { name: "Sign-in of Rhea Novak" });
  const link = (await once.getByRole("group", { name: "Link" }).textContent()) ?? "";
  await once.getByRole("button", { name: "Done" }).click();
  await expect(settings.person("Rhea Novak")).toContainText("Auditor");

  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(link);
  await isListening(page);
  await page.getByLabel("New password").fill("too short");
  await page.getByRole("button", { name: "Set the password" }).click();
  await expect(page.getByRole("alert").first()).toContainText("12 or more are needed");
  for (const label of ["New password", "The same again"]) await page.getByLabel(label).fill("a long enough one");
  await page.getByRole("button", { name: "Set the password" }).click();
  await expect(page.getByRole("status")).toContainText(email);
  await page.getByRole("link", { name: "Sign in" }).click();
  await isListening(page);
  await page.getByRole("textbox", { name: "E-mail" }).fill(email);
  await page.getByLabel("Password").fill("a long enough one");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page).toHaveURL(/\/inbox/);

  await settings.change("Rhea Novak").click();
  await desk.page
    .getByRole("dialog", { name: "Rhea Novak" })
    .getByRole("checkbox", { name: /^Disabled/ })
    .check();
  await desk.page.getByRole("dialog", { name: "Rhea Novak" }).getByRole("button", { name: "Save" }).click();
  await expect(settings.person("Rhea Novak")).toContainText("disabled");
  await page.goto(new URL("/outbox", link).href);
  await expect(page).toHaveURL(/\/sign-in/);
  await context.close();
  await expect(settings.change("Iris Vance")).toBeDisabled();
});
