import type { Locator, Page } from "@playwright/test";

/** A project manager's project: what came back, what is to be sent, where the rest is. */
export class ProjectPage {
  readonly page: Page;
  constructor(page: Page) {
    this.page = page;
  }
  group(label: string): Locator {
    return this.page.getByRole("region", { name: label });
  }
  /** The rows of one item: the item itself and, under it, what has to be done about it. */
  item(number: string): Locator {
    return this.page.getByRole("rowgroup").filter({ has: this.page.getByRole("link", { name: number, exact: true }) });
  }
  button(number: string, name: string): Locator {
    return this.item(number).getByRole("button", { name, exact: true });
  }
  get sendSelection(): Locator {
    return this.page.getByRole("button", { name: /^Send (the selection|\d+) to ERP$/ });
  }
}
