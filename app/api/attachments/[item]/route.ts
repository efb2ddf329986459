import { attachmentListRoute } from "#lib/server/attachment-route.ts";

export async function GET(_request: Request, { params }: { params: Promise<{ item: string }> }): Promise<Response> {
  return await attachmentListRoute((await params).item);
}
