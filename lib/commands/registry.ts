import { acceptByMail } from "#lib/commands/accept-by-mail.ts";
import { acceptItems } from "#lib/commands/accept-items.ts";
import { addFile } from "#lib/commands/add-file.ts";
import { addPerson } from "#lib/commands/add-person.ts";
import { addWebhook } from "#lib/commands/add-webhook.ts";
import { answerDifference } from "#lib/commands/answer-difference.ts";
import { archiveRecords } from "#lib/commands/archive-records.ts";
import { archiveSageVendors } from "#lib/commands/archive-sage-vendors.ts";
import { askTable } from "#lib/commands/ask-table.ts";
import { assignCause } from "#lib/commands/assign-cause.ts";
import { assignItems } from "#lib/commands/assign-items.ts";
import { changePerson } from "#lib/commands/change-person.ts";
import { changeWebhook } from "#lib/commands/change-webhook.ts";
import { confirmVendorLink } from "#lib/commands/confirm-vendor-link.ts";
import type { Command } from "#lib/commands/define-command.ts";
import { deleteViewCommand } from "#lib/commands/delete-view.ts";
import { editComment } from "#lib/commands/edit-comment.ts";
import { endDelegation } from "#lib/commands/end-delegation.ts";
import { followItem } from "#lib/commands/follow-item.ts";
import { holdItems } from "#lib/commands/hold-items.ts";
import { importRecords } from "#lib/commands/import-records.ts";
import { importVendorLinks } from "#lib/commands/import-vendor-links.ts";
import { keepItem } from "#lib/commands/keep-item.ts";
import { liftHoldsCommand } from "#lib/commands/lift-holds.ts";
import { linkDocuments } from "#lib/commands/link-documents.ts";
import { linkProject } from "#lib/commands/link-project.ts";
import { linkVendor } from "#lib/commands/link-vendor.ts";
import { linkVendors } from "#lib/commands/link-vendors.ts";
import { listenToSource } from "#lib/commands/listen-to-source.ts";
import { makeApiToken } from "#lib/commands/make-api-token.ts";
import { makeDelegation } from "#lib/commands/make-delegation.ts";
import { makeEnrolmentCode } from "#lib/commands/make-enrolment-code.ts";
import { makePasswordLinkCommand } from "#lib/commands/make-password-link.ts";
import { makeShare } from "#lib/commands/make-share.ts";
import { markNotices } from "#lib/commands/mark-notices.ts";
import { muteCause } from "#lib/commands/mute-cause.ts";
import { proposeRules } from "#lib/commands/propose-rules.ts";
import { redateItems } from "#lib/commands/redate-items.ts";
import { refreshSage } from "#lib/commands/refresh-sage.ts";
import { refuseRecord } from "#lib/commands/refuse-record.ts";
import { refuseVendor } from "#lib/commands/refuse-vendor.ts";
import { rejectItems } from "#lib/commands/reject-items.ts";
import { releaseItems } from "#lib/commands/release-items.ts";
import { removeComment } from "#lib/commands/remove-comment.ts";
import { removeFile } from "#lib/commands/remove-file.ts";
import { removeTable } from "#lib/commands/remove-table.ts";
import { resolveExport } from "#lib/commands/resolve-export.ts";
import { restoreRecords } from "#lib/commands/restore-records.ts";
import { retrieveItems } from "#lib/commands/retrieve-items.ts";
import { retryItem } from "#lib/commands/retry-item.ts";
import { retryItems } from "#lib/commands/retry-items.ts";
import { revokeApiTokenCommand } from "#lib/commands/revoke-api-token.ts";
import { revokeShare } from "#lib/commands/revoke-share.ts";
import { revokeSyncClient } from "#lib/commands/revoke-sync-client.ts";
import { saveFields } from "#lib/commands/save-fields.ts";
import { saveGrants } from "#lib/commands/save-grants.ts";
import { saveNoticeSettings } from "#lib/commands/save-notice-settings.ts";
import { savePeriods } from "#lib/commands/save-periods.ts";
import { savePreferences } from "#lib/commands/save-preferences.ts";
import { saveProfile } from "#lib/commands/save-profile.ts";
import { saveView } from "#lib/commands/save-view.ts";
import { sendDelivery } from "#lib/commands/send-delivery.ts";
import { sendItems } from "#lib/commands/send-items.ts";
import { sendMail } from "#lib/commands/send-mail.ts";
import { settleRules } from "#lib/commands/settle-rules.ts";
import { signReconcile } from "#lib/commands/sign-reconcile.ts";
import { startRun } from "#lib/commands/start-run.ts";
import { stopRun } from "#lib/commands/stop-run.ts";
import { stopTable } from "#lib/commands/stop-table.ts";
import { switchProjectCosts } from "#lib/commands/switch-project-costs.ts";
import { takeBackBatch } from "#lib/commands/take-back-batch.ts";
import { takeBackItems } from "#lib/commands/take-back-items.ts";
import { takeBackSignatureCommand } from "#lib/commands/take-back-signature.ts";
import { undoImports } from "#lib/commands/undo-imports.ts";
import { unlinkItem } from "#lib/commands/unlink-item.ts";
import { unlinkProject } from "#lib/commands/unlink-project.ts";
import { unlinkVendors } from "#lib/commands/unlink-vendors.ts";
import { verifyChainCommand } from "#lib/commands/verify-chain.ts";
import { writeComment } from "#lib/commands/write-comment.ts";

// biome-ignore lint/suspicious/noExplicitAny: the registry holds commands of every input and output
type AnyCommand = Command<any, any>;

/** Every command by its name: what the JSON door offers. */
export const commands: ReadonlyMap<string, AnyCommand> = new Map(
  (
    [
      acceptByMail,
      acceptItems,
      startRun,
      stopRun,
      askTable,
      stopTable,
      removeTable,
      rejectItems,
      assignItems,
      saveFields,
      redateItems,
      sendItems,
      retrieveItems,
      takeBackItems,
      takeBackBatch,
      takeBackSignatureCommand,
      releaseItems,
      holdItems,
      liftHoldsCommand,
      retryItem,
      retryItems,
      resolveExport,
      unlinkItem,
      keepItem,
      linkVendor,
      linkProject,
      unlinkProject,
      linkDocuments,
      refuseRecord,
      signReconcile,
      importRecords,
      archiveRecords,
      restoreRecords,
      undoImports,
      switchProjectCosts,
      answerDifference,
      linkVendors,
      unlinkVendors,
      refuseVendor,
      archiveSageVendors,
      confirmVendorLink,
      importVendorLinks,
      makeEnrolmentCode,
      revokeSyncClient,
      refreshSage,
      listenToSource,
      muteCause,
      assignCause,
      saveProfile,
      savePeriods,
      proposeRules,
      settleRules,
      makeDelegation,
      endDelegation,
      saveGrants,
      addFile,
      addPerson,
      changePerson,
      makePasswordLinkCommand,
      saveView,
      deleteViewCommand,
      savePreferences,
      verifyChainCommand,
      writeComment,
      editComment,
      removeComment,
      removeFile,
      followItem,
      markNotices,
      saveNoticeSettings,
      sendMail,
      addWebhook,
      changeWebhook,
      sendDelivery,
      makeApiToken,
      makeShare,
      revokeShare,
      revokeApiTokenCommand,
    ] as AnyCommand[]
  ).map((command) => [command.name, command]),
);
