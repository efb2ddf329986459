import { webhookRoute } from "#lib/server/webhook-route.ts";

export async function POST(request: Request, { params }: { params: Promise<{ company: string }> }): Promise<Response> {
  return await webhookRoute(request, (await params).company);
}
