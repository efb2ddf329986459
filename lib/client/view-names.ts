import type { Side } from "#lib/core/matching/side.ts";
import type { OutboxPart } from "#lib/core/outbox-parts.ts";
import type { CellPart, Measure } from "#lib/core/reconcile/measures.ts";
import type { AcceptCheck } from "#lib/views/accept-check.ts";
import type { RunCheck, RunCheckInput, RunList, RunPage } from "#lib/views/accept-runs.ts";
import type { DocumentMatch, DocumentPage } from "#lib/views/adoption.ts";
import type { BatchList, BatchPage } from "#lib/views/batches.ts";
import type { CauseList, CauseView } from "#lib/views/causes.ts";
import type { ChangesView } from "#lib/views/changes.ts";
import type { ConversationView } from "#lib/views/conversation.ts";
import type { AgedFilter, AgedItems, DashboardView } from "#lib/views/dashboard.ts";
import type { ChainView, HistoryFilter, ReplayView } from "#lib/views/history.ts";
import type { ImpactPage } from "#lib/views/impact.ts";
import type { ImportFilter, ImportPage, ImportRecordView } from "#lib/views/imports.ts";
import type {
  Assignees,
  InboxChoices,
  InboxFilter,
  InboxGroupFilter,
  InboxGroups,
  InboxPage,
  InboxVendors,
} from "#lib/views/inbox.ts";
import type { ItemView } from "#lib/views/item.ts";
import type { JobChoices } from "#lib/views/job-choices.ts";
import type { JobCosts } from "#lib/views/job-costs.ts";
import type { MailPage, MailState, NoticePage, NoticeSettingsView } from "#lib/views/notices.ts";
import type { OwnPreferences } from "#lib/views/own-preferences.ts";
import type { PastInbox, PastInboxFilter } from "#lib/views/past.ts";
import type { PastProjectList } from "#lib/views/past-project.ts";
import type { PastLinkShow, PastLinks, PastPeople } from "#lib/views/past-settings.ts";
import type { ReconcileCell, ReconcilePage, ReconcileProject } from "#lib/views/reconcile.ts";
import type { RecordHits } from "#lib/views/record-hits.ts";
import type { RehearsalFilter, RehearsalItemFilter, RehearsalItems, RehearsalPage } from "#lib/views/rehearsal.ts";
import type { DelegationList, RulesView } from "#lib/views/rules.ts";
import type { SavedViews } from "#lib/views/saved-views.ts";
import type {
  HealthView,
  HistoryPage,
  OutboxPage,
  ProjectLadder,
  ProjectList,
  ProjectStatus,
  SettingsChanges,
  SettingsView,
  ShellView,
} from "#lib/views/screens.ts";
import type { ShareList } from "#lib/views/shares.ts";
import type { StuckView } from "#lib/views/stuck.ts";
import type { TableFileList } from "#lib/views/table-files.ts";
import type { TokenList } from "#lib/views/tokens.ts";
import type { AttemptFilter, AttemptPage, UnknownPage } from "#lib/views/unknown.ts";
import type { VendorLinkFile, VendorMatch, VendorPage, VendorTab } from "#lib/views/vendors.ts";
import type { DeliveryPage, WebhookList } from "#lib/views/webhooks.ts";

type Nothing = Readonly<Record<string, never>>;
type Cursor = { readonly after?: string | undefined; readonly limit?: number | undefined };

export type OutboxFilter = { readonly show?: OutboxPart | undefined };
export type ImportScope = { readonly type: string; readonly show: ImportFilter; readonly q?: string | undefined };
export type VendorFilter = { readonly tab: VendorTab; readonly side: Side; readonly q?: string | undefined };
export type PastLinkFilter = {
  readonly at: string;
  readonly show: PastLinkShow;
  readonly q?: string | undefined;
};
export type PartyHit = {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly linkedTo: string | null;
};

export type ReconcileFilter = { readonly upTo?: string | undefined; readonly q?: string | undefined };
export type CellInput = {
  readonly projectId: string;
  readonly measure: Measure;
  readonly part: CellPart;
  readonly upTo?: string | undefined;
};

