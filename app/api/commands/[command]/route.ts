import { commandRoute } from "#lib/server/route.ts";

export async function POST(request: Request, { params }: { params: Promise<{ command: string }> }): Promise<Response> {
  return await commandRoute(request, (await params).command);
}
