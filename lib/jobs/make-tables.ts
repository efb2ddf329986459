import { createHash, randomUUID } from "node:crypto";
import { z } from "zod";
import { fileSize } from "#lib/core/file-kinds.ts";
import { type Outcome, refuse } from "#lib/core/outcome.ts";
import { ownProjects } from "#lib/core/permissions.ts";
import { wordsOf } from "#lib/core/refusals.ts";
import { tableLimits } from "#lib/core/table-files.ts";
import { type Database, snapshot, withCompany } from "#lib/db/database.ts";
import { readPersonActor } from "#lib/db/people.ts";
import {
  addTablePart,
  endTableFile,
  giveBackTableFile,
  holdTableFile,
  type StoredTableFile,
  type TableFileEnd,
  takeTableFile,
} from "#lib/db/table-files.ts";
import { defineJob } from "#lib/jobs/define-job.ts";
import { tables } from "#lib/tables/registry.ts";
import { endOf, openFile, readPlace } from "#lib/tables/table-file.ts";

/** Of the queue's few places, so that exports are never behind tables. */
const mostHere = 2;
let here = 0;
const partBytes = 1024 * 1024;
const worker = { kind: "worker", name: "Worker" } as const;

/** Makes the files of tables that people of the company asked for, one after the other, until none is left for this worker. */
export const makeTables = defineJob({
  name: "tables.make",
  payload: z.object({ companyId: z.uuid() }),
  async run({ db, log }, { companyId }, signal) {
    if (here >= mostHere) return;
    here += 1;
    try {
      while (!signal?.aborted) {
        const file = await withCompany(db, companyId, (tx) => takeTableFile(tx, companyId));
        if (file === null) return;
        const making = new Making(db, companyId, file, signal);
        try {
          await making.run();
        } catch (error) {
          const id = randomUUID().slice(0, 8);
          log.error({ id, file: file.id, table: file.table, err: error }, "a table could not be made");
          await making.end(refuse("table.fault", { id }));
        }
      }
    } finally {
      here -= 1;
    }
  },
});

/** One file that this worker makes: every write says so and is void once it is somebody else's, or nobody's. */
class Making {
  private rowsRead = 0;
  private rowCount: number | null = null;
  private size = 0;
  private parts = 0;
  private pending: Uint8Array[] = [];
  private pendingBytes = 0;
  private isLost = false;
  private readonly hash = createHash("sha256");

  private readonly db: Database;
  private readonly companyId: string;
  private readonly file: StoredTableFile;
  private readonly signal: AbortSignal | undefined;

  constructor(db: Database, companyId: string, file: StoredTableFile, signal: AbortSignal | undefined) {
    [this.db, this.companyId, this.file, this.signal] = [db, companyId, file, signal];
  }

  async run(): Promise<void> {
    const { file, companyId, db } = this;
    if (file.tries > tableLimits.tries)
      return await this.end(refuse("table.gave_up", { tries: String(tableLimits.tries) }));
    const beats = setInterval(() => void this.say().catch(() => {}), 1000);
    try {
      const actor = await withCompany(db, companyId, (tx) =>
        readPersonActor(tx, companyId, { id: file.personId, name: file.personName }),
      );
      const source = tables.get(file.table);
      if (!actor || !source) return await this.end(refuse("table.left", { name: file.personName }));
      const place = await readPlace(db, { companyId, actor });
      const asked = { source, format: file.format, input: file.input };
      const onRows = (rows: number, of: number | null) => {
        [this.rowsRead, this.rowCount] = [rows, of];
        return !this.isLost && !this.signal?.aborted;
      };
      const made = await snapshot(db, async (one): Promise<Outcome<TableFileEnd> | null> => {
        const opened = await openFile(one, { companyId, actor }, place, asked, { onRows });
        if (!opened.ok) return opened;
        const { name, about, bytes } = opened.value;
        try {
          for await (const piece of bytes) {
            await this.take(piece);
            if (this.isLost) return null;
            if (this.size > tableLimits.bytes) return refuse("table.too_large", { most: fileSize(tableLimits.bytes) });
          }
        } catch (error) {
          return endOf(error);
        }
        await this.store();
        const [rows, size] = [this.rowsRead, this.size];
        const within = ownProjects(actor);
        return { ok: true, value: { name, about, ownProjects: within, rows, size, sha256: this.hash.digest("hex") } };
      });
      if (made === null) {
        if (!this.isLost) await withCompany(db, companyId, (tx) => giveBackTableFile(tx, companyId, file));
        return;
      }
      if (!made.ok) return await this.end(made);
      await withCompany(db, companyId, (tx) => endTableFile(tx, companyId, actor, file, made.value));
    } finally {
      clearInterval(beats);
    }
  }

  /** The file failed, for a reason in words. */
  async end(outcome: Outcome<unknown>): Promise<void> {
    if (outcome.ok) return;
    const { sentence, fix } = wordsOf(outcome.refusal);
    const { db, companyId, file } = this;
    await withCompany(db, companyId, (tx) =>
      endTableFile(tx, companyId, worker, file, { words: `${sentence} ${fix}` }),
    );
  }

  private async say(): Promise<void> {
    const { rowsRead, rowCount, size, db, companyId, file } = this;
    const isMine = await withCompany(db, companyId, (tx) =>
      holdTableFile(tx, companyId, file, { rowsRead, rowCount, size }),
    );
    if (!isMine) this.isLost = true;
  }

  private async take(piece: Uint8Array): Promise<void> {
    this.hash.update(piece);
    this.size += piece.byteLength;
    this.pending.push(piece);
    this.pendingBytes += piece.byteLength;
    if (this.pendingBytes >= partBytes) await this.store();
  }

  private async store(): Promise<void> {
    if (this.pendingBytes === 0) return;
    const bytes = Buffer.concat(this.pending);
    [this.pending, this.pendingBytes] = [[], 0];
    const { db, companyId, file } = this;
    for (let at = 0; at < bytes.byteLength && !this.isLost; at += partBytes) {
      const position = this.parts;
      this.parts += 1;
      const part = bytes.subarray(at, at + partBytes);
      const isMine = await withCompany(db, companyId, (tx) => addTablePart(tx, companyId, file, position, part));
      if (!isMine) this.isLost = true;
    }
  }
}
