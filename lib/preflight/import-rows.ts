import type { Actor } from "#lib/core/actors.ts";
import type { CompanyProfile } from "#lib/core/company-profile.ts";
import { blocks } from "#lib/core/findings.ts";
import { type ImportGesture, type ImportType, importGestures, isOpenTo, stagedStates } from "#lib/core/import-type.ts";
import { can } from "#lib/core/permissions.ts";
import { reasonOf } from "#lib/core/refusals.ts";
import { iso, type Tx } from "#lib/db/database.ts";
import { readChoices } from "#lib/db/import-choices.ts";
import type { StagedRecord } from "#lib/db/staged.ts";
import { mayDo } from "#lib/preflight/import-actions.ts";
import type { ImportAction, ImportOptionView, ImportRow } from "#lib/views/imports.ts";

/** A staged record as lists show it. */
export function importRow(type: ImportType, record: StagedRecord, profile: CompanyProfile, actor: Actor): ImportRow {
  const { id, version, state, code, name, job, amount, news, findings } = record;
  const [first] = [...blocks(findings), ...findings.filter(({ severity }) => severity === "warns")];
  return {
    ...{ id, version, state, code, name, job, amount, news },
    stateLabel: stagedStates[state].label,
    since: iso(news !== null && record.newsAt !== null ? record.newsAt : record.stateAt),
    isGone: record.goneAt !== null,
    note: record.note ?? first?.sentence ?? null,
    findings: findings.filter(({ severity }) => severity !== "informs").length,
    actions: actionsOf(type, record, profile, actor),
  };
}

const gestures = Object.keys(importGestures) as ImportGesture[];

/** The gestures that the record's state has, each offered or closed with the reason; the type's label where it has one. */
function actionsOf(
  type: ImportType,
  record: StagedRecord,
  profile: CompanyProfile,
  actor: Actor,
): readonly ImportAction[] {
  const right = can(actor, "import.run");
  return gestures
    .filter((gesture) => isOpenTo(gesture, record.state))
    .map((gesture) => {
      const may = right.ok ? mayDo(gesture, type, record, profile) : right;
      const isAgain = gesture === "import" && record.state === "imported";
      const label = isAgain ? "Import again" : importGestures[gesture].label;
      return { gesture, label, isAllowed: may.ok, reason: may.ok ? null : reasonOf(may.refusal) };
    });
}

/** The choices that the type asks for at Import, with what Procore offers. */
export async function optionViews(
  tx: Tx,
  companyId: string,
  type: ImportType,
  profile: CompanyProfile,
): Promise<readonly ImportOptionView[]> {
  const views: ImportOptionView[] = [];
  for (const option of type.options) {
    const { name, label, hint, none } = option;
    const choices =
      "list" in option
        ? await readChoices(tx, companyId, option.list)
        : Object.entries(option.choices).map(([id, words]) => ({ id, name: words }));
    const wanted = option.usual?.(profile) ?? "";
    const found = choices.find((choice) => choice.name.toLowerCase() === wanted.toLowerCase());
    const usual = wanted === "" ? null : { id: found?.id ?? null, name: wanted };
    views.push({ name, label, hint, none, usual, choices });
  }
  return views;
}
