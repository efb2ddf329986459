import {
  acceptItemsAction,
  answerDifferenceAction,
  assignItemsAction,
  holdItemsAction,
  keepItemAction,
  liftHoldsAction,
  redateItemsAction,
  rejectItemsAction,
  releaseItemsAction,
  resolveExportAction,
  retryItemAction,
  saveFieldsAction,
  takeBackItemsAction,
  takeBackSignatureAction,
  unlinkItemAction,
} from "#app/(desk)/inbox/actions.ts";
import {
  editCommentAction,
  followItemAction,
  removeCommentAction,
  writeCommentAction,
} from "#app/(desk)/items/actions.ts";
import type { DecisionActions } from "#lib/client/actions.ts";

export const decisionActions: DecisionActions = {
  accept: acceptItemsAction,
  redate: redateItemsAction,
  reject: rejectItemsAction,
  assign: assignItemsAction,
  takeBack: takeBackItemsAction,
  takeBackSignature: takeBackSignatureAction,
  release: releaseItemsAction,
  saveFields: saveFieldsAction,
  retry: retryItemAction,
  resolve: resolveExportAction,
  unlink: unlinkItemAction,
  keep: keepItemAction,
  hold: holdItemsAction,
  liftHold: liftHoldsAction,
  answerDifference: answerDifferenceAction,
  talk: {
    comment: writeCommentAction,
    editComment: editCommentAction,
    removeComment: removeCommentAction,
    follow: followItemAction,
  },
};
