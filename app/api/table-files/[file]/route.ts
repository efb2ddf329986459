import { tableFileRoute } from "#lib/server/table-file-route.ts";

export async function GET(_request: Request, { params }: { params: Promise<{ file: string }> }): Promise<Response> {
  return await tableFileRoute((await params).file);
}
