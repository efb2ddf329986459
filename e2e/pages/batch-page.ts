import type { Locator, Page } from "@playwright/test";

/** A batch as a posting proof. */
export class BatchPage {
  readonly page: Page;
  constructor(page: Page) {
    this.page = page;
  }
  get title(): Locator {
    return this.page.getByRole("heading", { level: 1 });
  }
  /** A line of one of the tables of totals: by outcome, by project or by record type. */
  total(table: "Control totals" | "By project" | "By record type", name: string | RegExp): Locator {
    return this.page.getByRole("table", { name: table }).getByRole("row", { name });
  }
  get rows(): Locator {
    return this.page.getByRole("table", { name: "Items of the batch" }).getByRole("row");
  }
  row(number: string): Locator {
    return this.rows.filter({ has: this.page.getByRole("link", { name: number, exact: true }) });
  }
  get leftOut(): Locator {
    return this.page.getByRole("region", { name: "Left out" });
  }
}
