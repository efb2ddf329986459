import type { SourceEntry, SourceImportPort } from "#lib/connectors/port.ts";
import type { Json } from "#lib/core/canonical-json.ts";
import type { SourceLook, SourceWrite, SourceWritten } from "#lib/core/source-write.ts";

type Fields = Readonly<Record<string, Json>>;
export type ImportedEntry = {
  readonly id: string;
  originId: string | null;
  readonly list: string;
  readonly place: string;
  fields: Fields;
};

/**
 * A source in memory that is written as the port says: records are told by their origin, or by their budget code. For tests
 * only. `before` and `after` may throw: an answer that never left, and one that was lost.
 */
export class MemoryImportPort implements SourceImportPort {
  readonly entries: ImportedEntry[] = [];
  before: (write: SourceWrite) => void = () => {};
  after: (write: SourceWrite) => void = () => {};
  /** An answer instead of writing; undefined: write it. */
  answer: (list: string, fields: Fields) => SourceWritten | undefined = () => undefined;
  lists = [{ id: "1", name: "Sage 300 CRE Standard Cost Codes" }];
  #lastId = 9000;

  of(list: string): readonly ImportedEntry[] {
    return this.entries.filter((entry) => entry.list === list);
  }

  async put(write: SourceWrite): Promise<readonly SourceWritten[]> {
    this.before(write);
    const answers = write.rows.map((row) => this.#putOne(write, row as Fields));
    this.after(write);
    return answers;
  }

  async look(write: SourceWrite): Promise<readonly SourceLook[]> {
    return write.rows.map((row): SourceLook => {
      const fields = row as Fields;
      const found = this.#find(write, fields);
      if (!found) return { kind: "absent" };
      const differs = differences(found, fields);
      return differs.length === 0 ? { kind: "equal", id: found.id } : { kind: "different", id: found.id, differs };
    });
  }

  untie: SourceImportPort["untie"] = async (_list, _place, ties) =>
    ties.map(({ id }) => {
      const found = this.entries.find((entry) => entry.id === id);
      if (found) found.originId = null;
      return { kind: "written" as const };
    });

  remove: SourceImportPort["remove"] = async (_list, _place, ids) => ids.map(() => ({ kind: "written" as const }));

  list: SourceImportPort["list"] = async (list, place) =>
    this.of(list)
      .filter((entry) => entry.place === JSON.stringify(place))
      .map(({ id, originId, fields }): SourceEntry => ({ id, originId, raw: { ...fields, id } }));

  projectTemplates = async () => [
    { id: "31", name: "Tenant fit-out" },
    { id: "32", name: "Ground up" },
  ];
  standardCodeLists = async () => this.lists;
  isBudgetLocked = async () => false;

  /** A record that people made in the source, without a tie. */
  has(list: string, place: object | null, fields: Fields): ImportedEntry {
    this.#lastId += 1;
    const entry = { id: String(this.#lastId), originId: null, list, place: JSON.stringify(place), fields };
    this.entries.push(entry);
    return entry;
  }

  #putOne(write: SourceWrite, fields: Fields): SourceWritten {
    const own = this.answer(write.list, fields);
    if (own) return own;
    const found = this.#find(write, fields) ?? this.entries.find(({ id }) => id === fields.id);
    if (!found) {
      const made = this.has(write.list, write.place, fields);
      made.originId = typeof fields.originId === "string" ? fields.originId : null;
      return { kind: "created", id: made.id };
    }
    if (write.existing === "keep" && fields.originId === undefined) return { kind: "existed", id: found.id };
    const isSame = differences(found, fields).length === 0 && found.originId === (fields.originId ?? null);
    found.originId = typeof fields.originId === "string" ? fields.originId : null;
    found.fields = { ...found.fields, ...fields };
    return { kind: isSame ? "existed" : "changed", id: found.id };
  }

  #find({ list, place }: SourceWrite, { originId, budgetCode }: Fields): ImportedEntry | undefined {
    return this.of(list).find((entry) => {
      if (entry.place !== JSON.stringify(place)) return false;
      if (originId !== undefined) return entry.originId === originId;
      return JSON.stringify(entry.fields.budgetCode) === JSON.stringify(budgetCode);
    });
  }
}

function differences(found: ImportedEntry, fields: Fields): readonly string[] {
  return Object.entries(fields)
    .filter(([name, value]) => name !== "originId" && name !== "id" && value !== undefined)
    .filter(([name, value]) => JSON.stringify(found.fields[name] ?? null) !== JSON.stringify(value))
    .map(([name]) => name);
}
