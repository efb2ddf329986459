import { expect, type Locator, type Page } from "@playwright/test";

export class RejectDialog {
  readonly dialog: Locator;
  constructor(page: Page, subject: string) {
    this.dialog = page.getByRole("dialog", { name: `Reject ${subject}` });
  }

  get letter(): Locator {
    return this.dialog.getByRole("region", { name: "What the project manager sees" });
  }
  get alert(): Locator {
    return this.dialog.getByRole("alert");
  }
  async choose(...reasons: readonly string[]): Promise<void> {
    for (const reason of reasons) await this.dialog.getByRole("checkbox", { name: reason }).check();
  }
  async write(text: string): Promise<void> {
    await this.dialog.getByRole("textbox", { name: /^Text/ }).fill(text);
  }
  async send(): Promise<void> {
    await this.dialog.getByRole("button", { name: "Reject", exact: true }).click();
  }
  async sendAndClose(): Promise<void> {
    await this.send();
    await expect(this.dialog).toBeHidden();
  }
}
