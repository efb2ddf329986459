import { statusRoute } from "#lib/server/status-route.ts";

export async function POST(request: Request): Promise<Response> {
  return await statusRoute(request);
}
