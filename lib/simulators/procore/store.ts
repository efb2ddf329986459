import { AttachmentLinks } from "#lib/simulators/procore/attachment-links.ts";
import type { Clock } from "#lib/simulators/procore/clock.ts";
import { createClock } from "#lib/simulators/procore/clock.ts";
import type { Contract, DataFile, Incoming, Kind, RecordOf } from "#lib/simulators/procore/data-file.ts";
import { dataFileSchema, isContractKind, KINDS } from "#lib/simulators/procore/data-file.ts";
import { settle } from "#lib/simulators/procore/settle.ts";

export type AnyRecord = RecordOf<Kind>;
export type Change = {
  kind: Kind;
  id: number;
  reason: "create" | "update" | "delete";
  record: AnyRecord;
  before: AnyRecord | null;
  userId: number;
};

type Scope = { records: Map<number, AnyRecord>; ordered: readonly AnyRecord[] | null };
type Collection = { byId: Map<number, AnyRecord>; scopes: Map<number, Scope> };

const SCOPE_FIELD = {
  companies: null,
  projects: "company_id",
  vendors: "company_id",
  insurances: "company_id",
  users: "company_id",
  line_item_types: "company_id",
  tax_codes: "company_id",
  project_templates: "company_id",
  standard_cost_code_lists: "company_id",
  standard_cost_codes: "company_id",
  sub_jobs: "project_id",
  cost_codes: "project_id",
  work_order_contracts: "project_id",
  purchase_order_contracts: "project_id",
  prime_contracts: "project_id",
  change_order_packages: "project_id",
  budgets: "project_id",
  budget_changes: "project_id",
  requisitions: "project_id",
  contract_payments: "project_id",
  direct_costs: "project_id",
  hooks: "company_id",
} as const satisfies Record<Kind, "company_id" | "project_id" | null>;

/** Besides contracts: kinds whose lines carry origins. */
const LINES_WITH_ORIGIN: readonly Kind[] = ["prime_contracts", "direct_costs"];

export class Store {
  readonly clock: Clock;
  /** Where files of records are. */
  readonly links: AttachmentLinks;
  readonly #collections = new Map<Kind, Collection>();
  readonly #origins = new Map<string, number>();
  readonly #changeListeners: ((change: Change) => void)[] = [];
  readonly #writeListeners: ((kind: Kind, id: number) => void)[] = [];
  #lastId = 1000;

  constructor(clock: Clock = createClock(), links: AttachmentLinks = new AttachmentLinks()) {
    this.clock = clock;
    this.links = links;
    this.clear();
  }

  onChange(listener: (change: Change) => void): void {
    this.#changeListeners.push(listener);
  }

  /** Told of every write, also of bulk loads: what a data file must keep. */
  onWrite(listener: (kind: Kind, id: number) => void): void {
    this.#writeListeners.push(listener);
  }

  /** Forgets all records; ids are not given twice all the same. */
  clear(): void {
    for (const kind of KINDS) this.#collections.set(kind, { byId: new Map(), scopes: new Map() });
    this.#origins.clear();
  }

  newId(): number {
    this.#lastId += 1;
    return this.#lastId;
  }

