import "server-only";
import { WebhookDoor } from "#lib/server/webhooks.ts";
import { config, database } from "#lib/server/wiring.ts";

const door = new WebhookDoor();

/** `POST /api/webhooks/procore/<company>`: an event of Procore's. */
export async function webhookRoute(request: Request, companyId: string): Promise<Response> {
  return await door.take(database(), config().COUNTERSIGN_KEY, companyId, request);
}