/** The views that stay open in the browser, each with what it is asked and what it shows. */
export type Views = {
  readonly "inbox.page": { readonly input: Partial<InboxFilter>; readonly view: InboxPage };
  /** `items` is JSON: the selection with the versions that were seen. */
  readonly "accept.check": { readonly input: { readonly items: string }; readonly view: AcceptCheck };
  readonly "inbox.past": { readonly input: Partial<PastInboxFilter>; readonly view: PastInbox };
  readonly "project.past_list": {
    readonly input: { readonly at: string; readonly q?: string | undefined } & Cursor;
    readonly view: PastProjectList;
  };
  readonly "people.past": { readonly input: { readonly at: string } & Cursor; readonly view: PastPeople };
  readonly "vendor.past": { readonly input: PastLinkFilter & Cursor; readonly view: PastLinks };
  readonly "run.check": { readonly input: Partial<RunCheckInput>; readonly view: RunCheck };
  readonly "run.page": { readonly input: { readonly runId: string } & Cursor; readonly view: RunPage };
  readonly "run.list": { readonly input: Nothing; readonly view: RunList };
  readonly "document.page": { readonly input: { readonly projectId: string } & Cursor; readonly view: DocumentPage };
  readonly "document.match": {
    readonly input: { readonly itemId: string; readonly erpId?: string };
    readonly view: DocumentMatch;
  };
  readonly "inbox.groups": { readonly input: InboxGroupFilter; readonly view: InboxGroups };
  readonly "view.list": { readonly input: Nothing; readonly view: SavedViews };
  readonly "preference.view": { readonly input: Nothing; readonly view: OwnPreferences };
  readonly "inbox.assignees": { readonly input: Nothing; readonly view: Assignees };
  readonly "inbox.choices": { readonly input: Nothing; readonly view: InboxChoices };
  readonly "inbox.vendors": { readonly input: { readonly q?: string }; readonly view: InboxVendors };
  readonly "item.view": { readonly input: { readonly itemId: string }; readonly view: ItemView };
  readonly "item.changes": {
    readonly input: {
      readonly itemId: string;
      readonly base?: number | undefined;
      readonly to?: number | undefined;
      readonly seen?: number | undefined;
    };
    readonly view: ChangesView;
  };
  readonly "item.stuck": { readonly input: { readonly itemId: string }; readonly view: StuckView };
  readonly "item.talk": {
    readonly input: { readonly itemId: string; readonly limit: number };
    readonly view: ConversationView;
  };
  readonly "table.files": { readonly input: Nothing; readonly view: TableFileList };
  readonly "table.file": { readonly input: { readonly fileId: string }; readonly view: { readonly name: string } };
  readonly "shell.view": { readonly input: Nothing; readonly view: ShellView };
  readonly "notice.page": {
    readonly input: { readonly show?: "all" | "unread" | undefined } & Cursor;
    readonly view: NoticePage;
  };
  readonly "notice.settings": { readonly input: Nothing; readonly view: NoticeSettingsView };
  readonly "mail.page": {
    readonly input: { readonly state?: MailState | undefined } & Cursor;
    readonly view: MailPage;
  };
  readonly "share.list": { readonly input: { readonly projectId: string }; readonly view: ShareList };
  readonly "token.list": { readonly input: Cursor; readonly view: TokenList };
  readonly "webhook.list": { readonly input: Nothing; readonly view: WebhookList };
  readonly "webhook.deliveries": {
    readonly input: { readonly webhookId: string } & Cursor;
    readonly view: DeliveryPage;
  };
  readonly "record.search": { readonly input: { readonly q: string }; readonly view: RecordHits };
  readonly "outbox.page": { readonly input: OutboxFilter & Cursor; readonly view: OutboxPage };
  readonly "batch.list": { readonly input: Cursor; readonly view: BatchList };
  readonly "batch.page": { readonly input: { readonly batchId: string }; readonly view: BatchPage };
  readonly "project.list": { readonly input: { readonly q?: string | undefined } & Cursor; readonly view: ProjectList };
  readonly "project.ladder": { readonly input: { readonly projectId: string }; readonly view: ProjectLadder };
  readonly "project.status": { readonly input: { readonly projectId: string }; readonly view: ProjectStatus };
  readonly "project.costs": { readonly input: { readonly projectId: string } & Cursor; readonly view: JobCosts };
  readonly "project.jobs": {
    readonly input: { readonly projectId: string; readonly q?: string | undefined };
    readonly view: JobChoices;
  };
  readonly "vendor.page": { readonly input: VendorFilter & Cursor; readonly view: VendorPage };
  readonly "import.page": { readonly input: ImportScope & Cursor; readonly view: ImportPage };
  readonly "import.record": { readonly input: { readonly recordId: string }; readonly view: ImportRecordView };
  readonly "vendor.match": { readonly input: { readonly side: Side; readonly id: string }; readonly view: VendorMatch };
  readonly "vendor.search": {
    readonly input: { readonly side: Side; readonly q: string };
    readonly view: { readonly rows: readonly PartyHit[] };
  };
  readonly "reconcile.page": { readonly input: ReconcileFilter & Cursor; readonly view: ReconcilePage };
  readonly "reconcile.project": {
    readonly input: { readonly projectId: string; readonly upTo?: string | undefined };
    readonly view: ReconcileProject;
  };
  readonly "reconcile.cell": { readonly input: CellInput & Cursor; readonly view: ReconcileCell };
  readonly "rehearsal.page": { readonly input: RehearsalFilter & Cursor; readonly view: RehearsalPage };
  readonly "rehearsal.items": { readonly input: RehearsalItemFilter & Cursor; readonly view: RehearsalItems };
  readonly "dashboard.view": { readonly input: Nothing; readonly view: DashboardView };
  readonly "dashboard.items": { readonly input: AgedFilter & Cursor; readonly view: AgedItems };
  readonly "vendor.link_file": { readonly input: Nothing; readonly view: VendorLinkFile };
  readonly "history.page": { readonly input: HistoryFilter & Cursor; readonly view: HistoryPage };
  readonly "history.chain": { readonly input: Nothing; readonly view: ChainView };
  readonly "history.replay": { readonly input: Nothing; readonly view: ReplayView };
  readonly "health.view": { readonly input: Nothing; readonly view: HealthView };
  readonly "cause.list": { readonly input: Nothing; readonly view: CauseList };
  readonly "cause.view": { readonly input: { readonly key: string } & Cursor; readonly view: CauseView };
  readonly "unknown.page": { readonly input: Cursor; readonly view: UnknownPage };
  readonly "attempt.page": { readonly input: AttemptFilter & Cursor; readonly view: AttemptPage };
  readonly "settings.view": { readonly input: Nothing; readonly view: SettingsView };
  readonly "settings.changes": { readonly input: Cursor; readonly view: SettingsChanges };
  readonly "delegation.list": { readonly input: Cursor; readonly view: DelegationList };
  readonly "rules.view": { readonly input: Cursor; readonly view: RulesView };
  readonly "settings.impact": {
    readonly input: {
      readonly changes: string;
      readonly periods?: string | undefined;
      readonly rules?: string | undefined;
    } & Cursor;
    readonly view: ImpactPage;
  };
};
export type ViewName = keyof Views;

export function viewKey<Name extends ViewName>(name: Name, input?: Views[Name]["input"]): readonly unknown[] {
  return input === undefined ? [name] : [name, input];
}
