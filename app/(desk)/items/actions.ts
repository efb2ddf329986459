"use server";
import { editComment } from "#lib/commands/edit-comment.ts";
import { followItem } from "#lib/commands/follow-item.ts";
import { removeComment } from "#lib/commands/remove-comment.ts";
import { removeFile } from "#lib/commands/remove-file.ts";
import { writeComment } from "#lib/commands/write-comment.ts";
import { act } from "#lib/server/act.ts";

export async function writeCommentAction(input: unknown) {
  return act(writeComment)(input);
}
export async function editCommentAction(input: unknown) {
  return act(editComment)(input);
}
export async function removeCommentAction(input: unknown) {
  return act(removeComment)(input);
}
export async function removeFileAction(input: unknown) {
  return act(removeFile)(input);
}
export async function followItemAction(input: unknown) {
  return act(followItem)(input);
}