  get<K extends Kind>(kind: K, id: number | null | undefined): RecordOf<K> | null {
    if (id == null) return null;
    return (this.#collection(kind).byId.get(id) as RecordOf<K> | undefined) ?? null;
  }

  count(kind: Kind): number {
    return this.#collection(kind).byId.size;
  }

  all<K extends Kind>(kind: K): Iterable<RecordOf<K>> {
    return this.#collection(kind).byId.values() as Iterable<RecordOf<K>>;
  }

  /** The records of one company or project in id order; the same array until one of them changes. */
  within<K extends Kind>(kind: K, scopeId: number): readonly RecordOf<K>[] {
    const scope = this.#collection(kind).scopes.get(scopeId);
    if (!scope) return [];
    scope.ordered ??= [...scope.records.values()].sort((left, right) => left.id - right.id);
    return scope.ordered as readonly RecordOf<K>[];
  }

  /** `type` is a kind, or `<kind>/line_items`. */
  idOfOrigin(type: string, companyId: number, originId: string): number | null {
    return this.#origins.get(originKey(type, companyId, originId)) ?? null;
  }

  companyOf(kind: Kind, record: AnyRecord): number {
    if (kind === "companies") return record.id;
    if (SCOPE_FIELD[kind] === "project_id") return this.get("projects", record.project_id as number)?.company_id ?? 0;
    return record.company_id as number;
  }

  /** Stores a changed or new record with a new updated_at. */
  save<K extends Kind>(kind: K, incoming: Incoming<K> | RecordOf<K>, userId: number): RecordOf<K> {
    const before = this.get(kind, incoming.id);
    const now = this.clock.next();
    const record = settle(kind, { ...(incoming as Incoming<K>), updated_at: now }, { id: () => this.newId(), now });
    this.#place(kind, record as AnyRecord);
    const isDeletion = Boolean(record.deleted_at) && !before?.deleted_at;
    this.#tell({
      kind,
      id: record.id,
      reason: isDeletion ? "delete" : before ? "update" : "create",
      record: record as AnyRecord,
      before: before as AnyRecord | null,
      userId,
    });
    return record;
  }

  /** Stores a record as it is described, its own updated_at included. */
  load<K extends Kind>(kind: K, incoming: Incoming<K>): RecordOf<K> {
    if (incoming.id !== undefined) this.#lastId = Math.max(this.#lastId, incoming.id);
    const record = settle(kind, incoming, { id: () => this.newId(), now: incoming.updated_at ?? this.clock.next() });
    this.clock.observe(record.updated_at);
    this.#place(kind, record as AnyRecord);
    for (const listener of this.#writeListeners) listener(kind, record.id);
    return record;
  }

  loadAll(content: DataFile): void {
    for (const kind of KINDS) for (const record of content[kind]) this.#observeIds(record);
    for (const kind of KINDS) for (const record of content[kind]) this.load(kind, record as Incoming<Kind>);
  }

  remove(kind: Kind, id: number, userId: number): boolean {
    const record = this.get(kind, id) as AnyRecord | null;
    if (!record) return false;
    this.#displace(kind, record);
    this.#tell({ kind, id, reason: "delete", record, before: record, userId });
    return true;
  }

  export(): DataFile {
    const content: Record<string, unknown[]> = {};
    for (const kind of KINDS) content[kind] = [...this.all(kind)];
    return content as unknown as DataFile;
  }

  static parse(content: unknown): DataFile {
    return dataFileSchema.parse(content);
  }

  #collection(kind: Kind): Collection {
    const collection = this.#collections.get(kind);
    if (!collection) throw new Error(`unknown kind ${kind}`);
    return collection;
  }

  #observeIds(record: { id?: number | undefined; [child: string]: unknown }): void {
    if (record.id !== undefined) this.#lastId = Math.max(this.#lastId, record.id);
    for (const child of [
      record.line_items,
      record.items,
      record.adjustment_line_items,
      record.triggers,
      record.attachments,
    ]) {
      if (Array.isArray(child))
        for (const { id } of child as { id?: number }[]) this.#lastId = Math.max(this.#lastId, id ?? 0);
    }
  }

  #place(kind: Kind, record: AnyRecord): void {
    this.#observeIds(record);
    const previous = this.get(kind, record.id) as AnyRecord | null;
    if (previous) this.#displace(kind, previous);
    const collection = this.#collection(kind);
    collection.byId.set(record.id, record);
    const scopeId = scopeOf(kind, record);
    const scope = collection.scopes.get(scopeId) ?? { records: new Map(), ordered: null };
    scope.records.set(record.id, record);
    scope.ordered = null;
    collection.scopes.set(scopeId, scope);
    for (const [key, id] of this.#originsOf(kind, record)) this.#origins.set(key, id);
  }

  #displace(kind: Kind, record: AnyRecord): void {
    const collection = this.#collection(kind);
    collection.byId.delete(record.id);
    const scope = collection.scopes.get(scopeOf(kind, record));
    scope?.records.delete(record.id);
    if (scope) scope.ordered = null;
    for (const [key, id] of this.#originsOf(kind, record)) if (this.#origins.get(key) === id) this.#origins.delete(key);
  }

  #originsOf(kind: Kind, record: AnyRecord): [string, number][] {
    if (record.deleted_at) return [];
    const companyId = this.companyOf(kind, record);
    const found: [string, number][] = [];
    if (typeof record.origin_id === "string" && record.origin_id !== "")
      found.push([originKey(kind, companyId, record.origin_id), record.id]);
    if (!isContractKind(kind) && !LINES_WITH_ORIGIN.includes(kind)) return found;
    for (const line of (record as Contract).line_items) {
      if (line.origin_id) found.push([originKey(`${kind}/line_items`, companyId, line.origin_id), line.id]);
    }
    return found;
  }

  #tell(change: Change): void {
    for (const listener of this.#writeListeners) listener(change.kind, change.id);
    for (const listener of this.#changeListeners) listener(change);
  }
}

function scopeOf(kind: Kind, record: AnyRecord): number {
  const field = SCOPE_FIELD[kind];
  return field === null ? 0 : (record[field] as number);
}

function originKey(type: string, companyId: number, originId: string): string {
  return `${type}|${companyId}|${originId}`;
}
