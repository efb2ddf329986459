import { z } from "zod";
import { AcceptRules } from "#lib/core/accept-rule-input.ts";
import { roles } from "#lib/core/actors.ts";
import { fileLimits } from "#lib/core/file-kinds.ts";
import { isDecimal } from "#lib/core/money.ts";
import { noticeChannelIds, noticeKindIds } from "#lib/core/notices.ts";
import { rejectionReasonCodes } from "#lib/core/rejection.ts";
import { webhookEventIds } from "#lib/core/webhook-events.ts";
import { webhookFormIds } from "#lib/core/webhook-forms.ts";

/** Inputs of the commands: what the buttons send. Shared by forms, server actions and the JSON door. */
const Fields = z.record(z.string().max(40), z.string().max(200));

/** One decision: the id is made when the form is drawn, so that a repeated click is the same decision. */
export const AcceptRow = z.strictObject({
  itemId: z.uuid(),
  decisionId: z.uuid(),
  seenVersion: z.int(),
  seenRevisionId: z.uuid(),
  /** Hash of the export document that the person saw. */
  seenSha256: z.string().length(64),
});
/** `releaseAt`: the instant at which they go; left out: after the company's undo time. */
export const AcceptItems = z.strictObject({
  rows: z.array(AcceptRow).min(1).max(500),
  releaseAt: z.iso.datetime().optional(),
});

const RejectRow = z.strictObject({ itemId: z.uuid(), decisionId: z.uuid(), seenVersion: z.int() });
export const RejectItems = z.strictObject({
  rows: z.array(RejectRow).min(1).max(500),
  reasons: z.array(z.enum(rejectionReasonCodes)).max(10),
  text: z.string().trim().max(2000),
});

/** Who is to decide on the items; null: nobody in particular. */
export const AssignItems = z.strictObject({
  itemIds: z.array(z.uuid()).min(1).max(500),
  personId: z.uuid().nullable(),
});

/** New export fields; the document is rendered anew and the item's version rises. */
export const SaveFields = z.strictObject({ itemId: z.uuid(), seenVersion: z.int(), fields: Fields });
/** Gestures without content: send, retrieve, take back, release now, try again. */
export const ItemRefs = z.strictObject({
  items: z
    .array(z.strictObject({ itemId: z.uuid(), seenVersion: z.int() }))
    .min(1)
    .max(500),
});
/** Until when or what; times are instants. */
const HoldUntil = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.enum(["lift", "link", "parent", "period"]) }),
  z.strictObject({ kind: z.literal("time"), at: z.iso.datetime() }),
]);
export const HoldItems = z.strictObject({
  items: ItemRefs.shape.items,
  until: HoldUntil,
  note: z.string().trim().max(500),
});
/** A batch as a whole. */
export const BatchRef = z.strictObject({ batchId: z.uuid() });
/** One gesture on one item as it was seen: unlink, keep linked. */
export const ItemRef = z.strictObject({ itemId: z.uuid(), seenVersion: z.int() });
export const RetryItem = z.strictObject({
  itemId: z.uuid(),
  decisionId: z.uuid(),
  seenVersion: z.int(),
  seenSha256: z.string().length(64),
});
/** Many of them in one transaction: so few that nobody waits long for the record's end. */
export const RetryItems = z.strictObject({ rows: z.array(RetryItem).min(1).max(50) });
const CauseKey = z.string().min(1).max(200);
/** `hours` null ends the mute. */
export const MuteCause = z.strictObject({
  key: CauseKey,
  hours: z
    .int()
    .min(1)
    .max(24 * 90)
    .nullable(),
  note: z.string().trim().max(500).default(""),
});
/** `seenOwnerId` is whose it was on the screen. */
export const AssignCause = z.strictObject({
  key: CauseKey,
  ownerId: z.uuid().nullable(),
  seenOwnerId: z.uuid().nullable(),
});
export const ResolveExport = z.strictObject({
  itemId: z.uuid(),
  seenVersion: z.int(),
  as: z.enum(["adopt", "send_again", "give_up"]),
});
/** Gestures on staged records as they were seen; `options` are the choices of the dialog, for all of them. */
const RecordRef = z.strictObject({ recordId: z.uuid(), seenVersion: z.int() });
export const RecordRefs = z.strictObject({ records: z.array(RecordRef).min(1).max(500) });
export const ImportRecords = z.strictObject({
  records: z.array(RecordRef).min(1).max(500),
  options: z.record(z.string().max(40), z.string().max(80)).default({}),
});
const SageVendorId = z.string().min(1).max(10);
/** `seen` is what the company was linked to on the screen (null: nothing); without it the link is set whatever it was. */
export const LinkVendor = z.strictObject({
  vendorId: z.uuid(),
  sageVendor: SageVendorId.nullable(),
  seen: SageVendorId.nullable().optional(),
});
const VendorPair = z.strictObject({ vendorId: z.uuid(), sageVendor: SageVendorId });
/** `count` is the control count that was confirmed. */
export const LinkVendors = z.strictObject({ pairs: z.array(VendorPair).min(1).max(500), count: z.int() });
export const UnlinkVendors = z.strictObject({ pairs: z.array(VendorPair).min(1).max(500) });
export const RefuseVendor = z.strictObject({ ...VendorPair.shape, isRefused: z.boolean() });
export const ArchiveSageVendors = z.strictObject({
  sageVendors: z.array(SageVendorId).min(1).max(500),
  isArchived: z.boolean(),
});
export const ConfirmVendorLink = z.strictObject({ vendorId: z.uuid(), seen: SageVendorId });
/** `plan` is the mark of the dry run that the person saw; null asks for a dry run. */
export const ImportVendorLinks = z.strictObject({
  csv: z.string().max(2_000_000),
  plan: z.string().max(64).nullable(),
});
export const MakeEnrolmentCode = z.strictObject({ name: z.string().trim().min(1).max(60) });
export const RevokeSyncClient = z.strictObject({ syncClientId: z.uuid() });
export const SaveProfile = z.strictObject({
  profile: z.record(z.string(), z.unknown()),
  note: z.string().trim().min(3).max(500),
});
export const SaveGrants = z.strictObject({ personId: z.uuid(), recordTypes: z.array(z.string().max(40)).max(30) });

