import type { Json } from "#lib/core/canonical-json.ts";
import type { CompanyProfile } from "#lib/core/company-profile.ts";
import type { Prerequisite } from "#lib/core/makers.ts";
import type { Money } from "#lib/core/money.ts";
import type { Period } from "#lib/core/periods.ts";
import type { ItemState } from "#lib/core/workflow.ts";

/** Which facts a record's rules need; the database answers it in a few set-based reads. */
export type FactsQuery = {
  /** Null for a document of the company; its facts have no project and no job. */
  readonly projectSourceId: string | null;
  readonly vendorSourceId: string | null;
  /** Combinations of the record's lines; extra "" when there is none. */
  readonly codes: readonly CodeKey[];
  /**
   * Ids that the record wants to have in Sage; with `takenIn` "change_orders", "job" or "invoices" below the parent's, the
   * job's or the vendor's: "<its id>/<wanted>".
   */
  readonly erpIds: readonly string[];
  /** Sage's records among which the ids must be free, beside those of the type's own items here. */
  readonly takenIn?: "commitments" | "change_orders" | "job" | "vendors" | "invoices";
  /** The document that this one belongs to in the source, when it belongs to one. */
  readonly parent?: ParentKey | null;
  /** Vendor, job, extras and codes also as items that are accepted or wait will make them: `facts.prerequisites`. */
  readonly standsOn?: true;
  /** Name of a company that wants to become a vendor: asks for `facts.vendors`. */
  readonly vendorName?: string;
  /** Other documents of the source that it speaks of. */
  readonly documents?: readonly DocumentKey[];
  /** Jobs to look for: ids that the record wants to give. */
  readonly jobs?: readonly string[];
  /**
   * Totals of the combinations as earlier accepted documents of the job will leave them, not only as Sage shows them now.
   * Such documents are exports of `estimateFamily(job)`.
   */
  readonly estimates?: true;
  /** `approvedContractChanges` of the job, as earlier accepted documents of `contractFamily(job)` will leave it. */
  readonly contractChanges?: true;
  /** What proved exports of this very item have added to the original estimates of its job. */
  readonly carried?: true;
  /** Whether the job's record of this import type was written into the source, or may have been, by this step: `facts.isImported`. */
  readonly imported?: { readonly type: string; readonly step: string };
  /** Rows of Sage's tables that are mirrored whole (lib/db/mirror.ts), by key ("<first>|<second>") or by group. */
  readonly sage?: readonly SageLookup[];
};
export type DocumentKey = { readonly sourceKind: string; readonly sourceId: string };
/** "<kind>/<id>": the key of a document of the source. */
export function documentKey({ sourceKind, sourceId }: DocumentKey): string {
  return `${sourceKind}/${sourceId}`;
}
export type DocumentFacts = {
  readonly number: string;
  readonly state: ItemState;
  readonly isProved: boolean;
  /** The body of the revision under decision or exported. */
  readonly body: Json;
};
export type SageLookup = {
  readonly table: string;
  readonly keys?: readonly string[];
  /** The row whose key is the parent's Sage id, "<first>/<second>". */
  readonly ofParent?: true;
  readonly groups?: readonly string[];
};
export type SageRows = readonly Readonly<Record<string, string>>[];

/** Documents that move the estimates of one job go to Sage strictly one after another. */
export function estimateFamily(job: string): string {
  return `estimates:${job}`;
}
/** Documents that move the approved changes of one job's contract do so, too. */
export function contractFamily(job: string): string {
  return `contract:${job}`;
}
/** Sage's vendors as a company that wants to become one meets them. */
export type VendorFacts = {
  /** The types that vendors have. */
  readonly types: readonly string[];
  /** Those of the same name, whatever its capitals. */
  readonly alike: readonly { readonly vendor: string; readonly status: string }[];
};
/** A document of the source that another one belongs to; which of the kinds it is of is not known beforehand. */
export type ParentKey = {
  readonly sourceKinds: readonly string[];
  readonly sourceId: string;
  /** The parent is not waited for where the project has its job in Sage by now. */
  readonly unlessLinked?: true;
  /** The parent is not waited for where it went to Sage once and more of it waits to be sent or decided on. */
  readonly unlessGone?: true;
};
/** An item of the parent's commitment in Sage: from the mirror, or as an accepted document will make it. */
export type ParentItem = CodeKey & {
  readonly item: number;
  readonly description: string;
  /** "0" for a lump sum. */
  readonly unitCost: string;
};
export type ParentFacts = {
  readonly itemId: string;
  /** Its number in the source. */
  readonly number: string;
  /** The Sage id it has or asks for; "" when it has none yet. */
  readonly erpId: string;
  readonly state: ItemState;
  readonly isProved: boolean;
  /** Proved so lately that the mirror may not show it; left out: it was not. */
  readonly isFresh?: true;
  /** It was accepted and its way to Sage is not given up. */
  readonly isAccepted: boolean;
  readonly vendorSourceId: string | null;
  /** Its commitment, where it has one, as the mirror shows it; null while Sage does not. */
  readonly inSage: { readonly isClosed: boolean } | null;
  readonly items: readonly ParentItem[];
  /** Source ids of the parent's lines by the items that they became, the first at place 0; "": no line is that item. */
  readonly lineIds?: readonly string[];
};
/** `times`: how many exports were proved. `amounts` by `codeKey`. */
export type Carried = { readonly times: number; readonly amounts: Readonly<Record<string, Money>> };
export const nothingCarried: Carried = { times: 0, amounts: {} };
/** Money with two decimals. */
export type EstimateTotals = {
  readonly originalEstimate: Money;
  readonly approvedChanges: Money;
  /** Sage's miscellaneous amounts 1 and 2 of the category; left out: zero. */
  readonly miscAmount1?: Money;
  readonly miscAmount2?: Money;
};
export const noTotals: EstimateTotals = { originalEstimate: "0.00", approvedChanges: "0.00" };
export type CodeKey = { readonly extra: string; readonly costCode: string; readonly category: string };

