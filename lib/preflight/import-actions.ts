import { canonicalJson } from "#lib/core/canonical-json.ts";
import type { CompanyProfile } from "#lib/core/company-profile.ts";
import { blocks } from "#lib/core/findings.ts";
import { type ImportGesture, type ImportType, importGestures, isOpenTo, stagedStates } from "#lib/core/import-type.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import type { StagedRecord } from "#lib/db/staged.ts";

/**
 * Whether a person may do this to the record as it is, as far as the record itself says: its state, its findings, whether it
 * flows in, whether there is anything new to write. Rights are asked before; what lies below the record when it is undone.
 */
export function mayDo(
  gesture: ImportGesture,
  type: ImportType,
  record: StagedRecord,
  profile: CompanyProfile,
): Outcome<true> {
  const { code, state } = record;
  if (!isOpenTo(gesture, state))
    return refuse("import.state", { gesture: importGestures[gesture].label, code, state: stagedStates[state].label });
  if (gesture === "import") return mayImport(type, record, profile);
  if (gesture !== "undo") return ok(true);
  if ("closed" in type.undo) return refuse("import.undo_closed", { code, reason: type.undo.closed });
  return ok(true);
}

function mayImport(type: ImportType, record: StagedRecord, profile: CompanyProfile): Outcome<true> {
  const { code } = record;
  const reason = type.isOff?.(profile) ?? null;
  if (reason !== null) return refuse("import.off", { reason });
  if (record.goneAt !== null) return refuse("import.gone", { code });
  const [first] = blocks(record.findings);
  if (first) return refuse("import.blocked", { first: first.sentence, fix: first.fix.words });
  // What failed on its way in is tried again by hand, also where nobody was asked.
  if (type.flowsIn && record.state !== "failed") return refuse("import.flows_in", { type: type.label.many });
  if (record.state !== "imported" || record.rowImported === null) return ok(true);
  const isSame = canonicalJson(record.rowImported) === canonicalJson(record.row);
  if (isSame && !type.repeats) return refuse("import.same", { code });
  const against = type.againstAgain?.(record, record.rowImported) ?? null;
  return against === null ? ok(true) : refuse("import.again", { reason: against });
}
