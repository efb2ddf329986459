import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { ProcoreClient } from "#lib/connectors/procore/client.ts";
import { type Body, exactBody, idDigits } from "#lib/connectors/procore/exact-body.ts";
import { differences, findRecords, recordFor, type Wanted } from "#lib/connectors/procore/find-records.ts";
import { type ImportList, written } from "#lib/connectors/procore/import-lists.ts";
import { isRow, type Row } from "#lib/connectors/procore/pages.ts";
import { ProcoreError } from "#lib/connectors/procore/procore-error.ts";
import { readRowRefusal } from "#lib/connectors/procore/refusals.ts";
import { LATER_MS, settledBy } from "#lib/connectors/procore/settled-by.ts";
import { originOf } from "#lib/connectors/procore/write-origin.ts";
import type { Json } from "#lib/core/canonical-json.ts";
import type { SourceWritten } from "#lib/core/source-write.ts";

const MAX_WRITES = 3;
/** What one sync takes. */
const BATCH = 1000;

/** A row that has to be written: over the record, or as a new one; `fields` are those that go out. */
type Wish = { readonly row: Wanted; readonly record: Row | null; readonly fields: readonly string[] };

/**
 * Makes the rows or brings them up to date, each told by its origin. Before every write, and again after one whose outcome is
 * unknown, Procore is asked what is there. A record that was to be made and is not there after a lost answer is left for
 * later: its creation may still be on its way. Throws as `settledBy` leaves it.
 */
export async function putRows(
  client: ProcoreClient,
  list: ImportList,
  rows: readonly Wanted[],
  existing: "keep" | "change",
): Promise<readonly SourceWritten[]> {
  const put = new Put(client, list, existing, rows);
  await put.run();
  return rows.map((row) => put.answerFor(row));
}

class Put {
  readonly #client: ProcoreClient;
  readonly #list: ImportList;
  readonly #existing: "keep" | "change";
  readonly #answers = new Map<string, SourceWritten>();
  /** What was asked of Procore for a row. */
  readonly #asked = new Map<string, "created" | "changed">();
  /** Refusals of an origin that our own write may have taken, its answer lost. */
  readonly #taken = new Map<string, SourceWritten>();
  readonly #open: Set<Wanted>;

  constructor(client: ProcoreClient, list: ImportList, existing: "keep" | "change", rows: readonly Wanted[]) {
    this.#client = client;
    this.#list = list;
    this.#existing = existing;
    this.#open = new Set(rows);
    if (new Set(rows.map(({ originId }) => originId)).size < rows.length)
      throw new TypeError("Two rows of one write have the same origin.");
  }

  answerFor({ originId }: Wanted): SourceWritten {
    const words = "Procore did not confirm the write.";
    return this.#answers.get(originId) ?? { kind: "later", retryAfterMs: LATER_MS, words };
  }

