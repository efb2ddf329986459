import { acceptCheck } from "#lib/queries/accept-check.ts";
import { apiTokenList } from "#lib/queries/api-token-list.ts";
import { attemptPage } from "#lib/queries/attempt-page.ts";
import { batchList } from "#lib/queries/batch-list.ts";
import { batchPage } from "#lib/queries/batch-page.ts";
import { causeList } from "#lib/queries/cause-list.ts";
import { causeView } from "#lib/queries/cause-view.ts";
import { chainView } from "#lib/queries/chain-view.ts";
import { dashboardItems } from "#lib/queries/dashboard-items.ts";
import { dashboardView } from "#lib/queries/dashboard-view.ts";
import type { Query } from "#lib/queries/define-query.ts";
import { delegationList } from "#lib/queries/delegation-list.ts";
import { documentMatch } from "#lib/queries/document-match.ts";
import { documentPage } from "#lib/queries/document-page.ts";
import { healthView } from "#lib/queries/health-view.ts";
import { historyPage } from "#lib/queries/history-page.ts";
import { importPage } from "#lib/queries/import-page.ts";
import { importRecord } from "#lib/queries/import-record.ts";
import { inboxAssignees } from "#lib/queries/inbox-assignees.ts";
import { inboxChoices } from "#lib/queries/inbox-choices.ts";
import { inboxGroups } from "#lib/queries/inbox-groups.ts";
import { inboxPage } from "#lib/queries/inbox-page.ts";
import { inboxPast } from "#lib/queries/inbox-past.ts";
import { inboxVendors } from "#lib/queries/inbox-vendors.ts";
import { itemChanges } from "#lib/queries/item-changes.ts";
import { itemFile } from "#lib/queries/item-file.ts";
import { itemPast } from "#lib/queries/item-past.ts";
import { itemSource } from "#lib/queries/item-source.ts";
import { itemStuck } from "#lib/queries/item-stuck.ts";
import { itemTalk } from "#lib/queries/item-talk.ts";
import { itemView } from "#lib/queries/item-view.ts";
import { mailLinkView } from "#lib/queries/mail-link-view.ts";
import { mailPage } from "#lib/queries/mail-page.ts";
import { noticePage } from "#lib/queries/notice-page.ts";
import { noticeSettings } from "#lib/queries/notice-settings.ts";
import { outboxPage } from "#lib/queries/outbox-page.ts";
import { peoplePast } from "#lib/queries/people-past.ts";
import { preferenceView } from "#lib/queries/preference-view.ts";
import { projectCosts } from "#lib/queries/project-costs.ts";
import { projectJobs } from "#lib/queries/project-jobs.ts";
import { projectLadder } from "#lib/queries/project-ladder.ts";
import { projectList } from "#lib/queries/project-list.ts";
import { projectPast } from "#lib/queries/project-past.ts";
import { projectStatus } from "#lib/queries/project-status.ts";
import { projectsPast } from "#lib/queries/projects-past.ts";
import { reconcileCell } from "#lib/queries/reconcile-cell.ts";
import { reconcilePage } from "#lib/queries/reconcile-page.ts";
import { reconcileProject } from "#lib/queries/reconcile-project.ts";
import { recordSearch } from "#lib/queries/record-search.ts";
import { rehearsalItems } from "#lib/queries/rehearsal-items.ts";
import { rehearsalPage } from "#lib/queries/rehearsal-page.ts";
import { replayView } from "#lib/queries/replay-view.ts";
import { rulesView } from "#lib/queries/rules-view.ts";
import { runCheck } from "#lib/queries/run-check.ts";
import { runList } from "#lib/queries/run-list.ts";
import { runPage } from "#lib/queries/run-page.ts";
import { settingsChanges } from "#lib/queries/settings-changes.ts";
import { settingsImpact } from "#lib/queries/settings-impact.ts";
import { settingsPast } from "#lib/queries/settings-past.ts";
import { settingsView } from "#lib/queries/settings-view.ts";
import { shareList } from "#lib/queries/share-list.ts";
import { shareView } from "#lib/queries/share-view.ts";
import { shellView } from "#lib/queries/shell-view.ts";
import { tableFile } from "#lib/queries/table-file.ts";
import { tableFiles } from "#lib/queries/table-files.ts";
import { unknownPage } from "#lib/queries/unknown-page.ts";
import { vendorLinkFile } from "#lib/queries/vendor-link-file.ts";
import { vendorMatch } from "#lib/queries/vendor-match.ts";
import { vendorPage } from "#lib/queries/vendor-page.ts";
import { vendorPast } from "#lib/queries/vendor-past.ts";
import { vendorSearch } from "#lib/queries/vendor-search.ts";
import { viewList } from "#lib/queries/view-list.ts";
import { webhookDeliveries } from "#lib/queries/webhook-deliveries.ts";
import { webhookList } from "#lib/queries/webhook-list.ts";

// biome-ignore lint/suspicious/noExplicitAny: the registry holds queries of every input and view
type AnyQuery = Query<any, any>;

/** Every query by its name: what `/api/views` offers. */
export const queries: ReadonlyMap<string, AnyQuery> = new Map(
  (
    [
      inboxPage,
      inboxPast,
      projectPast,
      projectsPast,
      settingsPast,
      peoplePast,
      vendorPast,
      inboxGroups,
      inboxAssignees,
      inboxChoices,
      inboxVendors,
      acceptCheck,
      itemView,
      itemChanges,
      itemFile,
      itemSource,
      itemPast,
      itemStuck,
      itemTalk,
      outboxPage,
      batchList,
      runCheck,
      runPage,
      runList,
      tableFile,
      tableFiles,
      batchPage,
      projectList,
      projectStatus,
      projectCosts,
      projectJobs,
      projectLadder,
      documentPage,
      documentMatch,
      vendorPage,
      importPage,
      importRecord,
      reconcilePage,
      reconcileProject,
      reconcileCell,
      rehearsalPage,
      rehearsalItems,
      dashboardView,
      dashboardItems,
      vendorMatch,
      vendorSearch,
      vendorLinkFile,
      historyPage,
      chainView,
      replayView,
      healthView,
      causeList,
      causeView,
      unknownPage,
      attemptPage,
      settingsView,
      settingsImpact,
      rulesView,
      delegationList,
      settingsChanges,
      shellView,
      recordSearch,
      viewList,
      preferenceView,
      noticePage,
      noticeSettings,
      mailLinkView,
      shareList,
      shareView,
      mailPage,
      webhookList,
      webhookDeliveries,
      apiTokenList,
    ] as AnyQuery[]
  ).map((query) => [query.name, query]),
);
