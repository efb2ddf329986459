import type { ExportDocument } from "#lib/core/export-document.ts";
import { type CodeKey, codeKey, type Facts, type FactsQuery, noTotals } from "#lib/core/facts.ts";
import { entry } from "#lib/core/finding-makers.ts";
import { acceptedStates, type Made, type Maker, type Prerequisite } from "#lib/core/makers.ts";

/** Accepted, or to be accepted by whoever sees both: what it will make is known. */
const isPlanned = ({ state, erpId }: Maker) => erpId !== "" && (state === "ready" || acceptedStates.has(state));
const toPrerequisite = ({ itemId, made, number, title, erpId, state, isUnlinking }: Maker): Prerequisite => {
  return { itemId, made, number, title, erpId, state, isUnlinking, isAccepted: acceptedStates.has(state) };
};
const same = (a: string, b: string) => a.toUpperCase() === b.toUpperCase();

/**
 * The facts as items that are accepted or wait beside this one will make them, where Sage's mirror and the links do not have
 * it yet, and which of these the document has to wait for. What the mirror has always wins.
 */
export function withPrerequisites(facts: Facts, makers: readonly Maker[], query: FactsQuery): Facts {
  const found: Prerequisite[] = [];
  const one = (made: Made) => makers.find((maker) => maker.made === made);
  const vendor = vendorOf(facts, one("company"), found);
  const job = jobOf(facts, one("job"), found);
  const codes = job ? codesOf({ ...facts, job }, makers, query, found) : {};
  return { ...facts, vendor, job, ...codes, ...(found.length > 0 ? { prerequisites: found } : {}) };
}

/** The job that the project has, or that its own item asks for; "" for none. */
export function wantedJob(linked: string | undefined, makers: readonly Maker[]): string {
  return linked ?? makers.find((maker) => maker.made === "job" && isPlanned(maker))?.erpId ?? "";
}

type Way = "known" | "fresh" | "planned" | "waits";
/** How the id that a link has, null for none, goes together with the item that makes such a link. */
function wayOf(linked: string | null, maker: Maker, found: Prerequisite[]): Way {
  if (linked !== null) {
    if (!same(linked, maker.erpId) || maker.state !== "synced") return "known";
    if (maker.isUnlinking) found.push(toPrerequisite(maker));
    return maker.isFresh ? "fresh" : "known";
  }
  // Proved once and its link severed by a person: that is no longer on its way.
  if (maker.state === "synced" && !maker.isLinking) return "known";
  found.push(toPrerequisite(maker));
  return isPlanned(maker) ? "planned" : "waits";
}

function vendorOf({ vendor }: Facts, maker: Maker | undefined, found: Prerequisite[]): Facts["vendor"] {
  if (!vendor || !maker) return vendor;
  const way = wayOf(vendor.link?.vendor ?? null, maker, found);
  const inSage = { name: vendor.name, status: "" };
  if (way === "planned") return { ...vendor, link: { vendor: maker.erpId, inSage } };
  if (way === "fresh" && vendor.link)
    return { ...vendor, link: { ...vendor.link, inSage: vendor.link.inSage ?? inSage } };
  return vendor;
}

function jobOf({ job }: Facts, maker: Maker | undefined, found: Prerequisite[]): Facts["job"] {
  if (!maker) return job;
  const way = wayOf(job?.job ?? null, maker, found);
  const inSage = { description: maker.title, status: "" };
  if (way === "planned") return { job: maker.erpId, inSage };
  if (way === "fresh" && job) return { ...job, inSage: job.inSage ?? inSage };
  return job;
}

type Codes = Pick<Facts, "categories" | "costCodes" | "extras">;

/** Extras and combinations that the document uses and items of the project make. */
function codesOf(facts: Facts, makers: readonly Maker[], query: FactsQuery, found: Prerequisite[]): Codes {
  let { categories, costCodes, extras }: Codes = facts;
  for (const maker of makers) {
    const isProved = maker.state === "synced";
    const made = combinationsOf(maker.document, facts.job?.job ?? "");
    const used = query.codes.filter((key) => made.has(codeKey(key)) && !entry(facts.categories, codeKey(key)));
    const extra = maker.made === "extra" ? extraOf(maker, query) : undefined;
    const isMissing = extra === undefined ? used.length > 0 : isProved || !entry(facts.extras, extra);
    const isInvolved = maker.made === "extra" ? extra !== undefined : used.length > 0;
    if (maker.made === "company" || !isInvolved || makesItself(maker, facts, query)) continue;
    // The job itself is waited for as such.
    if (maker.made !== "job" && (maker.isUnlinking || (isMissing && !isProved))) found.push(toPrerequisite(maker));
    if (!isMissing || !isPlanned(maker) || (isProved && !maker.isFresh)) continue;
    if (extra !== undefined) extras = { [extra]: { description: maker.title }, ...extras };
    categories = { ...categories, ...Object.fromEntries(used.map((key) => [codeKey(key), noTotals])) };
    costCodes = { ...Object.fromEntries(used.map((key) => [codeOf(key), madeCode])), ...costCodes };
  }
  return { categories, costCodes, extras };
}

/** The extra that it makes, where the document uses it. */
function extraOf({ erpId }: Maker, { codes }: FactsQuery): string | undefined {
  const extra = erpId.slice(erpId.indexOf("/") + 1);
  return codes.find((key) => key.extra !== "" && same(key.extra, extra))?.extra;
}

/** Whoever makes codes by lines of its own does not wait for an item that makes them, too. */
function makesItself({ made }: Maker, { profile }: Facts, { estimates }: FactsQuery): boolean {
  return made === "codes" && (profile.zeroLinesForNewCodes || estimates === true);
}

const codeOf = ({ extra, costCode }: CodeKey) => `${extra}|${costCode}`;
const madeCode = { description: "", isGroup: false };

/** The combinations that a document makes on the job, by `codeKey`. */
function combinationsOf(document: ExportDocument | null, job: string): ReadonlySet<string> {
  const keys = (document?.expectations ?? [])
    .filter(({ table, key }) => table === "JCM_MASTER__CATEGORY" && same(key.Job ?? "", job))
    .map(({ key }) => codeKey({ extra: key.Extra ?? "", costCode: key.Cost_Code ?? "", category: key.Category ?? "" }));
  return new Set(keys);
}
