import type { AdoptKind, SageRecord } from "#lib/core/adoption.ts";
import type { Json } from "#lib/core/canonical-json.ts";
import type { CompanyProfile } from "#lib/core/company-profile.ts";
import type { DateField } from "#lib/core/document-rules.ts";
import type { ExportDocument, PreviewRecord } from "#lib/core/export-document.ts";
import type { Facts, FactsQuery, ParentKey, SageLookup, SageRows } from "#lib/core/facts.ts";
import type { Finding } from "#lib/core/findings.ts";
import type { Rung } from "#lib/core/ladder.ts";
import type { Money } from "#lib/core/money.ts";
import type { Outcome } from "#lib/core/outcome.ts";
import type { Counterpart } from "#lib/core/reconcile/measures.ts";

/** What the accountant sets at Accept; values are text ("" = empty), dates YYYY-MM-DD. */
export type ExportFields = Readonly<Record<string, string>>;
export type ExportFieldSpec = {
  readonly name: string;
  readonly label: string;
  readonly kind: "text" | "date" | "choice";
  /** What a choice offers: the stored value and its words. */
  readonly options?: Readonly<Record<string, string>>;
  readonly maxLength?: number;
  readonly isRequired: boolean;
  readonly hint: string;
};

/** The columns that every item shows in lists, taken from its body by the type's codec. */
export type Head = {
  readonly sourceKind: string;
  readonly sourceId: string;
  /** Null where the document belongs to the company and to no project. */
  readonly projectSourceId: string | null;
  /** The document that it belongs to, when it belongs to one; see `RecordType.parent`. */
  readonly parentSourceId?: string;
  readonly vendorSourceId: string | null;
  readonly vendorName: string | null;
  readonly number: string;
  readonly title: string;
  /** Money with two decimals. */
  readonly amount: Money;
  /** What is held of the amount, two decimals; left out where nothing can be. */
  readonly retainage?: Money;
  /** The day that the document bears in the source, YYYY-MM-DD; left out where it bears none. */
  readonly date?: string;
  /** The document's status in the source, in the source's words. */
  readonly status: string;
  /** True when the source's status lets it be sent. */
  readonly isApproved: boolean;
  /** Who made and who last edited it in the source, as the source's user ids. */
  readonly authors: readonly string[];
  readonly updatedAt: string;
  /** The ERP id that the source holds of it; where it was not exported from here, it came from the ERP. Left out: none. */
  readonly originId?: string;
};

/** Lines of the review's table; blank text is an empty cell, money and quantities are decimal strings. */
export type LineView = {
  readonly key: string;
  readonly number: string;
  readonly extra: string;
  readonly costCode: string;
  readonly category: string;
  readonly description: string;
  readonly quantity: string;
  readonly unit: string;
  readonly unitCost: string;
  readonly amount: Money;
  readonly retainage: string;
};
export type DetailField = {
  readonly label: string;
  readonly value: string;
  readonly kind: "text" | "money" | "date" | "percent";
};

/** `hasNoOrigin`: the source has no place for the Sage id of such a document; nothing is written back. */
export type SourceKindSpec = {
  readonly kind: string;
  readonly label: string;
  /** The kind in a word, beside numbers that do not tell it themselves: "CCO". */
  readonly short?: string;
  readonly hasNoOrigin?: true;
};

/** The item's project is linked to the job that it made, or the company of the directory to its vendor. */
export type AfterProof =
  | { readonly kind: "link_project"; readonly job: string }
  | { readonly kind: "link_vendor"; readonly vendorSourceId: string; readonly sageVendor: string };

/** How documents of a type are linked to what Sage has already (lib/core/adoption.ts). */
export type Adopts = {
  readonly among: AdoptKind;
  /** Tables whose rows are the record; what else an export would make is not looked for. */
  readonly tables: readonly string[];
  /** The proposed export fields, changed to those under which the document is the record. */
  fields(proposed: ExportFields, record: SageRecord): ExportFields;
  /** The facts as before the record stood in Sage; left out where they do not matter. */
  before?(facts: Facts): Facts;
};

/**
 * One record type: everything the product needs to know about a kind of business document. The registry holds them all;
 * no code outside a type's folder compares type ids, it asks for a property here. Bodies are opaque outside (`Json`).
 */
export type RecordType = {
  readonly id: string;
  readonly label: { readonly one: string; readonly many: string };
  /** Where its documents stand on the way of a project into accounting. */
  readonly rung: Rung;
  /** Document lists of the source this type reads. */
  readonly sourceKinds: readonly SourceKindSpec[];
  /** The source shows files of its documents (`SourceFilePort`). */
  readonly hasFiles?: true;
  readonly exportFields: readonly ExportFieldSpec[];
  /** The export field with the day on which Sage books it; left out where there is none. */
  readonly booksOn?: DateField;
  /** What Unlink, locks and the confirmation say: what stands in Sage. */
  readonly erpNoun: string;
  /** Raw source record → body and head; a record that cannot be read is refused with the reason. */
  decode(sourceKind: string, raw: Json): Outcome<{ body: Json; head: Head }>;
  factsQuery(body: Json, fields: ExportFields): FactsQuery;
  /** Export fields proposed for a new revision, from the rules and settings of the company. */
  prefill(body: Json, facts: Facts): ExportFields;
  rules(body: Json, fields: ExportFields, facts: Facts): readonly Finding[];
  /** The exact bytes and expectations, or the reason why there can be none. `revisionSha256` ties it to the revision. */
  encode(body: Json, fields: ExportFields, facts: Facts, revisionSha256: string): Outcome<ExportDocument>;
  preview(body: Json, fields: ExportFields, facts: Facts, document: ExportDocument): readonly PreviewRecord[];
  lines(body: Json): readonly LineView[];
  details(body: Json): readonly DetailField[];
  /** Exports of one family go strictly one after another: a commitment and all that changes it. `erpId` is the document's. */
  familyKey(erpId: string): string;
  /** The document of the source that this one belongs to and goes after; left out where there is no such thing. */
  parent?(body: Json): ParentKey | null;
  /** Documents of the company, not of a project: the list is read once, and their items have no project. */
  readonly scope?: "company";
  /** Never sent by itself, also where the company sends what is approved. */
  readonly isSentByHand?: true;
  /** Codes of findings with which nothing is sent by itself: nobody could do anything but reject it. */
  readonly keptBackBy?: readonly string[];
  /** Whether a document that is not known here becomes an item; left out: every one. */
  arises?(body: Json, facts: Facts): boolean;
  /** For documents that go more than once: whether this version has something that what was proved did not carry. */
  hasMore?(body: Json, facts: Facts): boolean;
  /** The company has such documents turned off: their lists are not read. */
  isOff?(profile: CompanyProfile): boolean;
  /** What else becomes true here when the document is proved; done before the source is told. */
  afterProof?(body: Json, erpId: string): AfterProof | null;
  /** What became of a proved document in Sage since, from a table that is mirrored whole; shown behind its details. */
  readonly standing?: {
    lookup(erpId: string): SageLookup;
    details(rows: SageRows): readonly DetailField[];
  };
  /** Why Sage lets nobody delete such a record, so that it cannot be unlinked; left out where it can be deleted. */
  readonly unlink?: { readonly closed: string };
  /** How a document finds the record that Sage had of it before the connection; left out: it is never linked without being sent. */
  readonly adopts?: Adopts;
  /** What its documents are compared with in Reconcile; left out where they have no amount in Sage. */
  readonly reconciles?: Counterpart;
  /** The kinds that a parent may be of. */
  readonly parentKinds?: readonly string[];
};
