"use server";
import { acceptItems } from "#lib/commands/accept-items.ts";
import { answerDifference } from "#lib/commands/answer-difference.ts";
import { assignItems } from "#lib/commands/assign-items.ts";
import { deleteViewCommand } from "#lib/commands/delete-view.ts";
import { holdItems } from "#lib/commands/hold-items.ts";
import { keepItem } from "#lib/commands/keep-item.ts";
import { liftHoldsCommand } from "#lib/commands/lift-holds.ts";
import { redateItems } from "#lib/commands/redate-items.ts";
import { rejectItems } from "#lib/commands/reject-items.ts";
import { releaseItems } from "#lib/commands/release-items.ts";
import { resolveExport } from "#lib/commands/resolve-export.ts";
import { retryItem } from "#lib/commands/retry-item.ts";
import { saveFields } from "#lib/commands/save-fields.ts";
import { savePreferences } from "#lib/commands/save-preferences.ts";
import { saveView } from "#lib/commands/save-view.ts";
import { takeBackItems } from "#lib/commands/take-back-items.ts";
import { takeBackSignatureCommand } from "#lib/commands/take-back-signature.ts";
import { unlinkItem } from "#lib/commands/unlink-item.ts";
import { act } from "#lib/server/act.ts";

export async function acceptItemsAction(input: unknown) {
  return act(acceptItems)(input);
}
export async function answerDifferenceAction(input: unknown) {
  return act(answerDifference)(input);
}
export async function holdItemsAction(input: unknown) {
  return act(holdItems)(input);
}
export async function liftHoldsAction(input: unknown) {
  return act(liftHoldsCommand)(input);
}
export async function redateItemsAction(input: unknown) {
  return act(redateItems)(input);
}
export async function rejectItemsAction(input: unknown) {
  return act(rejectItems)(input);
}
export async function assignItemsAction(input: unknown) {
  return act(assignItems)(input);
}
export async function takeBackItemsAction(input: unknown) {
  return act(takeBackItems)(input);
}
export async function releaseItemsAction(input: unknown) {
  return act(releaseItems)(input);
}
export async function saveFieldsAction(input: unknown) {
  return act(saveFields)(input);
}
export async function retryItemAction(input: unknown) {
  return act(retryItem)(input);
}
export async function resolveExportAction(input: unknown) {
  return act(resolveExport)(input);
}
export async function unlinkItemAction(input: unknown) {
  return act(unlinkItem)(input);
}
export async function keepItemAction(input: unknown) {
  return act(keepItem)(input);
}
export async function saveViewAction(input: unknown) {
  return act(saveView)(input);
}
export async function deleteViewAction(input: unknown) {
  return act(deleteViewCommand)(input);
}
export async function savePreferencesAction(input: unknown) {
  return act(savePreferences)(input);
}
export async function takeBackSignatureAction(input: unknown) {
  return act(takeBackSignatureCommand)(input);
}
