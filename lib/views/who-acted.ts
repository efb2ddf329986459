type Acted = {
  readonly who: string;
  readonly onBehalfOf: string | null;
  readonly token: string | null;
  readonly isByMail: boolean;
};

/** Whose act it was, for whom, and whether a program or a link from a mail did it in their name. */
export function whoActed({ who, onBehalfOf, token, isByMail }: Acted): string {
  if (isByMail) return `${who} by mail link`;
  const forWhom = onBehalfOf === null ? who : `${who} on behalf of ${onBehalfOf}`;
  return token === null ? forWhom : `${forWhom} with token ${token}`;
}
