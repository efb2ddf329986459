import type { Locator, Page } from "@playwright/test";

/** Control totals of a selection, before it becomes one decision; and what was refused, after. */
export class AcceptDrawer {
  readonly page: Page;
  constructor(page: Page) {
    this.page = page;
  }
  get dialog(): Locator {
    return this.page.getByRole("dialog", { name: /^Accept \d+ items?$/ });
  }
  get refused(): Locator {
    return this.page.getByRole("dialog", { name: /^\d+ not accepted$/ });
  }
  get total(): Locator {
    return this.dialog.getByRole("table", { name: "Control totals" }).getByRole("row", { name: /^Total/ });
  }
  get leftOut(): Locator {
    return this.dialog.getByRole("region", { name: "Left out" });
  }
  /** What goes to Sage after another one of the selection. */
  get later(): Locator {
    return this.dialog.getByText(/^To be sent after what it waits for is Synced/);
  }
  async confirm(): Promise<void> {
    await this.dialog.getByRole("button", { name: /^Accept \d+/ }).click();
  }
}
