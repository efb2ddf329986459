import { companyRoute } from "#lib/server/route.ts";

export async function POST(request: Request): Promise<Response> {
  return await companyRoute(request);
}
