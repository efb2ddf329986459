import { expect, type Locator, type Page } from "@playwright/test";
import { eventually } from "../support/eventually.ts";
import { isListening } from "../support/listening.ts";
import { AcceptDrawer } from "./accept-drawer.ts";
import { ItemReview } from "./item-review.ts";
import { RejectDialog } from "./reject-dialog.ts";

/** On a phone the link also says project and vendor. */
const linkOf = (number: string) => new RegExp(`^${number}(\\s|$)`);

/** The accountant's list with the review beside it. */
export class InboxPage {
  readonly page: Page;
  constructor(page: Page) {
    this.page = page;
  }

  /** Drawn, and listening to keys. */
  async isReady(): Promise<void> {
    await expect(this.page.getByRole("tablist", { name: "Views" })).toBeVisible();
    await isListening(this.page);
  }

  tab(label: string): Locator {
    return this.page.getByRole("tab", { name: new RegExp(`^${label}`) });
  }
  get table(): Locator {
    return this.page.getByRole("table", { name: /^Items, sorted by/ });
  }
  get rows(): Locator {
    return this.table.getByRole("row").filter({ has: this.page.getByRole("rowheader") });
  }
  row(number: string): Locator {
    return this.table.getByRole("row").filter({ has: this.page.getByRole("link", { name: linkOf(number) }) });
  }
  /** The row under review. */
  async isAt(number: string): Promise<void> {
    await expect(this.row(number)).toHaveAttribute("aria-current", "true");
  }
  /** The numbers of the rows, from top to bottom. */
  async numbers(): Promise<readonly string[]> {
    return await this.rows.getByRole("link").allInnerTexts();
  }
  get search(): Locator {
    return this.page.getByRole("searchbox", { name: "Search this list" });
  }
  get outboxStrip(): Locator {
    return this.page.getByRole("region", { name: "Outbox" });
  }
  review(number: string): ItemReview {
    return new ItemReview(this.page, number);
  }
  get acceptDrawer(): AcceptDrawer {
    return new AcceptDrawer(this.page);
  }
  rejectDialog(subject: string): RejectDialog {
    return new RejectDialog(this.page, subject);
  }

  /** Waits for the row, which may still have to come from Procore, and puts it under review. */
  async moveTo(number: string): Promise<ItemReview> {
    await eventually(this.row(number)).toBeVisible();
    await this.row(number).getByRole("rowheader").click();
    const review = this.review(number);
    await expect(review.article).toBeVisible();
    return review;
  }
  async select(...numbers: readonly string[]): Promise<void> {
    for (const number of numbers) {
      await this.row(number).getByRole("checkbox").check({ force: true });
    }
  }
}
