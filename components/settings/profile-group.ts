import type { CompanyProfile } from "#lib/core/company-profile.ts";

export type Key = keyof CompanyProfile;
export type Input =
  | { readonly kind: "switch"; readonly on: string; readonly off: string }
  | { readonly kind: "choice"; readonly options: Readonly<Record<string, string>> }
  | { readonly kind: "text" }
  | { readonly kind: "lines" }
  | { readonly kind: "seconds" }
  | { readonly kind: "sections" }
  | { readonly kind: "amount" }
  /** Record types of the company's choice. */
  | { readonly kind: "types" };
export type ProfileField = { readonly key: Key; readonly label: string; readonly hint: string; readonly input: Input };
export type ProfileGroup = {
  readonly title: string;
  readonly note: string;
  readonly fields: readonly ProfileField[];
  /** An invoice as these settings write it is shown below the fields. */
  readonly showsInvoice?: true;
};
