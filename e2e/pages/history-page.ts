import type { Locator, Page } from "@playwright/test";

export class HistoryPage {
  readonly page: Page;
  constructor(page: Page) {
    this.page = page;
  }
  get events(): Locator {
    return this.page.getByRole("table", { name: "Events, newest first" }).getByRole("row");
  }
  event(words: string | RegExp): Locator {
    return this.events.filter({ hasText: words });
  }
  get verify(): Locator {
    return this.page.getByRole("button", { name: "Verify chain" });
  }
  /** The line that says how the last replay ended. */
  get replayLine(): Locator {
    return this.page.getByText("A replay writes what was proved").locator("..");
  }
  get replay(): Locator {
    return this.page.getByRole("dialog", { name: "Replay into a test Sage" });
  }
  get outcome(): Locator {
    return this.page.getByRole("dialog", { name: "Verify chain" });
  }
}
