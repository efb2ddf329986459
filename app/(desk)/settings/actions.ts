"use server";
import { addPerson } from "#lib/commands/add-person.ts";
import { changePerson } from "#lib/commands/change-person.ts";
import { makePasswordLinkCommand } from "#lib/commands/make-password-link.ts";
import { proposeRules } from "#lib/commands/propose-rules.ts";
import { saveGrants } from "#lib/commands/save-grants.ts";
import { savePeriods } from "#lib/commands/save-periods.ts";
import { saveProfile } from "#lib/commands/save-profile.ts";
import { settleRules } from "#lib/commands/settle-rules.ts";
import { act } from "#lib/server/act.ts";

export async function saveProfileAction(input: unknown) {
  return act(saveProfile)(input);
}
export async function saveGrantsAction(input: unknown) {
  return act(saveGrants)(input);
}
export async function addPersonAction(input: unknown) {
  return act(addPerson)(input);
}
export async function changePersonAction(input: unknown) {
  return act(changePerson)(input);
}
export async function makePasswordLinkAction(input: unknown) {
  return act(makePasswordLinkCommand)(input);
}
export async function savePeriodsAction(input: unknown) {
  return act(savePeriods)(input);
}
export async function proposeRulesAction(input: unknown) {
  return act(proposeRules)(input);
}
export async function settleRulesAction(input: unknown) {
  return act(settleRules)(input);
}
