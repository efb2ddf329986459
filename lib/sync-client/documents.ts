import type { ExportHistory } from "#lib/sync-client/journal-compact.ts";
import { type DocumentTools, type Lease, OneDocument } from "#lib/sync-client/one-document.ts";

const capacity = 16;

/** All exports that this client knows: several at once, each with a mailbox of its own. */
export class Documents {
  readonly #tools: DocumentTools;
  readonly #documents = new Map<string, OneDocument>();
  #isStopping = false;

  constructor(tools: DocumentTools, histories: ReadonlyMap<string, ExportHistory>) {
    this.#tools = tools;
    for (const [exportId, history] of histories)
      this.#documents.set(exportId, OneDocument.recovered(tools, exportId, history));
  }

  /** Does what the journal says has to be done first after a restart. */
  start(): void {
    for (const document of this.#documents.values()) document.start();
  }

  lease(lease: Lease): void {
    if (this.#isStopping) return;
    let document = this.#documents.get(lease.exportId);
    if (!document) {
      document = new OneDocument(this.#tools, lease.exportId);
      this.#documents.set(lease.exportId, document);
    }
    document.lease(lease);
  }

  acked(exportId: string, fence: number): void {
    this.#documents.get(exportId)?.acked(fence);
  }

  /** Says every report again that was not acknowledged: after a reconnect, and now and then. */
  reportAgain(): void {
    for (const document of this.#documents.values()) document.reportAgain();
  }

  /** How many more exports may be leased now. */
  get places(): number {
    if (this.#isStopping) return 0;
    let active = 0;
    for (const document of this.#documents.values()) if (document.isBusy) active += 1;
    return Math.max(0, capacity - active);
  }

  /** Takes nothing new, lets effects under way come to their end; what is not finished stands in the journal. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    await Promise.all([...this.#documents.values()].map((document) => document.stop()));
  }
}
