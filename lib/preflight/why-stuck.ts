import type { Actor } from "#lib/core/actors.ts";
import { blocks, type Finding } from "#lib/core/findings.ts";
import { clockOf } from "#lib/core/holder-clock.ts";
import { holdWords } from "#lib/core/holds.ts";
import { can } from "#lib/core/permissions.ts";
import { reasonOf } from "#lib/core/refusals.ts";
import { reasonLabel } from "#lib/core/rejection.ts";
import { type NextStep, type SageLeg, type StuckItem, type StuckLink, stuckOf } from "#lib/core/stuck.ts";
import { iso, type Tx } from "#lib/db/database.ts";
import { readFacts, readFactsBase } from "#lib/db/facts.ts";
import { readParent } from "#lib/db/family.ts";
import { readHolds } from "#lib/db/holds.ts";
import { readNow } from "#lib/db/inbox.ts";
import { readFindings, readRejection } from "#lib/db/item-view.ts";
import { readItem, type StoredItem } from "#lib/db/items.ts";
import { readShell } from "#lib/db/screens.ts";
import { type ExportMark, readClockEvents, readElder, readExportMark } from "#lib/db/stuck.ts";
import { readSigning, type Signing } from "#lib/preflight/signing.ts";
import { kindWords, recordType } from "#lib/records/registry.ts";
import { actionsOf } from "#lib/views/actions.ts";
import { minute } from "#lib/views/rows.ts";
import type { StuckStep, StuckView } from "#lib/views/stuck.ts";

/** A chain is followed over so many items: company, project, codes, commitment, change order, invoice and two elders. */
const longest = 8;

type Known = { readonly stored: StoredItem; readonly item: StuckItem; readonly signing: Signing | null };

/** Why an item does not move, down to the cause, with the buttons as far as the person may press them. */
export async function readStuck(tx: Tx, companyId: string, root: StoredItem, actor: Actor): Promise<StuckView> {
  const known = new Map<string, Known>();
  let next: StoredItem[] = [root];
  while (next.length > 0 && known.size < longest) {
    const level: string[] = [];
    for (const stored of next.slice(0, longest - known.size)) {
      const signing = await readSigning({ tx, companyId, actor }, stored);
      const item = await readOne(tx, companyId, stored, signing);
      known.set(stored.id, { stored, item, signing });
      level.push(...item.waitsFor);
    }
    next = await readAll(
      tx,
      companyId,
      [...new Set(level)].filter((id) => !known.has(id)),
    );
  }
  const shell = await readShell(tx, companyId);
  const leg: SageLeg = {
    hasClient: shell.hasClient,
    isConnected: shell.isClientConnected,
    isReadable: shell.isSageReadable,
    seenAt: iso(shell.clientSeenAt),
  };
  const now = await readNow(tx);
  const items = new Map([...known].map(([id, { item }]) => [id, item]));
  const first = items.get(root.id);
  if (!first) throw new Error("the item is gone");
  const { sentence, links } = stuckOf(items, first, leg);
  return {
    itemId: root.id,
    name: first.name,
    sentence,
    links: links.map((link) => toLink(link, known.get(link.itemId) ?? { stored: root, signing: null }, actor)),
    clock: clockOf(await readClockEvents(tx, companyId, root.id), first, now),
    readAt: shell.readAt,
    now,
  };
}

async function readAll(tx: Tx, companyId: string, ids: readonly string[]): Promise<StoredItem[]> {
  const found: StoredItem[] = [];
  for (const id of ids) {
    const item = await readItem(tx, companyId, id);
    if (item) found.push(item);
  }
  return found;
}

