/** What went wrong, in words for the person at the screen. */
export class Problem extends Error {
  readonly code: string;
  readonly sentence: string;
  readonly fix: string;
  readonly details: readonly string[];

  constructor(from: { code: string; sentence: string; fix: string; details?: readonly string[] }) {
    super(from.sentence);
    this.name = "Problem";
    this.code = from.code;
    this.sentence = from.sentence;
    this.fix = from.fix;
    this.details = from.details ?? [];
  }
}

export const signedOutCode = "session.ended";

export function signedOut(): Problem {
  return new Problem({
    code: signedOutCode,
    sentence: "You are signed out.",
    fix: "Sign in again; nothing that you typed is lost.",
  });
}

export function unreachable(): Problem {
  return new Problem({
    code: "server.unreachable",
    sentence: "Countersign did not answer.",
    fix: "Try again; a decision is safe to repeat.",
  });
}

export function problemOf(error: unknown): Problem {
  return error instanceof Problem ? error : unreachable();
}