export const AnswerDifference = z.strictObject({
  itemId: z.uuid(),
  answer: z.enum(["take", "change_order", "restore"]),
  /** Hash of the columns that the person saw. */
  seenSha256: z.string().length(64),
  note: z.string().trim().max(500),
});
export const ProposeRules = z.strictObject({
  rules: AcceptRules,
  /** The version in force that the person saw; 0 for none. */
  seenVersion: z.int().min(0),
  note: z.string().trim().min(3).max(500),
});
export const MakeDelegation = z.strictObject({
  fromPersonId: z.uuid(),
  toPersonId: z.uuid(),
  firstDay: z.iso.date(),
  lastDay: z.iso.date(),
  note: z.string().trim().min(3).max(500),
});
export const EndDelegation = z.strictObject({ delegationId: z.uuid() });
export const SettleRules = z.strictObject({ version: z.int().min(1), as: z.enum(["confirm", "refuse"]) });
const Period = z.strictObject({
  name: z.string().trim().min(1).max(40),
  firstDay: z.iso.date(),
  lastDay: z.iso.date(),
  isApOpen: z.boolean(),
  isJcOpen: z.boolean(),
});
/** All periods of the company; at most ten years. */
export const Periods = z.array(Period).max(130);
export const SavePeriods = z.strictObject({
  periods: Periods,
  /** Those that the person saw when editing began. */
  seen: Periods,
  note: z.string().trim().min(3).max(500),
});

const Membership = {
  roles: z.array(z.enum(roles)).min(1).max(roles.length),
  projectIds: z.array(z.uuid()).max(2000),
  /** The person's user in Procore: whoever sends or edits there must not decide here. */
  procoreUserId: z
    .string()
    .regex(/^\d{1,18}$/)
    .nullable(),
};
export const AddPerson = z.strictObject({
  name: z.string().trim().min(2).max(100),
  email: z.email().max(200),
  ...Membership,
});
export const ChangePerson = z.strictObject({ personId: z.uuid(), isDisabled: z.boolean(), ...Membership });
export const MakePasswordLink = z.strictObject({ personId: z.uuid() });
/** The secret of a link to set a password, shown once; null where the person has a way to sign in already. */
export type PasswordLinkAnswer = {
  readonly personId: string;
  readonly name: string;
  readonly token: string | null;
  readonly hours: number;
};

export const SignReconcile = z.strictObject({
  projectId: z.uuid(),
  upTo: z.iso.date(),
  /** Hash of the figures that the person saw. */
  seenSha256: z.string().length(64),
  note: z.string().trim().max(500),
});

export const SwitchProjectCosts = z.object({ projectId: z.uuid(), isOn: z.boolean() });
/** A project and a job of Sage. */
export const ProjectJob = z.strictObject({ projectId: z.uuid(), job: z.string().trim().min(1).max(20) });

const CommentText = z.string().trim().min(1).max(4000);
const Mentions = z.array(z.uuid()).max(20);
/** The id is made when the form is drawn, so that a repeated click is the same comment. */
export const WriteComment = z.strictObject({
  itemId: z.uuid(),
  commentId: z.uuid(),
  text: CommentText,
  lineKey: z.string().max(200).nullable(),
  mentions: Mentions,
  /** Files that the writer added for this item before. */
  fileIds: z.array(z.uuid()).max(fileLimits.perComment).default([]),
});
export const EditComment = z.strictObject({ commentId: z.uuid(), text: CommentText, mentions: Mentions });
export const RemoveComment = z.strictObject({ commentId: z.uuid() });
/** The id is made where the file is chosen, so that a repeated upload is the same file. */
export const AddFile = z.strictObject({
  itemId: z.uuid(),
  fileId: z.uuid(),
  name: z.string().max(1000),
  /** Base64; longer than the limit, so that the refusal can name it. */
  content: z.string().max(fileLimits.bytes * 2),
});
export const RemoveFile = z.strictObject({ fileId: z.uuid() });
export const FollowItem = z.strictObject({ itemId: z.uuid(), isOn: z.boolean() });

