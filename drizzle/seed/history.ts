import type { Entry } from "#drizzle/seed/ledger.ts";
import type { SeedPerson } from "#drizzle/seed/people.ts";
import { randomOf, uuidOf } from "#drizzle/seed/random.ts";
import type { World } from "#drizzle/seed/world.ts";
import type { AuditEvent } from "#lib/core/audit.ts";
import type { Verdict } from "#lib/core/machines/look.ts";
import type { RejectionReason } from "#lib/core/rejection.ts";
import { itemStates } from "#lib/core/workflow.ts";
import { recordTypeOfKind } from "#lib/records/registry.ts";

/** Who acted, as the record keeps it for ever (lib/db/audit.ts). */
export type Signature = Readonly<Record<string, string>>;
export type DatedEvent = {
  readonly at: string;
  readonly actor: Signature;
  readonly itemId: string | null;
  readonly event: AuditEvent;
};
export type Decision = {
  readonly id: string;
  readonly verdict: "accept" | "reject";
  readonly person: SeedPerson;
  readonly revisionId: string;
  readonly reasons: readonly RejectionReason[];
  readonly text: string;
  readonly at: string;
};
export type Attempt = {
  readonly fence: number;
  readonly mode: "deliver" | "probe";
  readonly at: string;
  readonly reportedAt: string;
  readonly verdict: Verdict;
};
export type ExportPart = {
  readonly id: string;
  readonly status: "proved" | "failed" | "held" | "waiting";
  readonly verdict: Verdict | null;
  readonly note: string | null;
  readonly attempts: readonly Attempt[];
  readonly acceptedAt: string;
  readonly finishedAt: string | null;
  readonly writtenAt: string | null;
};
/** What happened to one item up to its state, in order of time, and what the rows say about it. */
export type History = {
  readonly events: readonly DatedEvent[];
  readonly decisions: readonly Decision[];
  readonly export: ExportPart | null;
  readonly version: number;
  readonly stateAt: string;
  readonly stateBy: string;
  readonly sentAt: string | null;
  readonly sentBy: string | null;
  readonly note: string | null;
  /** Who sent it, if a person did. */
  readonly sender: SeedPerson | null;
};
export type Cast = {
  readonly world: World;
  readonly accountants: readonly SeedPerson[];
  readonly client: { readonly id: string; readonly name: string };
};

const worker: Signature = { kind: "worker", name: "Worker" };
const personSignature = ({ id, name }: SeedPerson): Signature => ({ kind: "person", id, name });
const after = (at: string, seconds: number) => new Date(Date.parse(at) + seconds * 1000).toISOString();

/** Collects one item's history while time goes on. */
class Teller {
  readonly events: DatedEvent[] = [];
  readonly decisions: Decision[] = [];
  readonly entry: Entry;
  version = 1;
  stateAt: string;
  stateBy = "";
  note: string | null;
  sentAt: string | null = null;
  sender: SeedPerson | null = null;
  export: ExportPart | null = null;

  constructor(entry: Entry) {
    this.entry = entry;
    this.stateAt = entry.story.madeAt;
    this.note = entry.assessment?.note ?? null;
  }

  tell(at: string, actor: Signature, event: AuditEvent): void {
    this.events.push({ at, actor, itemId: this.entry.id, event });
  }

  /** The item's state changes by this actor, with or without an event of its own. */
  move(at: string, actor: Signature, event: AuditEvent | null): void {
    if (event) this.tell(at, actor, event);
    this.version += 1;
    this.stateAt = at;
    this.stateBy = actor.name ?? "";
  }

  send(at: string, isAgain: boolean): void {
    this.sender = this.entry.story.managers[0] ?? null;
    this.sentAt = at;
    if (this.sender) this.move(at, personSignature(this.sender), { kind: "item.sent", isAgain });
  }

  decide(decision: Decision): void {
    this.decisions.push(decision);
  }

  done(): History {
    const { events, decisions, version, stateAt, stateBy, sentAt, sender, note } = this;
    return {
      events,
      decisions,
      export: this.export,
      version,
      stateAt,
      stateBy,
      sentAt,
      sentBy: sender?.name ?? null,
      note,
      sender,
    };
  }
}

