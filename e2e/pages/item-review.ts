import { expect, type Locator, type Page } from "@playwright/test";
import { eventually } from "../support/eventually.ts";
import { Conversation } from "./conversation.ts";
import { RejectDialog } from "./reject-dialog.ts";

/** One item under decision, beside the inbox or on its own page. */
export class ItemReview {
  readonly page: Page;
  readonly number: string;
  constructor(page: Page, number: string) {
    this.page = page;
    this.number = number;
  }

  get article(): Locator {
    return this.page.getByRole("article", { name: new RegExp(`${this.number}$`) });
  }
  /** A word of the head: the state, the lane. */
  word(text: string): Locator {
    return this.article.getByText(text, { exact: true }).first();
  }
  /** The state that the machines bring it to. */
  async becomes(state: string): Promise<void> {
    await eventually(this.word(state)).toBeVisible();
  }
  button(name: string): Locator {
    return this.article.getByRole("region", { name: "Actions" }).getByRole("button", { name, exact: true });
  }
  finding(words: string | RegExp): Locator {
    return this.article.getByRole("listitem").filter({ hasText: words });
  }
  field(label: string): Locator {
    return this.article.getByRole("textbox", { name: new RegExp(`^${label}`) });
  }
  /** An export field with a list to choose from. */
  choice(label: string): Locator {
    return this.article.getByRole("combobox", { name: new RegExp(`^${label}`) });
  }
  get exportBlock(): Locator {
    return this.article.getByRole("region", { name: "Export", exact: true });
  }
  get lastRejection(): Locator {
    return this.article.getByRole("region", { name: "Last rejection" });
  }
  /** The document that this one belongs to, in the record. */
  get parent(): Locator {
    return this.article.getByRole("region", { name: "Belongs to" });
  }
  /** What it stands on and waits for, in the record. */
  get prerequisites(): Locator {
    return this.article.getByRole("region", { name: "Waits for" });
  }
  get conversation(): Conversation {
    return new Conversation(this.article);
  }
  get timeline(): Locator {
    return this.article.getByRole("region", { name: "Timeline" });
  }

  async show(section: "Decision" | "Lines" | "Changes" | "Preview" | "Record"): Promise<void> {
    const tab = this.article.getByRole("tab", { name: new RegExp(`^${section}`) });
    await tab.click();
    await expect(tab).toHaveAttribute("aria-selected", "true");
  }
  /** The files as shown: name and lines, in order. */
  async previewText(): Promise<readonly { readonly name: string; readonly lines: readonly string[] }[]> {
    await this.show("Preview");
    const files = this.article.getByRole("region", { name: /^File / });
    await expect(files.first()).toBeVisible();
    return await Promise.all(
      (await files.all()).map(async (file) => ({
        name: (await file.getAttribute("aria-label"))?.replace("File ", "") ?? "",
        lines: await file
          .getByRole("listitem")
          .evaluateAll((all) => all.map((one) => one.lastElementChild?.textContent ?? "")),
      })),
    );
  }
  async accept(): Promise<void> {
    await this.button("Accept").click();
  }
  async openReject(): Promise<RejectDialog> {
    await this.button("Reject").click();
    return new RejectDialog(this.page, this.number);
  }
}
