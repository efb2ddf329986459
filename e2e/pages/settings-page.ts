import type { Locator, Page } from "@playwright/test";

export class SettingsPage {
  readonly page: Page;
  constructor(page: Page) {
    this.page = page;
  }
  get profile(): Locator {
    return this.page.getByRole("form", { name: "Company profile" });
  }
  text(label: string): Locator {
    return this.profile.getByRole("textbox", { name: label });
  }
  choice(label: string): Locator {
    return this.profile.getByRole("combobox", { name: label });
  }
  get note(): Locator {
    return this.profile.getByRole("textbox", { name: /^Note/ });
  }
  get showImpact(): Locator {
    return this.profile.getByRole("button", { name: "Show impact" });
  }
  get impact(): Locator {
    return this.page.getByRole("dialog", { name: "Impact of the change" });
  }
  /** Saves what the dialog shows. */
  get save(): Locator {
    return this.impact.getByRole("button", { name: "Save", exact: true });
  }
  get rules(): Locator {
    return this.page.getByRole("form", { name: "Accept rules" });
  }
  get proposal(): Locator {
    return this.page.getByRole("region", { name: "Proposed change" });
  }
  gate(label: string): Locator {
    return this.page.getByRole("table", { name: /^Gates/ }).getByRole("row", { name: label });
  }
  /** `recordTypes` is the label of many: "Commitments". */
  grant(person: string, recordTypes: string): Locator {
    return this.page
      .getByRole("group", { name: `${person} can push to accounting` })
      .getByRole("checkbox", { name: recordTypes, exact: true });
  }
  /** By the note of the change. */
  revert(note: string): Locator {
    return this.page.getByRole("button", { name: `Revert ${note}`, exact: true });
  }
  person(name: string): Locator {
    return this.page.getByRole("table", { name: /^People/ }).getByRole("row", { name });
  }
  change(person: string): Locator {
    return this.page.getByRole("button", { name: `Change ${person}` });
  }
  saveGrants(person: string): Locator {
    return this.page.getByRole("button", { name: `Save the rights of ${person}` });
  }
}
