import type { AcceptAnswer, ActionAnswer, AssignAnswer, RetryAnswer, RowsAnswer } from "#lib/views/inputs.ts";
import type { MadeShare } from "#lib/views/shares.ts";
import type { MadeToken } from "#lib/views/tokens.ts";

/** A server action as the screens see it; app hands it in, because components know no commands. */
export type Action<T> = (input: unknown) => Promise<ActionAnswer<T>>;

export type ViewActions = {
  readonly save: Action<{ viewId: string; version: number }>;
  readonly remove: Action<{ name: string }>;
};

/** What people say about an item. */
export type TalkActions = {
  readonly comment: Action<{ commentId: string }>;
  readonly editComment: Action<{ commentId: string }>;
  readonly removeComment: Action<{ commentId: string }>;
  readonly removeFile: Action<{ fileId: string }>;
  readonly follow: Action<{ isOn: boolean }>;
};

/** Accepting everything in view, part by part. */
export type RunActions = {
  readonly start: Action<{ number: number }>;
  readonly stop: Action<{ number: number }>;
};

/** Tables that the worker makes into files. */
export type FileActions = {
  readonly ask: Action<{ fileId: string }>;
  readonly stop: Action<{ fileId: string }>;
  readonly remove: Action<{ fileId: string }>;
};

export type DecisionActions = {
  readonly talk: TalkActions;
  readonly accept: Action<AcceptAnswer>;
  readonly redate: Action<RowsAnswer>;
  readonly reject: Action<RowsAnswer>;
  readonly assign: Action<AssignAnswer>;
  readonly takeBack: Action<RowsAnswer>;
  readonly takeBackSignature: Action<{ version: number }>;
  readonly release: Action<RowsAnswer>;
  readonly saveFields: Action<{ version: number }>;
  readonly retry: Action<RetryAnswer>;
  readonly resolve: Action<{ version: number }>;
  readonly unlink: Action<{ version: number }>;
  readonly keep: Action<{ version: number }>;
  readonly hold: Action<RowsAnswer>;
  readonly liftHold: Action<RowsAnswer>;
  readonly answerDifference: Action<{ version: number }>;
};

/** The token is in the answer of `make` and in no other. */
export type TokenActions = {
  readonly make: Action<MadeToken>;
  readonly revoke: Action<{ tokenId: string }>;
};

/** Links that show a project's status to outsiders; what opens one is in the answer of `make` and in no other. */
export type ShareActions = {
  readonly make: Action<MadeShare>;
  readonly revoke: Action<{ shareId: string }>;
};

/** Addresses outside that are told what happens; the secret is in no other answer. */
export type WebhookActions = {
  readonly add: Action<{ webhookId: string; secret: string }>;
  readonly change: Action<{ webhookId: string }>;
  readonly sendAgain: Action<{ deliveryId: string }>;
};
