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
  get accept(): Locator {
    return this.dialog.getByRole("button", { name: /^Accept \d+/ });
  }
  get hashTotal(): Locator {
    return this.dialog.getByRole("definition").filter({ hasText: /^([0-9a-f]{64}|…)$/ });
  }
  part(name: "Order" | "Accounting date" | "Release"): Locator {
    return this.dialog.getByRole("region", { name });
  }
  /** How many are booked on a day. */
  day(words: string): Locator {
    return this.part("Accounting date").getByRole("row", { name: new RegExp(`^${words}`) });
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
    await this.accept.click();
  }
}
