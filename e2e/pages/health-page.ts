import { expect, type Locator, type Page } from "@playwright/test";
import { isListening } from "../support/listening.ts";

export class HealthPage {
  readonly page: Page;
  constructor(page: Page) {
    this.page = page;
  }
  get legs(): Locator {
    return this.page.getByRole("region", { name: "Legs" }).getByRole("listitem");
  }
  client(name: string): Locator {
    return this.page
      .getByRole("table", { name: "Sync clients", exact: true })
      .getByRole("row")
      .filter({ has: this.page.getByRole("rowheader", { name }) });
  }
  /** The line of a cause by its words. */
  cause(words: string): Locator {
    return this.page
      .getByRole("table", { name: /^Causes with the items/ })
      .getByRole("row")
      .filter({ has: this.page.getByRole("rowheader", { name: words }) });
  }
  /** Opens the page of a cause and waits until it listens. */
  async openCause(words: string): Promise<void> {
    await this.cause(words).getByRole("rowheader").getByRole("link").click();
    await expect(this.page.getByRole("heading", { level: 1, name: words })).toBeVisible();
    await isListening(this.page);
  }
  get refresh(): Locator {
    return this.page.getByRole("main").getByRole("button", { name: "Refresh Sage" });
  }
  /** A leg of the newest refresh. */
  refreshLeg(name: string): Locator {
    return this.page
      .getByRole("table", { name: /newest refresh/ })
      .getByRole("row")
      .filter({ has: this.page.getByRole("rowheader", { name }) });
  }
  get enrol(): Locator {
    return this.page.getByRole("button", { name: "Enrol a sync client" });
  }
  /** Makes a code and answers with the dialog that shows it. */
  async makeCode(name: string): Promise<Locator> {
    await this.enrol.click();
    const dialog = this.page.getByRole("dialog", { name: "Enrol a sync client" });
    await dialog.getByRole("textbox", { name: "Name" }).fill(name);
    await dialog.getByRole("button", { name: "Make the code" }).click();
    await expect(dialog.getByText(`Code for ${name}`)).toBeVisible();
    return dialog;
  }
}
