import { expect, type Locator, type Page } from "@playwright/test";
import { isListening } from "../support/listening.ts";
import { HealthPage } from "./health-page.ts";
import { HistoryPage } from "./history-page.ts";
import { ImportsPage } from "./imports-page.ts";
import { InboxPage } from "./inbox-page.ts";
import { ItemReview } from "./item-review.ts";
import { OutboxPage } from "./outbox-page.ts";
import { ProjectPage } from "./project-page.ts";
import { SettingsPage } from "./settings-page.ts";
import { VendorsPage } from "./vendors-page.ts";
import { WebhooksPage } from "./webhooks-page.ts";

type ItemLike = { readonly id: string; readonly contract: { readonly number: string } };

/** One signed-in person's browser. */
export class Desk {
  readonly page: Page;
  /** What no page may do: scripts that fail, markup that does not match, breaches of the content policy. */
  readonly complaints: string[] = [];

  constructor(page: Page) {
    this.page = page;
    page.on("pageerror", (error) => this.complaints.push(`${page.url()}: ${error.message}`));
    page.on("console", (message) => {
      const text = message.text();
      if (/Content Security Policy|Minified React error|hydrat/i.test(text))
        this.complaints.push(`${page.url()}: ${text}`);
    });
  }

  async openInbox(query = ""): Promise<InboxPage> {
    await this.page.goto(`/inbox${query}`);
    const inbox = new InboxPage(this.page);
    await inbox.isReady();
    return inbox;
  }

  async openItem(item: ItemLike): Promise<ItemReview> {
    await this.page.goto(`/items/${item.id}`);
    await isListening(this.page);
    return new ItemReview(this.page, item.contract.number);
  }

  /** The item that is open now. */
  reviewOf(number: string): ItemReview {
    return new ItemReview(this.page, number);
  }
  async openOutbox(): Promise<OutboxPage> {
    return await this.#open("/outbox", "Outbox", new OutboxPage(this.page));
  }
  async openVendors(query = ""): Promise<VendorsPage> {
    return await this.#open(`/vendors${query}`, "Vendors", new VendorsPage(this.page));
  }
  async openImports(query = ""): Promise<ImportsPage> {
    return await this.#open(`/imports${query}`, "Imports", new ImportsPage(this.page));
  }
  async openHealth(): Promise<HealthPage> {
    return await this.#open("/health", "Sync health", new HealthPage(this.page));
  }
  async openSettings(): Promise<SettingsPage> {
    return await this.#open("/settings", "Settings", new SettingsPage(this.page));
  }
  async openWebhooks(): Promise<WebhooksPage> {
    return await this.#open("/webhooks", "Webhooks", new WebhooksPage(this.page));
  }
  async openHistory(): Promise<HistoryPage> {
    return await this.#open("/history", "History", new HistoryPage(this.page));
  }
  async openProject(project: { readonly id: string; readonly name: string }): Promise<ProjectPage> {
    await this.page.goto(`/projects/${project.id}`);
    await expect(this.page.getByRole("heading", { level: 1, name: project.name })).toBeVisible();
    await isListening(this.page);
    return new ProjectPage(this.page);
  }

  async openMenu(): Promise<void> {
    await this.page.getByRole("button", { name: /preferences and sign-out/ }).click();
  }
  notice(words: string | RegExp): Locator {
    return this.page.getByRole("dialog").filter({ hasText: words });
  }
  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  async #open<T>(path: string, heading: string, screen: T): Promise<T> {
    await this.page.goto(path);
    await expect(this.page.getByRole("heading", { level: 1, name: heading })).toBeVisible();
    await isListening(this.page);
    return screen;
  }
}
