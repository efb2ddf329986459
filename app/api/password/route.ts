import { passwordRoute } from "#lib/server/password-route.ts";

export async function POST(request: Request): Promise<Response> {
  return await passwordRoute(request);
}