/** A person's own notices: these, or all up to one. */
export const MarkNotices = z.strictObject({
  ids: z.array(z.int()).max(500),
  upTo: z.int().nullable(),
});
export const SaveNoticeSettings = z.strictObject({
  channels: z.partialRecord(z.enum(noticeKindIds), z.enum(noticeChannelIds)),
  hasSummary: z.boolean(),
  summaryHour: z.int().min(0).max(23),
});
const WebhookEvents = z.array(z.enum(webhookEventIds)).min(1).max(webhookEventIds.length);
export const AddWebhook = z.strictObject({
  url: z
    .url({ protocol: /^https?$/, hostname: /\S/ })
    .max(500)
    .refine((url) => !/^[a-z]+:\/\/[^/?#]*@/i.test(url), "may not carry a user or password"),
  form: z.enum(webhookFormIds).default("countersign"),
  events: WebhookEvents,
});
export const ChangeWebhook = z.strictObject({ webhookId: z.uuid(), events: WebhookEvents, isOn: z.boolean() });
export const SendDeliveryAgain = z.strictObject({ deliveryId: z.uuid() });
export const SendMailAgain = z.strictObject({ mailId: z.uuid() });

/** What a command on many items answers: per row, in the order asked. */
export type RowOutcome = {
  readonly itemId: string;
  readonly isDone: boolean;
  readonly code: string | null;
  readonly sentence: string | null;
  readonly fix: string | null;
  readonly version: number | null;
};
export type RowsAnswer = {
  readonly rows: readonly RowOutcome[];
  readonly done: number;
  readonly releaseAt: string | null;
};

/** What Assign answers: also whose items they were, where they were somebody else's. */
export type AssignAnswer = {
  readonly rows: readonly RowOutcome[];
  readonly done: number;
  readonly had: readonly { readonly number: string; readonly name: string }[];
};
/** What Try again answers: signed by the first of two, or in the outbox again. */
export type RetryAnswer = { readonly version: number; readonly isSigned: boolean };

/** What trying several again answers: `signed` have the first of two signatures now, `done` are in the outbox. */
export type RetryManyAnswer = RowsAnswer & { readonly signed: number };

/** What Accept answers: also the batch, where several items were one decision and any of them went. */
export type AcceptAnswer = RowsAnswer & {
  readonly batchId: string | null;
  /** How many have the first of two signatures now, and wait for the second; `done` are those in the outbox. */
  readonly signed: number;
};

/** The same for pairs of a company and a Sage vendor. */
export type PairOutcome = {
  readonly vendorId: string;
  readonly sageVendor: string;
  readonly isDone: boolean;
  readonly code: string | null;
  readonly sentence: string | null;
  readonly fix: string | null;
};
export type PairsAnswer = { readonly rows: readonly PairOutcome[]; readonly done: number };

/** What a file of links does, row by row; nothing was written while `isDone` is false. */
export type LinkFileAnswer = {
  readonly rows: readonly {
    readonly line: number;
    readonly company: string;
    readonly sageVendor: string;
    readonly result: "linked" | "same" | "refused";
    readonly sentence: string;
  }[];
  readonly linked: number;
  readonly same: number;
  readonly refused: number;
  /** To be given back to import exactly this. */
  readonly plan: string;
  readonly isDone: boolean;
};

/** What every server action answers: the value, or a refusal in words and as a code. */
export type ActionAnswer<T> =
  | { readonly ok: true; readonly value: T }
  | {
      readonly ok: false;
      readonly code: string;
      readonly sentence: string;
      readonly fix: string;
      readonly details: readonly string[];
    };

/** Documents and the records of Sage that they are; `seen` marks what was seen of both, `isExact` that nothing may differ. */
const DocumentLinkRow = z.strictObject({
  itemId: z.uuid(),
  decisionId: z.uuid(),
  seenVersion: z.int(),
  erpId: z.string().min(1).max(60),
  seen: z.string().length(64),
});
/** `count` and `amount` are the control totals that were confirmed. */
export const LinkDocuments = z.strictObject({
  projectId: z.uuid(),
  rows: z.array(DocumentLinkRow).min(1).max(100),
  count: z.int(),
  amount: z.string().refine(isDecimal, "not a decimal number"),
  isExact: z.boolean(),
});
export const RefuseRecord = z.strictObject({
  itemId: z.uuid(),
  erpId: z.string().min(1).max(60),
  isRefused: z.boolean(),
});
