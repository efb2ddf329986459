import type { Gesture } from "#lib/core/workflow.ts";
import type { ActionView } from "#lib/views/item.ts";
import type { ProjectItem } from "#lib/views/screens.ts";

export function actionOf(item: ProjectItem, gesture: Gesture): ActionView | undefined {
  return item.actions.find((action) => action.gesture === gesture);
}
export function canDo(item: ProjectItem, gesture: Gesture): boolean {
  return actionOf(item, gesture)?.isAllowed ?? false;
}

/** "Send to ERP" the first time, "Re-send" after a rejection or a retrieval. */
export function sendLabel(item: ProjectItem): string {
  return item.state === "rejected" || item.state === "retrieved" ? "Re-send" : "Send to ERP";
}
