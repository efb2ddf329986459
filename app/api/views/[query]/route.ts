import { longViewRoute, viewRoute } from "#lib/server/route.ts";

export async function GET(request: Request, { params }: { params: Promise<{ query: string }> }): Promise<Response> {
  return await viewRoute(request, (await params).query);
}

export async function POST(request: Request, { params }: { params: Promise<{ query: string }> }): Promise<Response> {
  return await longViewRoute(request, (await params).query);
}
