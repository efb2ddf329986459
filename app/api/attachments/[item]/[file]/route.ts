import { attachmentRoute } from "#lib/server/attachment-route.ts";

type Context = { params: Promise<{ item: string; file: string }> };

export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const { item, file } = await params;
  return await attachmentRoute(item, file);
}
