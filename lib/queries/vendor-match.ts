import { z } from "zod";
import type { Actor } from "#lib/core/actors.ts";
import { type Decision, decide, type MatchField, matchFields, prepare } from "#lib/core/matching/decide.ts";
import { otherSide, sides } from "#lib/core/matching/side.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { can } from "#lib/core/permissions.ts";
import { reasonOf } from "#lib/core/refusals.ts";
import { itemStates } from "#lib/core/workflow.ts";
import type { Tx } from "#lib/db/database.ts";
import { readCompany } from "#lib/db/facts.ts";
import { readRarity } from "#lib/db/link-matching.ts";
import { readParties, type StoredParty } from "#lib/db/link-parties.ts";
import { readStagedByKey } from "#lib/db/staged.ts";
import { readLane, readOwnItem, readProposals, readRefusals, readWaiting } from "#lib/db/vendor-match.ts";
import { importTypes } from "#lib/imports/registry.ts";
import { importRow, optionViews } from "#lib/preflight/import-rows.ts";
import { defineQuery } from "#lib/queries/define-query.ts";
import { actionsOf } from "#lib/views/actions.ts";
import type { PartyView, ProposalView, VendorMatch } from "#lib/views/vendors.ts";

/** One company or Sage vendor with its proposals: which words and fields agree, which do not, and what a link would free. */
export const vendorMatch = defineQuery({
  name: "vendor.match",
  needs: "vendor.read",
  open: {
    about: "What speaks for and against a pair of a company and a Sage vendor.",
    refusals: ["item.unknown"],
  },
  input: z.object({ side: z.enum(sides), id: z.string().min(1).max(60) }),
  async run({ tx, companyId, actor }, { side, id }): Promise<Outcome<VendorMatch>> {
    if (side === "company" && !z.uuid().safeParse(id).success) return refuse("item.unknown");
    const party = (await readParties(tx, companyId, side, [id])).get(id);
    if (!party) return refuse("item.unknown");
    const right = can(actor, "vendor.link");
    const waiting = side === "company" ? (await readWaiting(tx, companyId, [id])).get(id) : undefined;
    return ok({
      side,
      party: partyView(party),
      lane: (await readLane(tx, companyId, side, id)) ?? null,
      link: party.linkedTo,
      waiting: waiting ?? nothingWaits,
      proposals: await proposalsOf(tx, companyId, party),
      refused: await readRefusals(tx, companyId, side, id),
      aliases: party.aliases,
      item: side === "company" ? await itemOf(tx, companyId, party, actor) : null,
      staged: side === "sage" ? await stagedOf(tx, companyId, id, actor) : null,
      canLink: right.ok ? { isAllowed: true, reason: null } : { isAllowed: false, reason: reasonOf(right.refusal) },
    });
  },
});

const nothingWaits = { count: 0, amount: "0" };

async function proposalsOf(tx: Tx, companyId: string, party: StoredParty): Promise<ProposalView[]> {
  const stored = await readProposals(tx, companyId, party.side, party.id);
  const there = otherSide(party.side);
  const ids = stored.map(({ other }) => other);
  const others = await readParties(tx, companyId, there, ids);
  const mine = prepare(party);
  const theirs = new Map([...others].map(([id, one]) => [id, prepare(one)]));
  const rarity = await readRarity(tx, companyId, [mine, ...theirs.values()]);
  const freed = await readWaiting(tx, companyId, there === "company" ? ids : [party.id]);
  return stored.flatMap(({ other, isCertain }): ProposalView[] => {
    const [found, prepared] = [others.get(other), theirs.get(other)];
    if (!found || !prepared || found.isGone) return [];
    const decision = decide(mine, prepared, rarity);
    const { name, fields } = decision;
    return [
      {
        ...partyView(found),
        strength: Math.round(decision.score / 10),
        isCertain,
        matched: name.matched,
        clashing: { mine: name.mine, theirs: name.theirs },
        agreement: fields,
        why: whyOf(decision),
        takenBy: found.linkedTo ? found.linkedTo.name || found.linkedTo.id : null,
        waiting: freed.get(there === "company" ? other : party.id) ?? nothingWaits,
      },
    ];
  });
}

const fieldWords: Readonly<Record<MatchField, string>> = {
  taxId: "tax id",
  phone: "telephone",
  email: "mail domain",
  address: "street and postcode",
  city: "city",
};

/** "Same name; telephone and city agree; street and postcode differ." */
function whyOf({ name, fields }: Decision): string {
  const of = (agreement: string) =>
    matchFields.filter((field) => fields[field] === agreement).map((field) => fieldWords[field]);
  const said = (words: readonly string[], one: string, many: string) =>
    words.length === 0 ? [] : [`${listed(words)} ${words.length === 1 && !words[0]?.includes(" and ") ? one : many}`];
  const about = name.isSame
    ? name.isOtherForm
      ? "Same name, another legal form"
      : "Same name"
    : name.matched.length === 0
      ? "Like spelling"
      : `${listed(name.matched.map(({ mine }) => `“${mine}”`))} in both names`;
  return `${[about, ...said(of("agrees"), "agrees", "agree"), ...said(of("differs"), "differs", "differ")].join("; ")}.`;
}
function listed(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? "") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

function partyView({ id, name, status, isActive, ...party }: StoredParty): PartyView {
  const { taxId, phone, email, address, city, state, zip } = party;
  return { id, name, status, isActive, fields: { taxId, phone, email, address, city, state, zip } };
}

/** The vendor as Imports has it, for those who may see imports; a linked one is no news there either. */
async function stagedOf(tx: Tx, companyId: string, vendor: string, actor: Actor): Promise<VendorMatch["staged"]> {
  const type = importTypes.find(({ source }) => source === "vendors");
  if (!type || !can(actor, "import.read").ok) return null;
  const record = await readStagedByKey(tx, companyId, type.id, vendor);
  if (!record) return null;
  const { profile } = await readCompany(tx, companyId);
  return {
    row: importRow(type, record, profile, actor),
    one: type.label.one,
    procoreNoun: type.procoreNoun,
    options: await optionViews(tx, companyId, type, profile),
  };
}

/** Sending and retrieving is all that this screen does with the company's own document; an inactive one is not sent. */
async function itemOf(
  tx: Tx,
  companyId: string,
  party: { id: string; isActive: boolean },
  actor: Actor,
): Promise<VendorMatch["item"]> {
  const found = await readOwnItem(tx, companyId, party.id);
  if (!found) return null;
  const { id, version, state, recordType } = found;
  const idle = { ownPersonIds: [], blocks: 0, note: null, documentSha256: null, documentProblem: null };
  const actions = actionsOf({ state, recordType, projectId: null, ...idle }, actor);
  const offered = party.isActive ? ["send", "retrieve"] : ["retrieve"];
  const action = actions.find(({ gesture }) => offered.includes(gesture)) ?? null;
  return { id, version, state, stateLabel: itemStates[state].label, action };
}
