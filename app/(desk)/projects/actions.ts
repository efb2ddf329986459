"use server";
import { linkDocuments } from "#lib/commands/link-documents.ts";
import { linkProject } from "#lib/commands/link-project.ts";
import { makeShare } from "#lib/commands/make-share.ts";
import { refuseRecord } from "#lib/commands/refuse-record.ts";
import { retrieveItems } from "#lib/commands/retrieve-items.ts";
import { revokeShare } from "#lib/commands/revoke-share.ts";
import { sendItems } from "#lib/commands/send-items.ts";
import { switchProjectCosts } from "#lib/commands/switch-project-costs.ts";
import { unlinkProject } from "#lib/commands/unlink-project.ts";
import { act } from "#lib/server/act.ts";

export async function sendItemsAction(input: unknown) {
  return act(sendItems)(input);
}
export async function retrieveItemsAction(input: unknown) {
  return act(retrieveItems)(input);
}
export async function switchProjectCostsAction(input: unknown) {
  return act(switchProjectCosts)(input);
}

export async function linkProjectAction(input: unknown) {
  return act(linkProject)(input);
}
export async function unlinkProjectAction(input: unknown) {
  return act(unlinkProject)(input);
}
export async function linkDocumentsAction(input: unknown) {
  return act(linkDocuments)(input);
}
export async function refuseRecordAction(input: unknown) {
  return act(refuseRecord)(input);
}

export async function makeShareAction(input: unknown) {
  return act(makeShare)(input);
}
export async function revokeShareAction(input: unknown) {
  return act(revokeShare)(input);
}
