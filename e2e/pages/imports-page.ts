import { expect, type Locator, type Page } from "@playwright/test";
import { eventually } from "../support/eventually.ts";

export class ImportsPage {
  readonly page: Page;
  constructor(page: Page) {
    this.page = page;
  }
  tab(label: string): Locator {
    return this.page.getByRole("tab", { name: new RegExp(`^${label}`) });
  }
  row(code: string): Locator {
    return this.page.getByRole("row").filter({ has: this.page.getByRole("rowheader", { name: code, exact: true }) });
  }
  async show(list: string): Promise<void> {
    await this.page
      .getByRole("group", { name: "Show" })
      .getByText(new RegExp(`^${list}`))
      .click();
  }
  /** Imports the open record, with what is chosen in the question, and waits until it is in Procore. */
  async import(record: Locator, title: string, choose: (question: Locator) => Promise<void> = async () => {}) {
    await record.getByRole("button", { name: /^Import/ }).click();
    const question = this.page.getByRole("dialog", { name: title });
    await choose(question);
    await question.getByRole("button", { name: "Import", exact: true }).click();
    await expect(record.getByText("Imported", { exact: true })).toBeVisible();
  }

  /** Opens the record, which may still have to come from Sage, and answers its dialog. */
  async open(code: string): Promise<Locator> {
    await eventually(this.row(code)).toBeVisible();
    await this.row(code).getByRole("button", { name: code }).click();
    const dialog = this.page.getByRole("dialog", { name: new RegExp(` ${code}$`) });
    await expect(dialog).toBeVisible();
    return dialog;
  }
}
