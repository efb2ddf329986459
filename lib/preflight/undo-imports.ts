import type { SourceImportPort, TiedList } from "#lib/connectors/port.ts";
import type { ImportType, StepContext } from "#lib/core/import-type.ts";
import type { SourceList } from "#lib/core/source-write.ts";
import type { ImportWriteRow } from "#lib/db/import-writes.ts";
import type { StagedRecord } from "#lib/db/staged.ts";

export type Undone =
  | { readonly kind: "done"; readonly context: StepContext }
  | { readonly kind: "failed"; readonly words: string }
  | { readonly kind: "later"; readonly retryAfterMs: number; readonly words: string };

const untied: ReadonlySet<SourceList> = new Set(["wbs_codes", "budget_line_items"]);

/** Takes the ties of one imported record off in Procore, the last step first; its records stay there. May be repeated. */
export async function undoImport(
  port: SourceImportPort,
  type: ImportType,
  record: StagedRecord,
  writes: readonly ImportWriteRow[],
): Promise<Undone> {
  const written: Record<string, Record<string, string>> = {};
  for (const { step, key, sourceId } of writes) {
    if (sourceId === null) continue;
    written[step] = { ...written[step], [key]: sourceId };
  }
  const context: StepContext = { options: record.options, written, standardListId: "", imported: null };
  // What was imported, not what Sage has meanwhile.
  const staged = { row: record.rowImported ?? record.row, here: record.here };
  for (const step of type.steps.toReversed()) {
    const ids = Object.entries(written[step.name] ?? {});
    const { list, place } = step.write(staged, context);
    if (ids.length === 0 || untied.has(list)) continue;
    const ties = ids.map(([originId, id]) => ({ id, originId }));
    const answers = await port.untie(list as TiedList, place as never, ties);
    for (const answer of answers) if (answer.kind !== "written") return stopped(answer);
  }
  return { kind: "done", context };
}

type Stopped = Exclude<Awaited<ReturnType<SourceImportPort["untie"]>>[number], { kind: "written" }>;
function stopped(answer: Stopped): Undone {
  return answer.kind === "refused" ? { kind: "failed", words: answer.words } : answer;
}
