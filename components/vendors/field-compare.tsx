"use client";
import { Check, X } from "lucide-react";
import type { Agreement, MatchField } from "#lib/core/matching/decide.ts";
import type { PartyView, ProposalView, VendorMatch } from "#lib/views/vendors.ts";

const labels: Readonly<Record<MatchField, string>> = {
  taxId: "Tax id",
  phone: "Telephone",
  email: "E-mail",
  address: "Street",
  city: "City",
};
const fields = Object.keys(labels) as MatchField[];

/** Both sides of the chosen pair, field by field. */
export function FieldCompare({ match, other }: { readonly match: VendorMatch; readonly other: ProposalView | null }) {
  const isCompany = match.side === "company";
  return (
    <table className="data-table table-fixed">
      <caption className="unseen">Fields of both sides</caption>
      <thead>
        <tr>
          <th scope="col" className="w-24 pl-4">
            Field
          </th>
          <th scope="col">{isCompany ? "Procore" : "Sage"}</th>
          <th scope="col">{isCompany ? "Sage" : "Procore"}</th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row" className="pl-4 font-normal text-ink-2">
            Name
          </th>
          <td className="wrap">{match.party.name}</td>
          <td className="wrap">{other?.name ?? ""}</td>
        </tr>
        {fields.map((field) => (
          <tr key={field}>
            <th scope="row" className="pl-4 font-normal text-ink-2">
              {labels[field]}
            </th>
            <td className="wrap">{textOf(match.party, field)}</td>
            <td className="wrap">
              {other ? <Mark agreement={other.agreement[field]} /> : null}
              {other ? textOf(other, field) : ""}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function textOf({ fields: found }: PartyView, field: MatchField): string {
  if (field === "city") return [found.city, found.state].filter(Boolean).join(", ");
  if (field === "address") return [found.address.replace(/\s*\n\s*/g, ", "), found.zip].filter(Boolean).join(" ");
  return found[field];
}

function Mark({ agreement }: { readonly agreement: Agreement }) {
  if (agreement === "unknown") return null;
  const Icon = agreement === "agrees" ? Check : X;
  return (
    <span className={agreement === "agrees" ? "text-good" : "text-bad"}>
      <Icon aria-hidden="true" className="mr-1 inline size-3.5" />
      <span className="unseen">{agreement}: </span>
    </span>
  );
}
