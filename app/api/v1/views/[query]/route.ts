import { viewByToken } from "#lib/server/token-route.ts";

export async function GET(request: Request, { params }: { params: Promise<{ query: string }> }): Promise<Response> {
  return await viewByToken(request, (await params).query);
}
