import "server-only";
import { sql } from "drizzle-orm";
import { readSourceEvent, type SourceEvent } from "#lib/core/procore-events.ts";
import { type Database, withCompany } from "#lib/db/database.ts";
import { noteRing } from "#lib/db/source-hooks.ts";
import { isWebhookSecret } from "#lib/db/webhook-secret.ts";
import { readBody } from "#lib/server/read-body.ts";

/** Procore's events are a few hundred bytes. */
const LONGEST = 64 * 1024;
const KEPT_IDS = 5000;
/** Bells in ten seconds for lists of their own; what comes beyond rings for one whole turn. */
const SPAN = { ms: 10_000, bells: 20 };

type Pace = { since: number; bells: number };

/**
 * The door for Procore's webhooks. An event is believed nothing: it rings for the reading of one list, which decides. Polling
 * goes on as before, so that a lost event costs a minute.
 */
export class WebhookDoor {
  readonly #seen = new Set<string>();
  readonly #paces = new Map<string, Pace>();

  /** Answers 202 for what it takes, also for what is of no interest; 401 without the company's own secret. */
  async take(db: Database, key: string | undefined, companyId: string, request: Request): Promise<Response> {
    if (!key || !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(companyId)) return answer(404);
    if (!isWebhookSecret(key, companyId, request.headers.get("authorization"))) return answer(401);
    await withCompany(db, companyId, (tx) => noteRing(tx, companyId));
    const body = await readBody(request, LONGEST);
    if (body === null) return answer(413);
    const event = readSourceEvent(jsonOrNull(body));
    if (event && this.#isNew(`${companyId}/${event.id}`)) await this.#ring(db, companyId, event);
    return answer(202);
  }

  /** What was delivered twice rings once, as far as this process remembers; another bell would do no harm. */
  #isNew(id: string): boolean {
    if (this.#seen.has(id)) return false;
    this.#seen.add(id);
    const [oldest] = this.#seen;
    if (this.#seen.size > KEPT_IDS && oldest !== undefined) this.#seen.delete(oldest);
    return true;
  }

  async #ring(db: Database, companyId: string, { projectId, lists }: SourceEvent): Promise<void> {
    if (!this.#hasRoom(companyId)) {
      await db.execute(sql`select ring('source.poll', ${companyId}::uuid, 'webhook')`);
      return;
    }
    for (const list of lists)
      await db.execute(
        sql`select ring('source.poll_part', ${companyId}::uuid, ${`${list}/${projectId ?? "company"}`})`,
      );
  }

  #hasRoom(companyId: string): boolean {
    const now = Date.now();
    const known = this.#paces.get(companyId);
    const pace = known && now - known.since < SPAN.ms ? known : { since: now, bells: 0 };
    pace.bells += 1;
    this.#paces.set(companyId, pace);
    return pace.bells <= SPAN.bells;
  }
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const answer = (status: number): Response => new Response(null, { status });
