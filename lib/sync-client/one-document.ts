import { type ExportDocument, isLookOnly } from "#lib/core/export-document.ts";
import type { Look, Verdict } from "#lib/core/machines/look.ts";
import {
  type ClientEffect,
  type ClientEvent,
  type ClientState,
  idle,
  type JournalRecord,
  recover,
  stepClient,
} from "#lib/core/machines/sync-client.ts";
import { checkPackage } from "#lib/sync-client/document-package.ts";
import { wordsOf } from "#lib/sync-client/durable-file.ts";
import { type ExportHistory, isSettled } from "#lib/sync-client/journal-compact.ts";
import type { ExportEntry } from "#lib/sync-client/journal-line.ts";
import type { ClientMessage, ServerMessage } from "#lib/sync-client/protocol.ts";
import type { Sage } from "#lib/sync-client/sage.ts";

/** Named points at which a test may end the process; nothing happens at them otherwise. */
export const triggerPoints = [
  "after-lease",
  "before-intent",
  "after-intent",
  "between-files",
  "after-trigger",
  "after-import",
  "before-result",
  "after-result",
  "after-send",
  "after-ack",
] as const;
export type TriggerPoint = (typeof triggerPoints)[number];

export type Lease = Omit<Extract<ServerMessage, { kind: "lease" }>, "kind">;
type ReportMessage = Extract<ClientMessage, { kind: "report" }>;
export type DocumentTools = {
  readonly companyId: string;
  readonly sage: Sage;
  readonly journal: { append(entry: ExportEntry): Promise<void> };
  /** Hands a report to the connection; without one it is said again later. */
  readonly send: (report: ReportMessage) => void;
  readonly onPlaces: () => void;
  /** The journal or this program failed: the process must end before anything else is done. */
  readonly onFatal: (error: unknown) => void;
  readonly atPoint: (point: TriggerPoint) => void | Promise<void>;
  readonly now: () => Date;
};

type Mail = { readonly event: ClientEvent; readonly lease?: Lease; readonly wait?: AbortController };
type Parcel = { readonly sha256: string; readonly text: string; readonly document: ExportDocument };

/** The thin shell around the machine of one export: does its effects one after the other and feeds back what came of them. */
export class OneDocument {
  readonly #tools: DocumentTools;
  readonly #exportId: string;
  #state: ClientState = idle;
  #first: readonly ClientEffect[] = [];
  #parcel: Parcel | null = null;
  /** Hash of the newest document, also when its text is no longer at hand. */
  #sha256: string | null = null;
  /** Hash of the document whose text the journal holds. */
  #journaled: string | null = null;
  #tags: readonly string[] = [];
  #evidence: Readonly<Record<string, unknown>> = {};
  #mail: Mail[] = [];
  #working: Promise<void> | null = null;
  #wait: AbortController | null = null;
  #isStopped = false;

  constructor(tools: DocumentTools, exportId: string) {
    this.#tools = tools;
    this.#exportId = exportId;
  }

  static recovered(tools: DocumentTools, exportId: string, history: ExportHistory): OneDocument {
    const one = new OneDocument(tools, exportId);
    const { state, effects } = recover(history.records);
    one.#state = state;
    one.#first = effects;
    one.#evidence = history.evidence;
    one.#parcel = history.sha256 && history.document ? parcelOf(tools, history.sha256, history.document) : null;
    one.#journaled = one.#parcel?.sha256 ?? null;
    one.#sha256 = history.sha256;
    one.#tags = history.documents.flatMap((text) => tagOf(text));
    return one;
  }

  /** True while the export takes up one of the client's places. */
  get isBusy(): boolean {
    return this.#working !== null || (this.#state.phase !== "idle" && this.#state.phase !== "done");
  }

  start(): void {
    const effects = this.#first;
    this.#first = [];
    if (effects.length > 0) this.#work(() => this.#do(effects));
  }