/** "<extra>|<cost code>|<category>": the key of a combination on one job. */
export function codeKey(key: CodeKey): string {
  return `${key.extra}|${key.costCode}|${key.category}`;
}

/**
 * What Sage's mirror, the links and the settings say about one record, at one moment. Rules are pure functions of
 * (body, export fields, facts). Instants ISO; null = that table was never read.
 */
export type Facts = {
  readonly companyId: string;
  readonly profile: CompanyProfile;
  /** Today in the company's time zone, YYYY-MM-DD. */
  readonly today: string;
  /** The company's accounting periods; left out: none are kept. */
  readonly periods?: readonly Period[];
  readonly asOf: {
    readonly jobs: string | null;
    readonly codes: string | null;
    readonly vendors: string | null;
    readonly commitments: string | null;
    readonly changeOrders: string | null;
    readonly invoices: string | null;
  };
  /** Empty texts for a document that belongs to no project. */
  readonly project: { readonly id: string; readonly number: string; readonly name: string };
  /** The linked job; null when the project is not linked, `inSage` null when the mirror does not hold it (any more). */
  readonly job: {
    readonly job: string;
    /** When the project was linked to it; left out: long ago. */
    readonly linkedAt?: string;
    readonly inSage: {
      readonly description: string;
      readonly status: string;
      /** Sage takes no more original estimates on the job, changes only; left out: it does. */
      readonly isEstimateFinalized?: boolean;
      /** Where asked for. */
      readonly approvedContractChanges?: Money;
    } | null;
  } | null;
  readonly vendor: {
    readonly id: string;
    readonly name: string;
    readonly isActive: boolean;
    readonly link: {
      readonly vendor: string;
      readonly inSage: { readonly name: string; readonly status: string } | null;
    } | null;
  } | null;
  /** Cost codes of the job among those asked, by "<extra>|<code>". */
  readonly costCodes: Readonly<Record<string, { readonly description: string; readonly isGroup: boolean }>>;
  /** Combinations that exist on the job among those asked, by `codeKey`, with their totals in Sage. */
  readonly categories: Readonly<Record<string, EstimateTotals>>;
  /** Jobs among those asked, by id. */
  readonly jobs: Readonly<Record<string, { readonly description: string; readonly status: string }>>;
  /** Left out unless `FactsQuery.vendorName` asks for it. */
  readonly vendors?: VendorFacts;
  /** Rows among those asked in `FactsQuery.sage`, by table; empty text for null. */
  readonly sage: Readonly<Record<string, SageRows>>;
  /** Where asked for: what proved exports of the item have added. */
  readonly carried?: Carried;
  /** Where asked for: it came from Sage by an import, or an import of it is under way. */
  readonly isImported?: true;
  readonly extras: Readonly<Record<string, { readonly description: string }>>;
  readonly standardCostCodes: Readonly<Record<string, { readonly description: string; readonly isGroup: boolean }>>;
  readonly standardCategories: Readonly<Record<string, { readonly description: string }>>;
  /** The document this one belongs to; null when it belongs to none or the parent is not known here. */
  readonly parent: ParentFacts | null;
  /** Where asked for: what it stands on and waits for before it may be released; left out: nothing. */
  readonly prerequisites?: readonly Prerequisite[];
  /** Those of `FactsQuery.documents` that are known here, by `documentKey`. */
  readonly documents?: Readonly<Record<string, DocumentFacts>>;
  /** Wanted Sage ids that are taken: by a record in Sage or by another item of the type here; words say by what. */
  readonly takenErpIds: Readonly<Record<string, string>>;
};
