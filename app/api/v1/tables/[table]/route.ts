import { tableByToken } from "#lib/server/token-route.ts";

export async function GET(request: Request, { params }: { params: Promise<{ table: string }> }): Promise<Response> {
  return await tableByToken(request, (await params).table);
}
