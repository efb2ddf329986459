import { compareNames, type NameComparison } from "#lib/core/matching/compare-names.ts";
import { type Name, namesOf } from "#lib/core/matching/name.ts";
import { mailDomain, type Party, phoneDigits, streetAndZip, taxDigits, zipDigits } from "#lib/core/matching/party.ts";
import type { Rarity } from "#lib/core/matching/rarity.ts";

export const matchFields = ["taxId", "phone", "email", "address", "city"] as const;
export type MatchField = (typeof matchFields)[number];
/** "unknown": one of the two does not say. */
export type Agreement = "agrees" | "differs" | "unknown";

export type Decision = {
  /** Certain: may be confirmed in bulk. Proposed: one of three for a person. None: not shown. */
  readonly class: "certain" | "proposed" | "none";
  /** For the order of proposals, 0 to 1000; no probability. */
  readonly score: number;
  readonly name: NameComparison;
  readonly fields: Readonly<Record<MatchField, Agreement>>;
};

/** A party with everything that is read from its words once. */
export type Prepared = Party & { readonly names: readonly Name[] };
export function prepare(party: Party): Prepared {
  const texts = [party.name, ...party.aliases];
  return { ...party, names: texts.flatMap((text) => namesOf(text)) };
}

const gain: Readonly<Record<MatchField, number>> = { taxId: 0.4, phone: 0.22, email: 0.18, address: 0.18, city: 0.04 };
const loss: Readonly<Record<MatchField, number>> = { taxId: 0.4, phone: 0.02, email: 0.02, address: 0.02, city: 0.02 };
const leastName = 0.42;

/**
 * Are these two one company? A name alone is never certain (ux.md 3.3): certain are the same tax id under a like name, and
 * the same name with the telephone, the mail domain or the street and postcode, as long as nothing speaks against it.
 */
export function decide(mine: Prepared, theirs: Prepared, rarity: Rarity): Decision {
  const name = compareNames(mine.names, theirs.names, rarity);
  const fields = agreements(mine, theirs);
  const evidence = matchFields.reduce(
    (total, field) =>
      total + (fields[field] === "agrees" ? gain[field] : fields[field] === "differs" ? -loss[field] : 0),
    0,
  );
  const isBacked = fields.taxId === "agrees" || fields.phone === "agrees" || fields.address === "agrees";
  const isProposed = name.score >= leastName || (isBacked && name.score >= 0.15);
  const score = Math.round(Math.max(0, Math.min(1, (name.score + evidence) / 1.3)) * 1000);
  if (!isProposed) return { class: "none", score, name, fields };
  return { class: isCertain(mine, theirs, name, fields) ? "certain" : "proposed", score, name, fields };
}

function isCertain(
  mine: Party,
  theirs: Party,
  name: NameComparison,
  fields: Readonly<Record<MatchField, Agreement>>,
): boolean {
  if (!mine.isActive || !theirs.isActive || fields.taxId === "differs") return false;
  if (fields.taxId === "agrees") return name.score >= 0.7;
  if (!name.isSame || hasOtherNumber(mine.name, theirs.name)) return false;
  const strong = (["phone", "email", "address"] as const).filter((field) => fields[field] === "agrees");
  // Branches share a name and a mail domain: there telephone and place must not be others.
  const isElsewhere = fields.phone === "differs" && fields.address === "differs";
  if (name.isOtherForm) return strong.length >= 2 && !isElsewhere;
  return strong.length >= 1 && !isElsewhere;
}

/** Numbered branches and locals are others, also where the number was cut off or stands in an alias. */
function hasOtherNumber(mine: string, theirs: string): boolean {
  const [a, b] = [mine, theirs].map((text) => (text.match(/\d+/g) ?? []).map(Number).sort().join(" "));
  return a !== "" && b !== "" && a !== b;
}

function agreements(mine: Party, theirs: Party): Record<MatchField, Agreement> {
  const of = (read: (party: Party) => string): Agreement => {
    const [a, b] = [read(mine), read(theirs)];
    return a === "" || b === "" ? "unknown" : a === b ? "agrees" : "differs";
  };
  const address = of(streetAndZip);
  const zips = of(({ zip }) => zipDigits(zip));
  return {
    taxId: of(({ taxId }) => taxDigits(taxId)),
    phone: of(({ phone }) => phoneDigits(phone)),
    email: of(({ email }) => mailDomain(email)),
    // Another postcode is another place, whatever the street is called.
    address: address === "unknown" && zips === "differs" ? "differs" : address,
    city: of(({ city }) => city.trim().toLowerCase()),
  };
}
