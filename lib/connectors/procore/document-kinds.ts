/** Only records with this value are documents of ours. */
export type OnlyWith = { readonly field: string; readonly value: string };

/** A record that a document names by `id` and carries under `name`; `one` and `list` are its paths. */
export type ReadTogether = { readonly id: string; readonly name: string; readonly one: string; readonly list: string };

/** How Procore offers a list of documents (domain/procore-rest-api.md 3.1, 1.8). */
export type DocumentKind = {
  /** Of Procore's REST; v1.0 where it is left out. */
  readonly version?: "v1.1";
  /** The list in Procore's path where it is not called like the kind: one list may hold documents of several kinds. */
  readonly path?: string;
  /** The record that every document is read together with, and which list shows that it has changed. */
  readonly with?: ReadTogether;
  /** The view in which the list carries the lines; null where it never does and every record is read by itself. */
  readonly view: "extended" | null;
  readonly only: OnlyWith | null;
  /** A single record is addressed by the company, although the document belongs to a project. */
  readonly isOfCompany?: true;
  /** Where the origin is written: the list's sync action, or the record itself under this name together with these fields. */
  readonly write:
    | { readonly by: "sync"; readonly withoutCode?: true }
    | {
        readonly by: "patch";
        readonly name: string;
        readonly with: readonly string[];
        /** What the record has of the origin beside its id; its code where it is left out. */
        readonly beside?: "origin_data";
      };
};

const contracts: DocumentKind = { view: "extended", only: null, write: { by: "sync" } };
const kinds: Readonly<Record<string, DocumentKind>> = {
  projects: { view: null, only: null, write: { by: "patch", name: "project", with: [] }, isOfCompany: true },
  sub_jobs: { view: null, only: null, write: { by: "sync", withoutCode: true } },
  change_order_packages: {
    view: null,
    only: { field: "type", value: "CommitmentContractChangeOrder" },
    write: { by: "patch", name: "change_order", with: ["contract_id"] },
  },
  requisitions: {
    version: "v1.1",
    view: "extended",
    only: null,
    write: { by: "patch", name: "requisition", with: ["commitment_id"], beside: "origin_data" },
  },
  contract_payments: {
    view: null,
    only: null,
    write: { by: "patch", name: "contract_payment", with: ["contract_id"], beside: "origin_data" },
  },
  prime_contract_change_orders: {
    path: "change_order_packages",
    view: null,
    only: { field: "type", value: "PrimeContractChangeOrder" },
    with: { id: "contract_id", name: "prime_contract", one: "prime_contract", list: "prime_contracts" },
    write: { by: "patch", name: "change_order", with: ["contract_id"] },
  },
};

/** Lists are like those of contracts unless the table says otherwise. */
export function documentKind(kind: string): DocumentKind {
  return (Object.hasOwn(kinds, kind) ? kinds[kind] : undefined) ?? contracts;
}

/** The path of the list. */
export function pathOf(kind: string): string {
  const { version = "v1.0", path = kind } = documentKind(kind);
  return `/rest/${version}/${path}`;
}
