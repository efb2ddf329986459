"use server";
import { markNotices } from "#lib/commands/mark-notices.ts";
import { saveNoticeSettings } from "#lib/commands/save-notice-settings.ts";
import { act } from "#lib/server/act.ts";

export async function markNoticesAction(input: unknown) {
  return act(markNotices)(input);
}
export async function saveNoticeSettingsAction(input: unknown) {
  return act(saveNoticeSettings)(input);
}
