"use server";
import { archiveRecords } from "#lib/commands/archive-records.ts";
import { importRecords } from "#lib/commands/import-records.ts";
import { restoreRecords } from "#lib/commands/restore-records.ts";
import { undoImports } from "#lib/commands/undo-imports.ts";
import { act } from "#lib/server/act.ts";

export async function importRecordsAction(input: unknown) {
  return act(importRecords)(input);
}
export async function archiveRecordsAction(input: unknown) {
  return act(archiveRecords)(input);
}
export async function restoreRecordsAction(input: unknown) {
  return act(restoreRecords)(input);
}
export async function undoImportsAction(input: unknown) {
  return act(undoImports)(input);
}
