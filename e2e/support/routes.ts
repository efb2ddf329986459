import { readdirSync } from "node:fs";
import type { Page } from "@playwright/test";

/** Every page that needs no id. */
export const deskRoutes = [
  "/inbox",
  "/inbox/past",
  "/outbox",
  "/batches",
  "/projects",
  "/vendors",
  "/reconcile",
  "/reconcile/rehearsal",
  "/reconcile/rehearsal/items",
  "/dashboard",
  "/dashboard/items",
  "/imports",
  "/health",
  "/health/unknown",
  "/health/attempts",
  "/history",
  "/delegations",
  "/settings",
  "/files",
  "/notifications",
  "/mail",
  "/webhooks",
  "/tokens",
] as const;

/** Pages that need no sign-in. Those of links carry a secret behind their #, and are as empty without it. */
export const openRoutes = ["/sign-in", "/set-password", "/accept", "/status"] as const;
/** What a test of its own frames (e2e/project-manager/share.spec.ts). */
const framed = ["/status/card/[company]"] as const;

/** Pages of one thing that the sample installation has, and how to come to one. */
const withId: Readonly<Record<string, (page: Page, projectId: string) => Promise<string>>> = {
  "/items/[id]": async (page) => {
    const list = await page.request.get("/api/views/inbox.page?tab=failed&limit=1");
    const { rows } = (await list.json()) as { rows: { id: string }[] };
    return `/items/${rows[0]?.id}`;
  },
  "/projects/[id]": async (_page, id) => `/projects/${id}`,
  "/projects/[id]/costs": async (_page, id) => `/projects/${id}/costs`,
  "/projects/[id]/documents": async (_page, id) => `/projects/${id}/documents`,
  "/reconcile/[id]": async (_page, id) => `/reconcile/${id}`,
  "/health/cause": async (page) => {
    await page.goto("/health");
    const first = page
      .getByRole("region", { name: /^What holds items up/ })
      .getByRole("link")
      .first();
    return (await first.getAttribute("href")) ?? "/health/cause";
  },
};
/** What the sample has none of; looked at where a test makes one. */
const madeByTests = ["/batches/[id]", "/batches/runs/[id]"] as const;

/** "/projects/[id]/costs" is "project-costs", "/reconcile/[id]" "reconcile-project". */
const nameOf = (route: string) => route.slice(1).replace("s/[id]", "").replace("[id]", "project").replaceAll("/", "-");

/** Name and address of every page of the desk that the sample installation can show. */
export async function sampleRoutes(page: Page, projectId: string): Promise<readonly (readonly [string, string])[]> {
  const routes: (readonly [string, string])[] = deskRoutes.map((route) => [nameOf(route), route]);
  for (const [route, address] of Object.entries(withId)) routes.push([nameOf(route), await address(page, projectId)]);
  return routes;
}

/** The address of every page of the desk that the sample installation can show. */
export async function sampleAddresses(page: Page, projectId: string): Promise<readonly string[]> {
  return (await sampleRoutes(page, projectId)).map(([, address]) => address);
}

/** Pages that no list here has: they would not be looked at. */
export function forgottenRoutes(): readonly string[] {
  const known: ReadonlySet<string> = new Set([
    ...deskRoutes,
    ...openRoutes,
    ...framed,
    ...Object.keys(withId),
    ...madeByTests,
  ]);
  return ["app/(desk)", "app/(auth)", "app/(open)"]
    .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: "utf8" }))
    .filter((file) => file.endsWith("/page.tsx"))
    .map((file) => `/${file.replace(/\/page\.tsx$/, "")}`)
    .filter((route) => !known.has(route));
}
