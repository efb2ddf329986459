import { expect, type Locator } from "@playwright/test";

/** What people say about an item, in its record. */
export class Conversation {
  readonly region: Locator;
  constructor(article: Locator) {
    this.region = article.getByRole("region", { name: "Conversation" });
  }

  get input(): Locator {
    return this.region.getByRole("form", { name: "New comment" }).getByRole("textbox", { name: "Comment" });
  }
  comment(words: string | RegExp): Locator {
    return this.region.getByRole("list", { name: "Comments" }).getByRole("listitem").filter({ hasText: words });
  }
  button(name: string): Locator {
    return this.region.getByRole("button", { name, exact: true });
  }
  /** Types the text, names somebody after it from the offered list, and sends it by keys. */
  async write(text: string, mention?: { readonly typed: string; readonly name: string }): Promise<void> {
    await this.input.fill(text);
    if (mention) {
      await this.input.press("End");
      await this.input.pressSequentially(` @${mention.typed}`);
      await expect(this.region.getByRole("option", { name: mention.name })).toBeVisible();
      await this.input.press("Enter");
      await expect(this.input).toHaveValue(`${text} @${mention.name} `);
    }
    await this.input.press("Control+Enter");
    await expect(this.comment(text)).toBeVisible();
  }
}
