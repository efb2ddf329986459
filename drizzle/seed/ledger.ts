import type { Fate } from "#drizzle/seed/fates.ts";
import type { SeedChangeOrder, SeedContract } from "#drizzle/seed/model.ts";
import { uuidOf } from "#drizzle/seed/random.ts";
import { rawContract, rawPackage } from "#drizzle/seed/raw-contract.ts";
import type { Story, World } from "#drizzle/seed/world.ts";
import type { Json } from "#lib/core/canonical-json.ts";
import type { ExportDocument } from "#lib/core/export-document.ts";
import type { Facts, ParentFacts } from "#lib/core/facts.ts";
import type { Maker } from "#lib/core/makers.ts";
import { withPrerequisites } from "#lib/core/prerequisites.ts";
import type { Head } from "#lib/core/record-type.ts";
import type { ItemState } from "#lib/core/workflow.ts";
import { sha256 } from "#lib/db/hash.ts";
import { type Assessment, assess, revisionText } from "#lib/records/assess.ts";
import { recordTypeOfKind } from "#lib/records/registry.ts";

export type Revision = { readonly id: string; readonly sha256: string; readonly body: Json; readonly head: Head };
/** One item as it will stand in the database: read by the record type's own decoder, checked by its own rules. */
export type Entry = {
  readonly id: string;
  readonly story: Story;
  readonly state: ItemState;
  readonly recordType: string;
  readonly first: Revision;
  /** The newest revision; the first one where nothing was corrected. */
  readonly revision: Revision;
  readonly fields: Readonly<Record<string, string>>;
  readonly erpId: string;
  readonly familyKey: string;
  /** What it belongs to, as preflight sees it; null for a contract. */
  readonly parent: ParentFacts | null;
  readonly assessment: Assessment | null;
  readonly document: ExportDocument | null;
};

const stateOf: Readonly<Record<Fate, ItemState>> = {
  clean: "ready",
  look: "ready",
  blocked: "ready",
  returned: "ready",
  rejected: "rejected",
  retrieved: "retrieved",
  draft: "not_sent",
  unsent: "not_sent",
  failed: "failed",
  held: "held",
  synced: "synced",
  waiting: "outbox",
};

export type LedgerOptions = {
  readonly world: World;
  readonly factsOf: (story: Story) => Facts;
  /** Items that make what the story's document stands on; left out: there are none. */
  readonly makersOf?: (story: Story) => readonly Maker[];
  /** Which items are checked and rendered; the others get no findings and no document. */
  readonly isAssessed: (state: ItemState) => boolean;
};

const packageKind = "change_order_packages";

/** The entry of one story. Throws when the record type cannot read what the world made. */
export function entryOf(
  { world, factsOf, makersOf, isAssessed }: LedgerOptions,
  story: Story,
  parent: ParentFacts | null = null,
): Entry {
  const { contract, changeOrder, other } = story;
  const type = recordTypeOfKind(other?.kind ?? (changeOrder ? packageKind : contract.kind));
  const state = stateOf[story.plan.fate];
  const revision = other
    ? readAs(other.kind, other.raw, uuidOf(world.seed, "revision of", other.kind, other.id))
    : changeOrder
      ? changeRevisionOf(world, changeOrder)
      : revisionOf(world, contract, story.before ? 2 : 1);
  const found = { ...factsOf(story), parent, ...other?.facts };
  const makers = makersOf?.(story) ?? [];
  const facts = makers.length > 0 ? withPrerequisites(found, makers, type.factsQuery(revision.body, {})) : found;
  const fields = { ...type.prefill(revision.body, facts), ...other?.fields };
  const assessment = isAssessed(state) ? assess(type, revision.body, fields, facts, revision.sha256, sha256) : null;
  const document = assessment?.document ? (JSON.parse(assessment.document.text) as ExportDocument) : null;
  const erpId = assessment?.document?.erpId ?? fields.sageId ?? "";
  return {
    id: idOf(world, story),
    story,
    state,
    recordType: type.id,
    first: story.before ? revisionOf(world, story.before, 1) : revision,
    revision,
    fields,
    erpId,
    familyKey: type.familyKey(erpId),
    parent,
    assessment,
    document,
  };
}

function idOf({ seed }: World, { contract, changeOrder, other }: Story): string {
  if (other) return uuidOf(seed, other.kind, other.id);
  return changeOrder ? uuidOf(seed, "change order", changeOrder.id) : uuidOf(seed, "item", contract.id);
}

function revisionOf(world: World, contract: SeedContract, number: number): Revision {
  return readAs(contract.kind, rawContract(contract), uuidOf(world.seed, "revision", contract.id, number));
}

function changeRevisionOf(world: World, changeOrder: SeedChangeOrder): Revision {
  return readAs(packageKind, rawPackage(changeOrder), uuidOf(world.seed, "change order revision", changeOrder.id));
}

function readAs(kind: string, raw: Json, id: string): Revision {
  const decoded = recordTypeOfKind(kind).decode(kind, raw);
  if (!decoded.ok) throw new Error(`a document cannot be read: ${JSON.stringify(decoded.refusal)}`);
  const { body, head } = decoded.value;
  return { id, sha256: sha256(revisionText(body)), body, head };
}