/** Tells the history of an entry: received, sent, decided, exported, as far as its fate goes. */
export function historyOf(cast: Cast, entry: Entry): History {
  const { story, first, state } = entry;
  const teller = new Teller(entry);
  const source = sourceOf(cast, first.head.authors);
  const { number, amount } = first.head;
  teller.tell(after(story.madeAt, 20), source, {
    kind: "item.received",
    number,
    revision: 1,
    sha256: first.sha256,
    amount,
  });
  if (state === "not_sent") return teller.done();
  teller.send(story.sentAt, false);
  if (state === "retrieved") {
    const by = teller.sender ? personSignature(teller.sender) : worker;
    teller.move(story.decidedAt, by, { kind: "item.retrieved" });
  } else if (story.before) tellReturn(cast, teller, source);
  else if (state === "rejected") tellRejection(cast, teller, story.decidedAt);
  else if (state !== "ready") tellExport(cast, teller);
  return teller.done();
}

/** As ingest signs: the name of whoever can sign in here, else the user's id in Procore. */
function sourceOf({ world }: Cast, authors: readonly string[]): Signature {
  const user = authors.at(-1) ?? "unknown";
  const known = world.people.find(
    ({ procoreUserId }) => procoreUserId !== null && user === String(world.idBase + procoreUserId),
  );
  return { kind: "source", name: `Procore: ${known?.name ?? `user ${user}`}` };
}

const causes = {
  title: ["title", "Sage takes 30 characters. Please shorten the title; the rest can go into the description."],
  number: ["number", "The number is longer than Sage takes. Please drop the suffix."],
  stray: ["codes", "This code is not on our standard list. Use one of the job's codes, or ask us to add it first."],
  group: ["codes", "That is a group code. Please pick the code below it that the work belongs to."],
  product: ["amounts", "Quantity times price does not give the amount on line 1."],
  vendor: ["vendor", "This company is not set up in Sage. We need a W-9 and the insurance certificate first."],
  inactive: ["vendor", "The vendor is inactive in Sage. Please check with purchasing."],
  duplicate: ["duplicate", "We keyed this one by hand in Sage last month. Please void it in Procore."],
} as const;
const others = [
  ["papers", "The signed contract is missing."],
  ["retainage", "The owner's contract says 10 percent retainage on this job. Please correct it."],
  ["period", "Last month is closed. Date it in the current month, please."],
] as const;

function reasonOf({ story }: Entry): readonly [RejectionReason, string] {
  if (story.before) return causes.title;
  if (story.other?.reason) return story.other.reason;
  if (story.changeOrder && !story.plan.defect) return ["papers", "The signed change order is missing."];
  const known = story.plan.defect as keyof typeof causes;
  return causes[known] ?? (others[story.plan.ordinal % others.length] as readonly [RejectionReason, string]);
}

function accountantOf({ accountants }: Cast, { story }: Entry): SeedPerson {
  return accountants[story.plan.n % accountants.length] as SeedPerson;
}

function tellRejection(cast: Cast, teller: Teller, at: string): void {
  const { entry } = teller;
  const [person, [reason, text]] = [accountantOf(cast, entry), reasonOf(entry)];
  const id = uuidOf(cast.world.seed, "decision", entry.id, "reject");
  const reasons = [reason];
  teller.decide({ id, verdict: "reject", person, revisionId: entry.first.id, reasons, text, at });
  teller.move(at, personSignature(person), { kind: "item.rejected", decisionId: id, reasons, text });
  teller.note = text;
}

/** Rejected once, corrected in Procore, sent again: it waits in the inbox for the second time. */
function tellReturn(cast: Cast, teller: Teller, source: Signature): void {
  const { first, revision, story, assessment } = teller.entry;
  tellRejection(cast, teller, story.decidedAt);
  const event = {
    kind: "item.revised",
    revision: 2,
    sha256: revision.sha256,
    amountBefore: first.head.amount,
    amount: revision.head.amount,
  } as const;
  teller.tell(story.againAt, source, event);
  teller.version += 1;
  teller.send(after(story.againAt, 2_400), true);
  teller.note = assessment?.note ?? null;
}

