import type { Locator, Page } from "@playwright/test";

export class VendorsPage {
  readonly page: Page;
  constructor(page: Page) {
    this.page = page;
  }
  tab(label: string): Locator {
    return this.page.getByRole("tab", { name: new RegExp(`^${label}`) });
  }
  row(name: string): Locator {
    return this.page.getByRole("row").filter({ has: this.page.getByRole("rowheader", { name, exact: true }) });
  }
  /** What is known about the row, with its proposals and buttons. */
  detail(name: string): Locator {
    return this.page.getByRole("region", { name: `Proposals for ${name}` });
  }
  proposal(name: string, other: string): Locator {
    return this.detail(name).getByRole("radio", { name: new RegExp(other) });
  }
  button(name: string, label: string): Locator {
    return this.detail(name).getByRole("button", { name: label });
  }
  side(label: "Companies" | "Sage vendors"): Locator {
    return this.page.getByRole("group", { name: "List of" }).getByText(label);
  }
  get undo(): Locator {
    return this.page.getByRole("button", { name: "Undo" });
  }
}
