import { startRunAction, stopRunAction } from "#app/(desk)/batches/actions.ts";
import type { RunActions } from "#lib/client/actions.ts";

export const runActions: RunActions = { start: startRunAction, stop: stopRunAction };
