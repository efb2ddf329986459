"use client";

export type Notice = {
  readonly title: string;
  readonly text?: string | undefined;
  readonly tone?: "good" | "bad" | "info";
};

/** What was said before something shows it. */
let waiting: Notice[] = [];
let show: ((notice: Notice) => void) | null = null;
let wake: (() => void) | null = null;

/** A notice in the corner and in the live region. Undo never lives here: that is the outbox strip. */
export function notify(notice: Notice): void {
  if (show) show(notice);
  else {
    waiting.push(notice);
    wake?.();
  }
}
export function notifyProblem(problem: { readonly sentence: string; readonly fix: string }): void {
  notify({ title: problem.sentence, text: problem.fix, tone: "bad" });
}

/** Shows every notice from now on, those that wait first; answers how to end that. */
export function showNotices(by: (notice: Notice) => void): () => void {
  show = by;
  const early = waiting;
  waiting = [];
  for (const notice of early) by(notice);
  return () => {
    show = null;
  };
}

/** Calls when the first notice comes, or one has come; answers how to end that. */
export function whenSaid(call: () => void): () => void {
  wake = call;
  if (waiting.length > 0) call();
  return () => {
    wake = null;
  };
}
