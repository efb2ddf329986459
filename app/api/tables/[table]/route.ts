import { tableRoute } from "#lib/server/table-route.ts";

export async function GET(request: Request, { params }: { params: Promise<{ table: string }> }): Promise<Response> {
  return await tableRoute(request, (await params).table);
}