  lease(lease: Lease): void {
    const checked = checkPackage(lease, this.#tools.companyId);
    const invalid = checked.kind === "invalid" ? checked.reason : unfit(checked.document, lease);
    const { mode, fence, settledFence } = lease;
    this.#post({ event: { kind: "lease", mode, fence, invalid, settledFence }, lease });
  }

  acked(fence: number): void {
    this.#post({ event: { kind: "acked", fence } });
  }

  reportAgain(): void {
    const { phase, fence, verdict } = this.#state;
    if (phase === "reporting" && verdict && !this.#working) this.#send(fence, verdict);
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#wait?.abort();
    await this.#working;
  }

  #post(mail: Mail): void {
    this.#mail.push(mail);
    this.#work(async () => {});
  }

  /** One worker at a time takes the mail in order; an event is handled to its end, waits for Sage excepted. */
  #work(first: () => Promise<void>): void {
    if (this.#isStopped || this.#working) return;
    const run = async () => {
      await first();
      for (let mail = this.#mail.shift(); mail && !this.#isStopped; mail = this.#mail.shift()) await this.#take(mail);
    };
    this.#working = run()
      .catch((error: unknown) => {
        this.#isStopped = true;
        this.#tools.onFatal(error);
      })
      .then(() => {
        this.#working = null;
        if (this.#mail.length > 0) this.#work(async () => {});
        else this.#tools.onPlaces();
      });
  }

  async #take(mail: Mail): Promise<void> {
    // The end of a wait that a newer lease has interrupted says nothing about what is done now.
    if (mail.wait && mail.wait !== this.#wait) return;
    if (
      mail.lease &&
      mail.lease.fence > this.#state.fence &&
      mail.event.kind === "lease" &&
      mail.event.invalid === null
    ) {
      await this.#tools.atPoint("after-lease");
      this.#parcel = parcelOf(this.#tools, mail.lease.sha256, mail.lease.document);
      this.#sha256 = mail.lease.sha256;
      if (this.#parcel) this.#tags = [...new Set([...this.#tags, this.#parcel.document.tag])];
    }
    if (mail.event.kind === "acked") await this.#tools.atPoint("after-ack");
    if (mail.event.kind === "import_ended") await this.#tools.atPoint("after-import");
    await this.#step(mail.event);
    if (this.#state.phase !== "importing" && this.#wait) {
      this.#wait.abort();
      this.#wait = null;
    }
    if (isSettled(this.#state)) this.#forget();
  }

  async #step(event: ClientEvent): Promise<void> {
    const step = stepClient(this.#state, event, this.#parcel?.document.expectations ?? []);
    this.#state = step.state;
    await this.#do(step.effects);
  }

  async #do(effects: readonly ClientEffect[]): Promise<void> {
    for (const effect of effects) {
      const event = await this.#effect(effect);
      if (event && !this.#isStopped) await this.#step(event);
    }
  }

  async #effect(effect: ClientEffect): Promise<ClientEvent | null> {
    switch (effect.kind) {
      case "journal":
        return this.#journal(effect.record);
      case "look":
        return { kind: "looked", look: await this.#look() };
      case "write_files":
        return this.#write(effect.fence);
      case "await_import":
        this.#awaitImport(effect.fence);
        return null;
      case "send":
        this.#send(effect.fence, effect.verdict);
        await this.#tools.atPoint("after-send");
        return null;
    }
  }

  async #journal(step: JournalRecord): Promise<ClientEvent> {
    if (step.kind === "INTENT") await this.#tools.atPoint("before-intent");
    if (step.kind === "RESULT") await this.#tools.atPoint("before-result");
    const isDeclined = step.kind === "RESULT" && step.verdict.kind === "declined";
    const parcel = isDeclined ? null : this.#parcel;
    const entry: ExportEntry = {
      kind: "export",
      exportId: this.#exportId,
      at: this.#tools.now().toISOString(),
      sha256: parcel?.sha256 ?? null,
      step,
      ...(parcel && parcel.sha256 !== this.#journaled ? { document: parcel.text } : {}),
      ...(step.kind === "RESULT" && !isDeclined ? { evidence: this.#evidence } : {}),
    };
    await this.#tools.journal.append(entry);
    if (parcel) this.#journaled = parcel.sha256;
    if (step.kind === "INTENT") await this.#tools.atPoint("after-intent");
    if (step.kind === "RESULT") await this.#tools.atPoint("after-result");
    return { kind: "journaled" };
  }

  async #look(): Promise<Look> {
    if (!this.#parcel) {
      return { at: this.#tools.now().toISOString(), isReadable: false, found: [], runs: [] };
    }
    const seen = await this.#tools.sage.look(this.#parcel.document, this.#state.fence, this.#tags);
    this.#evidence = seen.evidence;
    return seen.look;
  }

  async #write(fence: number): Promise<ClientEvent> {
    if (!this.#parcel) return { kind: "write_failed", reason: "The document is not at hand." };
    try {
      await this.#tools.sage.write(this.#parcel.document, fence, () => this.#tools.atPoint("between-files"));
    } catch (error) {
      return { kind: "write_failed", reason: wordsOf(error) };
    }
    await this.#tools.atPoint("after-trigger");
    return { kind: "written" };
  }

  #awaitImport(fence: number): void {
    const wait = new AbortController();
    this.#wait = wait;
    if (!this.#parcel) {
      this.#post({ event: { kind: "import_timeout" }, wait });
      return;
    }
    void this.#tools.sage
      .awaitImport(this.#parcel.document, fence, wait.signal)
      .catch(() => "timeout" as const)
      .then((result) => {
        if (result !== "aborted")
          this.#post({ event: { kind: result === "ended" ? "import_ended" : "import_timeout" }, wait });
      });
  }

  #send(fence: number, verdict: Verdict): void {
    const isDeclined = verdict.kind === "declined";
    this.#tools.send({
      kind: "report",
      exportId: this.#exportId,
      fence,
      sha256: isDeclined ? null : this.#sha256,
      verdict: verdict as ReportMessage["verdict"],
      evidence: isDeclined ? {} : this.#evidence,
    });
  }

  /** The text may leave memory and, at the next compaction, the journal: a later lease brings it again. */
  #forget(): void {
    this.#parcel = null;
    this.#journaled = null;
    this.#evidence = {};
  }
}

/** The second wall beside the export machine, which never delivers such a document. */
function unfit(document: ExportDocument, { mode }: Lease): string | null {
  return isLookOnly(document) && mode === "deliver"
    ? "The document may only be looked for, and was to be delivered."
    : null;
}

function parcelOf(tools: DocumentTools, sha256: string, text: string): Parcel | null {
  const checked = checkPackage({ companyId: tools.companyId, sha256, document: text }, tools.companyId);
  return checked.kind === "sound" ? { sha256, text, document: checked.document } : null;
}

function tagOf(text: string): string[] {
  const tag = (JSON.parse(text) as { tag?: unknown }).tag;
  return typeof tag === "string" ? [tag] : [];
}
