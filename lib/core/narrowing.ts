/** What narrows a list of items beside its tab, in the words of the address. */
export const narrowingKeys = [
  "type",
  "project",
  "vendor",
  "assignee",
  "q",
  "sender",
  "least",
  "most",
  "days",
  "finding",
] as const;
export type NarrowingKey = (typeof narrowingKeys)[number];
export type Narrowing = Partial<Record<NarrowingKey, string | null | undefined>>;

/** Those that a dialog of their own asks for. */
export const moreKeys = ["sender", "least", "most", "days", "finding"] as const satisfies readonly NarrowingKey[];

/** The filter bar as it is when nothing is narrowed. */
export const noNarrowing = Object.fromEntries(narrowingKeys.map((key) => [key, null])) as Record<NarrowingKey, null>;

export const isNarrowed = (filter: Narrowing): boolean => narrowingKeys.some((key) => Boolean(filter[key]));

/** An amount in dollars and cents, and a number of whole days, as an address has them. */
export const amountPattern = /^-?\d{1,11}(\.\d{1,2})?$/;
export const daysPattern = /^[1-9]\d{0,2}$/;

/** An amount as people type it ("1,500", "$1,500.00", "(250.5)") for the address; null where it is none. */
export function typedAmount(typed: string): string | null {
  const text = typed.replace(/[\s,$]/g, "");
  const plain = /^\(.*\)$/.test(text) ? `-${text.slice(1, -1)}` : text;
  return amountPattern.test(plain) ? plain : null;
}

/** "commitment.title.too_long" as people read it: "Commitment: title too long". */
export function findingWords(code: string): string {
  const [subject = "", ...rest] = code.split(".").map((part) => part.replaceAll("_", " "));
  const words = subject.charAt(0).toUpperCase() + subject.slice(1);
  return rest.length === 0 ? words : `${words}: ${rest.join(" ")}`;
}

/** What the dialog narrowed, as pairs of a name and words, for print and for files. */
export function moreWords({ sender, least, most, days, finding }: Narrowing): readonly (readonly [string, string])[] {
  const amount = [least ? `from ${least}` : "", most ? `to ${most}` : ""].filter(Boolean).join(" ");
  const all: readonly (readonly [string, string | null | undefined])[] = [
    ["Sent by", sender],
    ["Amount", amount],
    ["In its state", days ? `${days} days or longer` : null],
    ["Finding", finding ? findingWords(finding) : null],
  ];
  return all.flatMap(([name, words]) => (words ? [[name, words] as const] : []));
}
