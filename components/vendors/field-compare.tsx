"use client";
import { SideCompare } from "#components/table/side-compare.tsx";
import type { MatchField } from "#lib/core/matching/decide.ts";
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
  const rows = [
    { label: "Name", here: match.party.name, there: other?.name },
    ...fields.map((field) => ({
      label: labels[field],
      here: textOf(match.party, field),
      there: other ? textOf(other, field) : "",
      agreement: other?.agreement[field],
    })),
  ];
  const sides = match.side === "company" ? (["Procore", "Sage"] as const) : (["Sage", "Procore"] as const);
  return <SideCompare caption="Fields of both sides" sides={sides} rows={rows} inset="pl-4" />;
}

function textOf({ fields: found }: PartyView, field: MatchField): string {
  if (field === "city") return [found.city, found.state].filter(Boolean).join(", ");
  if (field === "address") return [found.address.replace(/\s*\n\s*/g, ", "), found.zip].filter(Boolean).join(" ");
  return found[field];
}
