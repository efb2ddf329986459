import { expect, type Locator } from "@playwright/test";
import type { ItemReview } from "./item-review.ts";

/** Opens the guide to Unlink from the review of a synced item. */
export async function openUnlink(review: ItemReview): Promise<Locator> {
  await review.button("Unlink…").click();
  const dialog = review.page.getByRole("dialog", { name: `Unlink ${review.number}` });
  await expect(dialog).toBeVisible();
  return dialog;
}

/** What Sage is watched for, as long as somebody wants the item unlinked. */
export function unlinkBlock(review: ItemReview): Locator {
  return review.article.getByRole("region", { name: "Unlink", exact: true });
}
