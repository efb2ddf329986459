import { openApi } from "#lib/server/open-api.ts";

/** Open to everybody: it describes the product and has nothing of any company. */
export function GET(): Response {
  return Response.json(openApi());
}
