/** Ends the session; the form of the sign-in package, without its page. */
export async function signOut(): Promise<void> {
  const token: unknown = await fetch("/api/auth/csrf").then((response) => response.json());
  const csrfToken = (token as { csrfToken?: string }).csrfToken ?? "";
  await fetch("/api/auth/signout", {
    method: "POST",
    body: new URLSearchParams({ csrfToken, json: "true", callbackUrl: "/sign-in" }),
  });
  window.location.assign("/sign-in");
}
