import type { Json } from "#lib/core/canonical-json.ts";
import type { Outcome } from "#lib/core/outcome.ts";
import type { SourceFile } from "#lib/core/source-files.ts";
import type { SourceList, SourceLook, SourcePlaces, SourceWrite, SourceWritten } from "#lib/core/source-write.ts";
import type { WebhookForm } from "#lib/core/webhook-forms.ts";

/**
 * The source system as the product sees it: read what changed, read one, write back after proof. One implementation per
 * system; rules and screens know only this.
 */
export type SourcePort = {
  /** Projects of the company changed since the instant (ISO); null = all. */
  projects(since: string | null): AsyncIterable<SourceRecord>;
  /** Companies of the directory changed since the instant (ISO); null = all. */
  vendors(since: string | null): AsyncIterable<SourceRecord>;
  /** Documents of one kind in one project (null: of the company) changed in the closed window [since, until] (ISO); since null = all. Deleted ones come with `isDeleted`. */
  documents(
    kind: SourceKind,
    projectId: string | null,
    window: { since: string | null; until: string },
  ): AsyncIterable<SourceRecord>;
  /** One document as it is now; null when it is gone or may not be read. */
  document(kind: SourceKind, projectId: string | null, id: string): Promise<SourceRecord | null>;
  /** Mark the document as synced with this ERP id (`origin_id`); null severs the tie. `was` is a tie of ours that was severed here: it alone may be taken away or replaced. */
  writeOrigin(
    kind: SourceKind,
    projectId: string | null,
    id: string,
    origin: { id: string | null; code: string | null; data: string | null; was?: string },
  ): Promise<WriteBack>;
};

/** Paths of the source's document lists, e.g. "work_order_contracts". */
export type SourceKind = string;
export type SourceRecord = {
  readonly id: string;
  readonly updatedAt: string;
  readonly isDeleted: boolean;
  readonly raw: Json;
};
export type WriteBack =
  | { readonly kind: "written" }
  | { readonly kind: "refused"; readonly code: string; readonly words: string }
  | { readonly kind: "later"; readonly retryAfterMs: number; readonly words: string };

/**
 * Writing what the ERP owns into the source. Every call first looks at what is there, and looks again after an answer was
 * lost: nothing is made twice, and a call may be repeated at any time. Answers come in the order of the rows. Writes throw
 * only when the connection has to be repaired or the answers make no sense; readings throw whatever ends them.
 */
export type SourceImportPort = {
  /** Makes the rows, or brings them up to date. Any number of rows: they go in batches where the source takes batches. */
  put(write: SourceWrite): Promise<readonly SourceWritten[]>;
  /** Reads back: the same comparison, and nothing is written. */
  look(write: SourceWrite): Promise<readonly SourceLook[]>;
  /** Takes the ties away that are ours (unlink); the records stay. A record that is gone or has no tie counts as written. */
  untie<List extends TiedList>(
    list: List,
    place: SourcePlaces[List],
    ties: readonly { readonly id: string; readonly originId: string }[],
  ): Promise<readonly WriteBack[]>;
  /** Removes records that the source lets go of; one that is gone counts as written. */
  remove<List extends RemovableList>(
    list: List,
    place: SourcePlaces[List],
    ids: readonly string[],
  ): Promise<readonly WriteBack[]>;
  /** What is there now, as it was read. */
  list<List extends SourceList>(list: List, place: SourcePlaces[List]): Promise<readonly SourceEntry[]>;
  /** Templates that a project may be made from, by name. */
  projectTemplates(): Promise<readonly { readonly id: string; readonly name: string }[]>;
  /** Lists of standard cost codes of the company. */
  standardCodeLists(): Promise<readonly { readonly id: string; readonly name: string }[]>;
  /** A locked budget takes no lines; a project without one is not locked. */
  isBudgetLocked(projectId: string): Promise<boolean>;
};

/** A document of the source; null where it belongs to the company and to no project. */
export type SourceDocument = { readonly kind: SourceKind; readonly projectId: string | null; readonly id: string };

/**
 * What documents have attached in the source, read when a person asks and kept no longer than the addresses hold. What could
 * not be read is refused in words: an empty list says that nothing is attached.
 */
export type SourceFilePort = {
  /** In the source's order. */
  list(document: SourceDocument): Promise<Outcome<readonly SourceFile[]>>;
  /** The bytes of one, 25 MB at most; also what its name and the source's word for its type do not say. */
  read(document: SourceDocument, fileId: string): Promise<Outcome<SourceFile & { readonly bytes: Uint8Array }>>;
};

/** Having the source tell an address of ours what happens in it. */
export type SourceEventPort = {
  /** Takes away what was registered before. Answers the names of the records that are told of; throws what ends it. */
  register(to: { readonly url: string; readonly authorization: string }): Promise<readonly string[]>;
};

/** One company's source, read and written over one token and one knowledge of its limits. */
export type SourceConnection = {
  readonly source: SourcePort;
  readonly imports: SourceImportPort;
  readonly events: SourceEventPort;
  readonly files: SourceFilePort;
};

/** Lists whose records carry an origin. */
export type TiedList = Exclude<SourceList, "wbs_codes" | "budget_line_items">;
export type RemovableList = "budget_line_items" | "prime_contract_line_items" | "prime_contracts";
export type SourceEntry = { readonly id: string; readonly originId: string | null; readonly raw: Json };

/** A mail as it is handed to the server; the same id when it is sent again, so that a reader sees it once. */
export type MailMessage = {
  readonly messageId: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
};
export type MailAnswer =
  | { readonly kind: "sent" }
  | { readonly kind: "refused"; readonly words: string }
  /** `isDoubtful`: the server may have taken it, and its answer was lost. */
  | { readonly kind: "later"; readonly words: string; readonly isDoubtful: boolean };
/** The way mails leave. */
export type MailPort = { send(message: MailMessage): Promise<MailAnswer> };

export type HookRequest = {
  readonly url: string;
  readonly id: string;
  readonly body: string;
  readonly secret: string;
  /** What it is written in; only our own form is signed. */
  readonly form: WebhookForm;
};
export type HookAnswer =
  | { readonly kind: "sent"; readonly status: number }
  | { readonly kind: "refused"; readonly words: string }
  /** `afterSeconds`: how long the address asks not to be written to. */
  | { readonly kind: "later"; readonly status: number | null; readonly words: string; readonly afterSeconds?: number };
/** The way events leave to addresses that a company names. */
export type HookPort = { send(request: HookRequest): Promise<HookAnswer> };
