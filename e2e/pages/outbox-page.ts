import type { Locator, Page } from "@playwright/test";

export class OutboxPage {
  readonly page: Page;
  constructor(page: Page) {
    this.page = page;
  }
  row(number: string): Locator {
    return this.page.getByRole("row").filter({ has: this.page.getByRole("link", { name: number, exact: true }) });
  }
  get rows(): Locator {
    return this.page
      .getByRole("region", { name: "Items in the outbox" })
      .getByRole("row")
      .filter({ has: this.page.getByRole("rowheader").getByRole("link") });
  }
  /** One part of the outbox, or "Under way" for all of it; its name has the count and the sum. */
  part(label: string): Locator {
    return this.page.getByRole("radio", { name: new RegExp(`^${label}`) });
  }
  get foot(): Locator {
    return this.page.getByRole("region", { name: "Items in the outbox" }).locator("tfoot");
  }
  get question(): Locator {
    return this.page.getByRole("dialog", { name: /^Take back batch/ });
  }
  async takeBack(number: string): Promise<void> {
    await this.row(number).getByRole("button", { name: "Take back" }).click();
  }
  async releaseNow(number: string): Promise<void> {
    await this.row(number).getByRole("button", { name: "Release now" }).click();
  }
}
