import { fileRoute } from "#lib/server/file-route.ts";

export async function GET(_request: Request, { params }: { params: Promise<{ file: string }> }): Promise<Response> {
  return await fileRoute((await params).file);
}
