import type { Locator, Page } from "@playwright/test";
import { isListening } from "../support/listening.ts";

/** The page API: tokens and what is open to them. */
export class TokensPage {
  readonly page: Page;
  constructor(page: Page) {
    this.page = page;
  }
  async open(): Promise<this> {
    await this.page.goto("/tokens");
    await isListening(this.page);
    return this;
  }
  token(name: string): Locator {
    return this.page.getByRole("table", { name: /^API tokens/ }).getByRole("row", { name });
  }
  /** Makes one with the rights that the dialog begins with, and those that are named; returns it as it is shown once. */
  async make(name: string, rights: readonly string[] = []): Promise<string> {
    await this.page.getByRole("button", { name: "Make a token" }).click();
    const dialog = this.page.getByRole("dialog", { name: "Make a token" });
    await dialog.getByRole("textbox", { name: /^Name/ }).fill(name);
    for (const right of rights) await dialog.getByRole("checkbox", { name: right, exact: true }).check();
    await dialog.getByRole("button", { name: "Make", exact: true }).click();
    const once = this.page.getByRole("dialog", { name: `The token “${name}”` });
    const token = (await once.getByRole("group", { name: "Token" }).textContent()) ?? "";
    await once.getByRole("button", { name: "Done" }).click();
    return token.trim();
  }
  async revoke(name: string): Promise<void> {
    await this.token(name)
      .getByRole("button", { name: `Revoke ${name}` })
      .click();
    await this.page
      .getByRole("dialog", { name: `Revoke “${name}”?` })
      .getByRole("button", { name: "Revoke", exact: true })
      .click();
  }
}
