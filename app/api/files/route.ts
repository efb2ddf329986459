import { addFileRoute } from "#lib/server/file-route.ts";

export async function POST(request: Request): Promise<Response> {
  return await addFileRoute(request);
}
