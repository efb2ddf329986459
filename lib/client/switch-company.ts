import { problemOf, unreachable } from "#lib/client/problem.ts";

/** The session goes on in another company; everything on the screen belongs to the old one, so the page is loaded anew. */
export async function switchCompany(companyId: string): Promise<void> {
  const response = await fetch("/api/company", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ companyId }),
  }).catch((error: unknown) => {
    throw problemOf(error);
  });
  if (!response.ok) throw unreachable();
  window.location.assign("/");
}