async function readOne(tx: Tx, companyId: string, stored: StoredItem, signing: Signing | null): Promise<StuckItem> {
  const type = recordType(stored.recordType);
  const mark = await readExportMark(tx, companyId, stored.id, stored.revisionId);
  const findings = stored.blocks > 0 ? blocks(await readFindings(tx, companyId, stored.id)) : [];
  const hold = stored.isOnHold ? (await readHolds(tx, companyId, [stored.id])).get(stored.id) : null;
  return {
    id: stored.id,
    name: `${kindWords(type, stored.sourceKind).label} ${stored.number}`,
    state: stored.state,
    stateAt: iso(stored.stateAt),
    export: mark?.status ?? null,
    releaseAt: mark?.releaseAt ?? null,
    note: await noteOf(tx, companyId, stored, mark),
    blocks: findings,
    documentProblem: stored.documentSha256 === null ? stored.documentProblem : null,
    hold: hold && {
      by: hold.by,
      at: hold.at,
      words: holdWords(hold.until, hold.untilAt && `${minute(hold.untilAt)} UTC`),
    },
    signedBy: signing?.view.first?.by ?? null,
    waitsFor: await waitsFor(tx, companyId, stored, mark, findings),
  };
}

async function noteOf(tx: Tx, companyId: string, { id, state, note }: StoredItem, mark: ExportMark | null) {
  if (state !== "rejected") return mark?.note ?? note;
  const rejection = await readRejection(tx, companyId, id);
  if (!rejection) return null;
  const words = [...rejection.reasons.map(reasonLabel), rejection.text].filter((one) => one !== "");
  return words.join("; ");
}

/** Only where it can be waited for at all: before acceptance because a check says so, afterwards until its release. */
async function waitsFor(
  tx: Tx,
  companyId: string,
  stored: StoredItem,
  mark: ExportMark | null,
  findings: readonly Finding[],
): Promise<readonly string[]> {
  const isUndecided = (stored.state === "ready" || stored.state === "failed") && findings.length > 0;
  const isWaiting = stored.state === "outbox" && mark?.status === "waiting";
  if (!isUndecided && !isWaiting) return [];
  const type = recordType(stored.recordType);
  const key = type.parent?.(stored.body) ?? null;
  const parent = key && (await readParent(tx, companyId, stored.id, key));
  const stands = parent?.state === "synced" && !parent.isUnlinking;
  const query = type.factsQuery(stored.body, stored.fields);
  const facts = query.standsOn
    ? await readFacts(tx, await readFactsBase(tx, companyId), type.id, query, stored.id)
    : null;
  const elder = isWaiting && mark ? await readElder(tx, companyId, mark.id) : null;
  const ids = [stands ? null : parent?.id, ...(facts?.prerequisites ?? []).map(({ itemId }) => itemId), elder];
  return [...new Set(ids.filter((id): id is string => typeof id === "string"))];
}

type LinkView = StuckView["links"][number];
type Place = Pick<Known, "stored" | "signing">;

function toLink(link: StuckLink, place: Place, actor: Actor): LinkView {
  const { itemId, name, state, holder, sentence, fix, since } = link;
  const canOpen = can(actor, "item.read", { projectId: place.stored.projectId }).ok;
  const next = link.next && stepOf(link.next, place, actor);
  return { itemId, name, state, canOpen, holder, sentence, fix, since, next };
}

const rights = { vendors: "vendor.read", outbox: "outbox.read", health: "health.read", item: "item.read" } as const;

function stepOf(step: NextStep, { stored, signing }: Place, actor: Actor): StuckStep {
  const parts = { label: step.words, gesture: step.gesture, itemId: stored.id, href: hrefOf(step, stored) };
  const right = can(actor, rights[step.at], step.at === "item" ? { projectId: stored.projectId } : {});
  if (!right.ok) return { ...parts, reason: reasonOf(right.refusal) };
  if (step.gesture === null) return { ...parts, reason: null };
  const action = actionsOf(stored, actor, null, { signing: signing?.step }).find(
    ({ gesture }) => gesture === step.gesture,
  );
  const reason = action?.isAllowed ? null : (action?.reason ?? "Not possible now.");
  return { ...parts, label: action?.label ?? step.words, reason };
}

function hrefOf({ at }: NextStep, { id, head }: StoredItem): string {
  switch (at) {
    case "item":
      return `/items/${id}`;
    case "vendors":
      return `/vendors?q=${encodeURIComponent(head.vendorName ?? "")}`;
    case "outbox":
      return "/outbox";
    case "health":
      return "/health";
  }
}
