import type { Locator, Page } from "@playwright/test";

/** Addresses outside that are told what happens. */
export class WebhooksPage {
  readonly page: Page;
  constructor(page: Page) {
    this.page = page;
  }
  row(url: string): Locator {
    return this.page.getByRole("table", { name: "Webhooks" }).getByRole("row", { name: url });
  }
  dialog(name: string): Locator {
    return this.page.getByRole("dialog", { name });
  }
  /** Adds one for these events alone; returns the secret, which is shown once. */
  async add(url: string, ...events: readonly string[]): Promise<string> {
    await this.page.getByRole("button", { name: "Add a webhook" }).click();
    const dialog = this.dialog("Add a webhook");
    await dialog.getByRole("textbox", { name: "Address" }).fill(url);
    for (const box of await dialog.getByRole("checkbox").all()) await box.uncheck();
    for (const event of events) await dialog.getByRole("checkbox", { name: event, exact: true }).check();
    await dialog.getByRole("button", { name: "Add", exact: true }).click();
    const shown = this.dialog("The webhook's secret");
    const secret = (await shown.getByRole("group", { name: "Secret" }).textContent())?.trim() ?? "";
    await shown.getByRole("button", { name: "Done" }).click();
    return secret;
  }
  /** Adds one for a channel; the address is not shown whole afterwards, and there is no secret. */
  async addChannel(form: string, url: string, ...events: readonly string[]): Promise<void> {
    await this.page.getByRole("button", { name: "Add a webhook" }).click();
    const dialog = this.dialog("Add a webhook");
    await dialog.getByRole("radio", { name: form }).check();
    await dialog.getByRole("textbox", { name: "Address" }).fill(url);
    for (const box of await dialog.getByRole("checkbox").all()) await box.uncheck();
    for (const event of events) await dialog.getByRole("checkbox", { name: event, exact: true }).check();
    await dialog.getByRole("button", { name: "Add", exact: true }).click();
    await dialog.waitFor({ state: "hidden" });
  }
  async deliveries(url: string): Promise<Locator> {
    await this.page.getByRole("button", { name: `Deliveries to ${url}` }).click();
    return this.dialog("Deliveries").getByRole("list", { name: "Deliveries" }).getByRole("listitem");
  }
}
