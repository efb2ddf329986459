import { connection } from "next/server";
import { metricsRoute } from "#lib/server/metrics.ts";

export async function GET(request: Request): Promise<Response> {
  await connection();
  return await metricsRoute(request);
}
