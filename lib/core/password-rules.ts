const [fewest, most] = [12, 200];

/** Why a text is no password, for people; null when it can be one. Length is what counts. */
export function passwordProblem(password: string): string | null {
  const length = [...password].length;
  if (length < fewest) return `has ${length} characters; ${fewest} or more are needed.`;
  if (length > most) return `has ${length} characters; at most ${most} are taken.`;
  return new Set(password).size < 4 ? "has fewer than four different characters." : null;
}
