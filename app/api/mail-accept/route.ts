import { acceptRoute } from "#lib/server/mail-link-route.ts";

export async function POST(request: Request): Promise<Response> {
  return await acceptRoute(request);
}
