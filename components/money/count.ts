/** "1 item", "1,204 items". */
export function count(value: number, noun: string): string {
  return `${value.toLocaleString("en-US")} ${noun}${value === 1 ? "" : "s"}`;
}

/** What the foot of a list says that is read page by page: "First 50 of 1,204 items", or all of them. */
export function firstOf(shown: number, all: number, noun: string): string {
  return shown < all ? `First ${shown} of ${count(all, noun)}` : count(all, noun);
}