  async run(): Promise<void> {
    const token = randomUUID();
    for (let writes = 0; this.#open.size > 0; writes += 1) {
      const wishes = await this.#attempt([...this.#open], () => this.#look());
      if (!wishes || wishes.length === 0 || writes === MAX_WRITES) return;
      const size = this.#list.write.by === "sync" ? BATCH : 1;
      // When one of them has to wait, all have: then none is open any more.
      for (let start = 0; start < wishes.length && this.#open.size > 0; start += size)
        await this.#send(wishes.slice(start, start + size), `${token}-${writes}-${start}`);
      if (this.#open.size > 0) await sleep(this.#client.backoffMs(writes));
    }
  }

  /** Settles what needs no write; answers what does. */
  async #look(): Promise<Wish[]> {
    const found = await findRecords(this.#client, this.#list, [...this.#open]);
    const wishes: Wish[] = [];
    for (const row of this.#open) {
      const record = recordFor(found, row);
      const settled = this.#verdict(row, record);
      if (settled) this.#settle(row, settled);
      else wishes.push({ row, record, fields: this.#fieldsOf(row, record) });
    }
    return wishes;
  }

  #verdict(row: Wanted, record: Row | null): SourceWritten | null {
    const asked = this.#asked.get(row.originId);
    if (record === null) {
      if (row.id !== undefined)
        return { kind: "refused", code: "record.gone", words: `Procore has no record ${row.id}.` };
      const words = "Procore did not confirm the creation.";
      return asked ? (this.#taken.get(row.originId) ?? { kind: "later", retryAfterMs: LATER_MS, words }) : null;
    }
    const [id, origin] = [String(record.id), originOf(record.origin_id)];
    if (origin !== null && origin !== row.originId) {
      const words = `The record already carries the ERP id “${origin}”; ours is “${row.originId}”.`;
      return { kind: "refused", code: "origin.taken", words };
    }
    const differs = differences(this.#list, row, record);
    if (differs.length === 0) return { kind: asked ?? "existed", id };
    return this.#existing === "keep" && origin !== null ? { kind: asked ?? "existed", id } : null;
  }

  /** Of a new record everything goes out, of one that is there what differs; one that is only tied keeps its values. */
  #fieldsOf(row: Wanted, record: Row | null): readonly string[] {
    if (record === null) return Object.keys(this.#list.fields).filter((name) => row[name] !== undefined);
    const differs = differences(this.#list, row, record).filter((name) => name !== "originId");
    return this.#existing === "keep" ? differs.filter((name) => name.startsWith("origin")) : differs;
  }

  async #send(wishes: readonly Wish[], token: string): Promise<void> {
    for (const { row, record } of wishes) this.#asked.set(row.originId, record === null ? "created" : "changed");
    const answer = await this.#attempt(
      wishes.map(({ row }) => row),
      () => this.#call(wishes, token),
    );
    if (answer) this.#read(wishes, answer);
  }

  async #call(wishes: readonly Wish[], idempotencyToken: string): Promise<Json | "lost"> {
    const { method, path, query, body } = this.#request(wishes);
    const url = this.#client.url(path, query);
    try {
      const call = { method, url, lane: "write", body: exactBody(body), idempotencyToken } as const;
      return (await this.#client.send(call)).body;
    } catch (error) {
      if (!(error instanceof ProcoreError)) throw error;
      if (error.kind === "transient" || error.kind === "conflict") return "lost";
      const [only] = wishes;
      if (error.code !== "origin.in_use" || wishes.length > 1 || !only || only.record !== null) throw error;
      this.#taken.set(only.row.originId, { kind: "refused", code: error.code, words: error.message });
      return "lost";
    }
  }

  #request(wishes: readonly Wish[]) {
    const { path, scope, write } = this.#list;
    const inBody = Object.fromEntries(Object.entries(scope).map(([name, id]) => [name, idDigits(id)]));
    if (write.by === "sync") {
      const updates = wishes.map((wish) => ({
        ...(wish.record ? { id: idDigits(String(wish.record.id)) } : {}),
        ...this.#values(wish),
      }));
      const body: Body = { ...inBody, updates };
      return {
        method: "PATCH",
        path: `${write.path ?? path}/sync`,
        query: { ...scope, ...write.query },
        body,
      } as const;
    }
    const wish = wishes[0] as Wish;
    const body: Body = { ...inBody, [write.name]: this.#values(wish) };
    if (wish.record === null) return { method: "POST", path: write.create, query: scope, body } as const;
    return {
      method: "PATCH",
      path: `${write.one}/${idDigits(String(wish.record.id)).text}`,
      query: scope,
      body,
    } as const;
  }

  #values({ row, record, fields }: Wish): Readonly<Record<string, Body>> {
    const named = fields.map((name) => {
      const field = this.#list.fields[name];
      return field ? [[field.name, written(field, row[name])] as const] : [];
    });
    return { ...(record ? {} : this.#list.fresh), origin_id: row.originId, ...Object.fromEntries(named.flat()) };
  }

  /** A sync answers 200 whatever happened: the rows tell. What is told of neither way is looked for again. */
  #read(wishes: readonly Wish[], answer: Json | "lost"): void {
    if (!isRow(answer as Json)) return;
    const body = answer as Row;
    const refusals = Array.isArray(body.errors) ? body.errors.filter(isRow) : [];
    const entities = (Array.isArray(body.entities) ? body.entities : [body]).filter(isRow);
    for (const { row, record } of wishes) {
      const entity = entities.find((one) => originOf(one.origin_id) === row.originId);
      const isIt = (one: Row) =>
        record ? String(one.id) === String(record.id) : originOf(one.origin_id) === row.originId;
      const refusal = refusals.find(isIt);
      if (entity) this.#settle(row, { kind: this.#asked.get(row.originId) ?? "changed", id: String(entity.id) });
      else if (refusal) this.#refuse(row, record, refusal);
    }
  }

  #refuse(row: Wanted, record: Row | null, refusal: Row): void {
    const { code, message } = readRowRefusal(refusal);
    const answer = { kind: "refused", code, words: message } as const;
    // The origin of a new record may be taken by our own write that came through after all.
    if (code === "origin.in_use" && record === null) this.#taken.set(row.originId, answer);
    else this.#settle(row, answer);
  }

  #settle(row: Wanted, answer: SourceWritten): void {
    this.#answers.set(row.originId, answer);
    this.#open.delete(row);
  }

  /** Null when the call failed for good: its rows are settled then, and where Procore wants us to wait the others, too. */
  async #attempt<T>(rows: readonly Wanted[], call: () => Promise<T>): Promise<T | null> {
    try {
      return await call();
    } catch (error) {
      const answer = error instanceof ProcoreError ? settledBy(error) : null;
      if (!answer) throw error;
      for (const row of answer.kind === "later" ? [...this.#open] : rows) this.#settle(row, answer);
      return null;
    }
  }
}
