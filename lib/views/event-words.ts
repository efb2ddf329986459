/** An event for people: a sentence, what was said verbatim under it, and how it is coloured. */
export type EventWords = {
  readonly words: string;
  readonly details: readonly string[];
  readonly tone: "neutral" | "good" | "bad" | "wait";
};

type Words = (words: string, details?: readonly string[]) => EventWords;
export const plain: Words = (words, details = []) => ({ words, details, tone: "neutral" });
export const good: Words = (words, details = []) => ({ words, details, tone: "good" });
export const bad: Words = (words, details = []) => ({ words, details, tone: "bad" });
export const wait: Words = (words, details = []) => ({ words, details, tone: "wait" });