function tellExport(cast: Cast, teller: Teller): void {
  const { entry } = teller;
  const { world, client } = cast;
  const { story, revision, erpId, assessment, state } = entry;
  const random = randomOf(`${world.seed}/export/${story.plan.n}`);
  const person = accountantOf(cast, entry);
  const decisionId = uuidOf(world.seed, "decision", entry.id, "accept");
  const [at, sha256, { amount }] = [story.decidedAt, assessment?.document?.sha256 ?? revision.sha256, revision.head];
  teller.decide({ id: decisionId, verdict: "accept", person, revisionId: revision.id, reasons: [], text: "", at });
  teller.move(at, personSignature(person), { kind: "item.accepted", decisionId, erpId, sha256, amount, releaseAt: at });
  teller.note = null;
  const id = uuidOf(world.seed, "export", entry.id);
  if (state === "outbox") {
    teller.export = tellWaiting(teller, id, at);
    return;
  }
  teller.move(after(at, 0.4), worker, { kind: "export.released" });
  const by: Signature = { kind: "sync-client", id: client.id, name: client.name };
  const isKeyed = entry.document?.door === "attended";
  const attempts = attemptsOf(entry, at, random.isOne(0.25) || isKeyed, random.int(3, 14));
  for (const [index, attempt] of attempts.entries()) {
    const { fence, mode, verdict } = attempt;
    if (mode === "deliver") teller.tell(attempt.at, by, { kind: "export.leased", fence, mode, client: client.name });
    teller.tell(attempt.reportedAt, by, { kind: "export.reported", fence, verdict, isLate: false });
    if (verdict.kind === "mismatch" && index === 0) teller.move(attempt.reportedAt, by, null);
  }
  const last = attempts.at(-1) as Attempt;
  const isProved = state === "synced";
  teller.move(
    after(last.reportedAt, isProved ? 0.05 : 0),
    by,
    isProved ? { kind: "export.proved", erpId, sha256, amount } : null,
  );
  const hasOrigin = !recordTypeOfKind(revision.head.sourceKind).sourceKinds.some((kind) => kind.hasNoOrigin);
  const writtenAt = isProved && hasOrigin ? after(last.reportedAt, 2) : null;
  if (writtenAt) teller.tell(writtenAt, worker, { kind: "export.written_back", originId: erpId });
  const note = last.verdict.kind === "refused" ? (last.verdict.messages[0] ?? null) : isProved ? null : differs;
  teller.note = note;
  const status = isProved ? "proved" : state === "failed" ? "failed" : "held";
  const finishedAt = isProved ? last.reportedAt : null;
  teller.export = { id, status, verdict: last.verdict, note, attempts, acceptedAt: at, finishedAt, writtenAt };
}

/** As lib/jobs/drive-export.ts says it: the contract was accepted in the same selection and has not reached Sage since. */
function tellWaiting(teller: Teller, id: string, at: string): ExportPart {
  const { parent } = teller.entry;
  const words = `Waiting for ${parent?.number} to be Synced`;
  teller.tell(after(at, 0.4), worker, { kind: "export.waiting", reason: words });
  const note = parent ? `${words}; it is “${itemStates[parent.state].label}” now` : words;
  const none = { verdict: null, attempts: [], finishedAt: null, writtenAt: null };
  return { id, status: "waiting", note, acceptedAt: at, ...none };
}

const differs = "Sage shows something else than what was accepted";
const sageWords = ["vendor inactive", "commitment was used before", "tax group not found"];

/** One delivery, and a second look where Sage had not posted yet or showed something else. */
function attemptsOf(entry: Entry, at: string, isSlow: boolean, seconds: number): readonly Attempt[] {
  const { state, erpId, story } = entry;
  const [leasedAt, reportedAt] = [after(at, 0.8), after(at, seconds)];
  const deliver = (verdict: Verdict): Attempt => ({ fence: 1, mode: "deliver", at: leasedAt, reportedAt, verdict });
  const probe = (verdict: Verdict): Attempt => ({
    fence: 2,
    mode: "probe",
    at: after(reportedAt, 2),
    reportedAt: after(reportedAt, 3),
    verdict,
  });
  if (state === "failed") {
    const words = sageWords[story.plan.ordinal % sageWords.length];
    const message = story.other?.refusal
      ? `line 1 * ${erpId}: ${story.other.refusal}`
      : story.changeOrder
        ? `line 1 CCO ${erpId}: date in the future`
        : `line 1 C ${erpId}: ${words}`;
    return [deliver({ kind: "refused", messages: [message] })];
  }
  if (state === "held") {
    const verdict: Verdict = { kind: "mismatch", differences: differencesOf(entry) };
    return [deliver(verdict), probe(verdict)];
  }
  return isSlow ? [deliver({ kind: "imported" }), probe({ kind: "proved" })] : [deliver({ kind: "proved" })];
}

/** Somebody changed the description of the first item in Sage before the read-back saw it. */
export const editedDescription = "Changed in Sage";
function differencesOf({ document }: Entry) {
  const expected = document?.expectations[1]?.rows[0]?.Description ?? "";
  return [
    { table: "JCM_MASTER__COMMITMENT_ITEM", row: "1", column: "Description", expected, found: editedDescription },
  ];
}
