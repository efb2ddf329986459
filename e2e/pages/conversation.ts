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
  /** What goes with the comment that is being written, and what was refused. */
  get unsent(): Locator {
    return this.region.getByRole("list", { name: "Files of the new comment" }).getByRole("listitem");
  }
  /** Chooses files in the browser's dialog, and waits until none is on its way. */
  async attach(...files: readonly { name: string; mimeType: string; buffer: Buffer }[]): Promise<void> {
    await expect(this.region.getByRole("button", { name: /^Attach files/ })).toBeEnabled();
    await this.region.getByLabel("Files to attach").setInputFiles([...files]);
    for (const { name } of files) await expect(this.unsent.filter({ hasText: name }).first()).toBeVisible();
    await expect(this.region.getByRole("progressbar")).toHaveCount(0);
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
    // Not before the conversation was read: until then it is not known who can be mentioned.
    await expect(this.button("Comment")).toBeEnabled();
    await this.input.press("Control+Enter");
    await expect(this.comment(text)).toBeVisible();
  }
}
