import "server-only";
import { database } from "#lib/server/wiring.ts";

/** 200 when the database answers, 503 when it does not. That it is fit for use was demanded at the start. */
export async function healthRoute(): Promise<Response> {
  try {
    await database().$client.query("select 1");
    return Response.json({ ok: true });
  } catch {
    return Response.json({ ok: false, problem: "The database does not answer." }, { status: 503 });
  }
}
