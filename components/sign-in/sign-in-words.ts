/** Codes of the sign-in package and of our own checks, as sentences; a code that is a sentence already stays as it is. */
const words: Readonly<Record<string, string>> = {
  CredentialsSignin: "E-mail or password is not right. Try again.",
  SessionRequired: "Sign in to go on.",
  NotKnown: "Countersign does not know this account. Ask an administrator to add you.",
  AccessDenied: "This account may not use Countersign. Ask an administrator to add you.",
  Configuration: "Sign-in is not set up correctly on the server. Tell an administrator.",
  unreachable: "Countersign did not answer. Check the connection and try again.",
};

export function wordsOfSignInError(code: string): string {
  const seconds = Number(/^wait:(\d+)$/.exec(code)?.[1] ?? Number.NaN);
  if (Number.isFinite(seconds))
    return `Too many attempts. Wait ${inMinutes(seconds)}, then try again; what you typed stays.`;
  if (/\s/.test(code.trim())) return code.slice(0, 300);
  return words[code] ?? "The sign-in did not succeed. Try again, or use the other way to sign in.";
}

function inMinutes(seconds: number): string {
  if (seconds < 60) return `${Math.max(1, seconds)} second${seconds === 1 ? "" : "s"}`;
  const minutes = Math.ceil(seconds / 60);
  return `${minutes} minute${minutes === 1 ? "" : "s"}`;
}

/** Where to go afterwards: a path of this site and nothing else. */
export function safePath(callbackUrl: string | null, origin: string): string {
  if (!callbackUrl) return "/";
  const url = URL.canParse(callbackUrl, origin) ? new URL(callbackUrl, origin) : null;
  if (!url || url.origin !== origin || url.pathname.startsWith("/sign-in") || url.pathname.startsWith("/api/"))
    return "/";
  return `${url.pathname}${url.search}${url.hash}`;
}
