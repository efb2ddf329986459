import { commandByToken } from "#lib/server/token-route.ts";

export async function POST(request: Request, { params }: { params: Promise<{ command: string }> }): Promise<Response> {
  return await commandByToken(request, (await params).command);
}
