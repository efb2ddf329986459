import { connection } from "next/server";
import { healthRoute } from "#lib/server/health.ts";

export async function GET(): Promise<Response> {
  await connection();
  return await healthRoute();
}
