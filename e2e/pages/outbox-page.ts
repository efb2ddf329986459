import type { Locator, Page } from "@playwright/test";

export class OutboxPage {
  readonly page: Page;
  constructor(page: Page) {
    this.page = page;
  }
  row(number: string): Locator {
    return this.page.getByRole("row").filter({ has: this.page.getByRole("link", { name: number, exact: true }) });
  }
  async takeBack(number: string): Promise<void> {
    await this.row(number).getByRole("button", { name: "Take back" }).click();
  }
  async releaseNow(number: string): Promise<void> {
    await this.row(number).getByRole("button", { name: "Release now" }).click();
  }
}
