import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, expect, test } from "vitest";
import type { Look, Verdict } from "#lib/core/machines/look.ts";
import { Documents } from "#lib/sync-client/documents.ts";
import { aDocument, aLease, fixtureCompany } from "#lib/sync-client/fixtures.ts";
import { Journal } from "#lib/sync-client/journal.ts";
import { historiesOf } from "#lib/sync-client/journal-compact.ts";
import { type Lease, type TriggerPoint, triggerPoints } from "#lib/sync-client/one-document.ts";
import type { Sage } from "#lib/sync-client/sage.ts";

const clientId = randomUUID();
const document = aDocument();
const rows = document.expectations[0]?.rows ?? [];
const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

/** Sage in memory: it takes a hand-over after `lag` looks, and its list of effects is the truth. */
class SageDouble {
  readonly effects: number[] = [];
  readonly events: string[] = [];
  readonly #runs = new Map<number, { spool: "waiting" | "done"; lag: number }>();
  readonly #lag: number;
  isReadable = true;
  isPosting = true;

  constructor(lag: number) {
    this.#lag = lag;
  }

  readonly sage: Sage = {
    write: async (_document, fence, beforeTrigger) => {
      this.events.push("write");
      await beforeTrigger();
      this.#runs.set(fence, { spool: "waiting", lag: this.#lag });
      if (this.#lag === 0) this.#import(fence);
    },
    awaitImport: async (_document, fence, signal) => {
      await new Promise(setImmediate);
      if (signal.aborted) return "aborted";
      return this.#runs.get(fence)?.spool === "done" ? "ended" : "timeout";
    },
    look: async (_document, fence) => {
      for (const [n, run] of this.#runs) if (run.spool === "waiting" && run.lag-- <= 0) this.#import(n);
      const isThere = this.effects.length > 0;
      this.events.push(isThere ? "seen" : "not seen");
      const runs: Look["runs"] = Array.from({ length: fence }, (_, n) => ({
        fence: n + 1,
        spool: this.#runs.get(n + 1)?.spool ?? "none",
        report:
          this.#runs.get(n + 1)?.spool === "done" ? { isClean: true, imported: ["C SC-1001"], rejected: [] } : null,
      }));
      const found = [
        { posted: isThere && this.isPosting ? rows : [], unposted: isThere && !this.isPosting ? rows : [] },
      ];
      const look = { at: new Date().toISOString(), isReadable: this.isReadable, found, runs };
      return { look, evidence: { at: look.at } };
    },
  };

  #import(fence: number): void {
    this.#runs.set(fence, { spool: "done", lag: 0 });
    this.effects.push(fence);
    this.events.push("effect");
  }
}

type Life = { readonly documents: Documents; readonly isDead: () => boolean };

/** The server's part of one export, and as many lives of the client as it takes. */
class Trial {
  readonly double: SageDouble;
  readonly verdicts: Verdict[] = [];
  readonly #path: string;
  #fence = 0;
  isProved = false;

  constructor(path: string, double: SageDouble) {
    this.#path = path;
    this.double = double;
  }

  /** One life of the client: from the journal to the point at which it dies, or to the proof. */
  async live(dieAt: TriggerPoint | null, nth: number): Promise<void> {
    const { journal, entries } = await Journal.open(this.#path, clientId, new Date());
    let isDead = false;
    let passes = 0;
    const die = new Promise<never>(() => {});
    const life: Life = {
      isDead: () => isDead,
      documents: new Documents(
        {
          companyId: fixtureCompany,
          sage: this.double.sage,
          journal,
          send: (report) => void setImmediate(() => !isDead && this.#answer(life, report.fence, report.verdict)),
          onPlaces: () => {},
          onFatal: (error) => {
            throw error;
          },
          atPoint: (point) => {
            if (point === dieAt && ++passes === nth) isDead = true;
            return isDead ? die : undefined;
          },
          now: () => new Date(),
        },
        historiesOf(entries),
      ),
    };
    life.documents.start();
    // A lease that was lost with the last life is over at its deadline: the server only asks after that.
    if (this.#fence === 0) this.#lease(life, "deliver");
    else if (life.documents.places === 16) this.#lease(life, "probe");
    for (let turn = 0; turn < 500 && !isDead && !this.isProved; turn += 1) {
      await new Promise((go) => setTimeout(go, 1));
      // Nothing is under way and nothing was proved: a lease ran out, and the server asks.
      if (turn % 100 === 99 && !isDead && life.documents.places === 16) this.#lease(life, "probe");
    }
    for (let turn = 0; turn < 10 && !isDead; turn += 1) await new Promise((go) => setTimeout(go, 1));
    if (!isDead) await life.documents.stop();
    isDead = true;
    await journal.close();
  }

  #lease(life: Life, mode: Lease["mode"]): void {
    this.#fence += 1;
    life.documents.lease(aLease({ fence: this.#fence, mode }, document));
  }

  #answer(life: Life, fence: number, verdict: Verdict): void {
    life.documents.acked(aLease().exportId, fence);
    if (fence < this.#fence) return;
    this.verdicts.push(verdict);
    if (verdict.kind === "proved") this.isProved = true;
    else if (verdict.kind === "absent") this.#lease(life, "deliver");
    else this.#lease(life, "probe");
  }
}

async function trial(lag: number): Promise<Trial> {
  const folder = await mkdtemp(join(tmpdir(), "documents-"));
  folders.push(folder);
  const path = join(folder, "journal.jsonl");
  await Journal.create(path, clientId);
  return new Trial(path, new SageDouble(lag));
}

function expectOneEffect({ double }: Trial): void {
  expect(double.effects).toHaveLength(1);
  // Between two writes there is a look that saw nothing, and after an effect there is no write at all.
  const writes = double.events.flatMap((event, n) => (event === "write" ? [n] : []));
  for (const [n, at] of writes.entries()) {
    const since = double.events.slice(n === 0 ? 0 : (writes[n - 1] ?? 0) + 1, at);
    expect(since).toContain("not seen");
    expect(double.events.slice(0, at)).not.toContain("effect");
  }
}

test("a document is looked for, written once, proved and acknowledged", async () => {
  const one = await trial(0);
  await one.live(null, 0);
  expect(one.double.events).toEqual(["not seen", "write", "effect", "seen"]);
  expect(one.verdicts).toEqual([{ kind: "proved" }]);
});

test.each(triggerPoints.flatMap((point) => [0, 2].map((lag) => [point, lag] as const)))(
  "killed at %s (Sage takes %i looks): exactly one effect after the restart",
  async (point, lag) => {
    const one = await trial(lag);
    await one.live(point, 1);
    for (let life = 0; life < 6 && !one.isProved; life += 1) await one.live(null, 0);
    expect(one.isProved).toBe(true);
    expectOneEffect(one);
  },
);

test("killed again and again at any points: exactly one effect", async () => {
  const death = fc.tuple(fc.constantFrom(...triggerPoints), fc.integer({ min: 1, max: 3 }));
  await fc.assert(
    fc.asyncProperty(fc.array(death, { maxLength: 6 }), fc.integer({ min: 0, max: 3 }), async (deaths, lag) => {
      const one = await trial(lag);
      for (const [point, nth] of deaths) if (!one.isProved) await one.live(point, nth);
      for (let life = 0; life < 8 && !one.isProved; life += 1) await one.live(null, 0);
      expect(one.isProved).toBe(true);
      expectOneEffect(one);
    }),
    { numRuns: 60 },
  );
}, 60_000);

async function client(sage: Sage) {
  const folder = await mkdtemp(join(tmpdir(), "documents-"));
  folders.push(folder);
  await Journal.create(join(folder, "journal.jsonl"), clientId);
  const { journal } = await Journal.open(join(folder, "journal.jsonl"), clientId, new Date());
  const reports: { fence: number; verdict: Verdict; sha256: string | null }[] = [];
  const documents = new Documents(
    {
      companyId: fixtureCompany,
      sage,
      journal,
      send: (report) => void reports.push(report),
      onPlaces: () => {},
      onFatal: (error) => {
        throw error;
      },
      atPoint: () => {},
      now: () => new Date(),
    },
    new Map(),
  );
  const reported = async (count: number) => {
    for (let turn = 0; turn < 500 && reports.length < count; turn += 1) await new Promise((go) => setTimeout(go, 2));
    return reports;
  };
  return { documents, reports, reported, journal };
}

test("a package that is not acceptable is declined unread, and nothing is written", async () => {
  const double = new SageDouble(0);
  const { documents, reported } = await client(double.sage);
  documents.lease(aLease({ sha256: "0".repeat(64) }));
  expect(await reported(1)).toMatchObject([{ fence: 1, sha256: null, verdict: { kind: "declined" } }]);
  expect(double.events).toEqual([]);
});

test("an outdated lease does nothing; the same lease again gets the same answer", async () => {
  const double = new SageDouble(0);
  const { documents, reported } = await client(double.sage);
  documents.lease(aLease({ fence: 3 }));
  await reported(1);
  documents.lease(aLease({ fence: 2 }));
  documents.lease(aLease({ fence: 3 }));
  const reports = await reported(2);
  expect(reports.map(({ fence, verdict }) => [fence, verdict.kind])).toEqual([
    [3, "proved"],
    [3, "proved"],
  ]);
  documents.acked(aLease().exportId, 3);
  await new Promise((go) => setTimeout(go, 20));
  documents.lease(aLease({ fence: 3 }));
  expect((await reported(3))[2]).toMatchObject({ sha256: aLease().sha256, verdict: { kind: "proved" } });
  expect(double.effects).toHaveLength(1);
});

test("a new lease interrupts the wait for Sage and only looks", async () => {
  const double = new SageDouble(50);
  let wasAborted = false;
  const sage: Sage = {
    ...double.sage,
    awaitImport: (_document, _fence, signal) =>
      new Promise((resolve) =>
        signal.addEventListener("abort", () => {
          wasAborted = true;
          resolve("aborted");
        }),
      ),
  };
  const { documents, reported } = await client(sage);
  documents.lease(aLease());
  await new Promise((go) => setTimeout(go, 50));
  documents.lease(aLease({ fence: 2, mode: "deliver" }));
  expect(await reported(1)).toMatchObject([{ fence: 2, verdict: { kind: "pending" } }]);
  expect(wasAborted).toBe(true);
  expect(double.events.filter((event) => event === "write")).toHaveLength(1);
});

test("when Sage cannot be read nothing is written", async () => {
  const double = new SageDouble(0);
  double.isReadable = false;
  const { documents, reported } = await client(double.sage);
  documents.lease(aLease());
  expect(await reported(1)).toMatchObject([{ verdict: { kind: "pending" } }]);
  expect(double.events).not.toContain("write");
});

test("sixteen places, one for each export under way; none while it stops", async () => {
  const double = new SageDouble(0);
  const { documents, reported, journal } = await client(double.sage);
  documents.lease(aLease({ exportId: randomUUID() }));
  documents.lease(aLease({ exportId: randomUUID() }));
  expect(documents.places).toBe(14);
  await reported(2);
  await documents.stop();
  expect(documents.places).toBe(0);
  await journal.close();
});

test("a document that is only looked for is never written, whatever the lease says", async () => {
  const folder = await mkdtemp(join(tmpdir(), "documents-"));
  folders.push(folder);
  const path = join(folder, "journal.jsonl");
  await Journal.create(path, clientId);
  const { journal, entries } = await Journal.open(path, clientId, new Date());
  const double = new SageDouble(0);
  const verdicts: Verdict[] = [];
  const tools: ConstructorParameters<typeof Documents>[0] = {
    companyId: fixtureCompany,
    sage: double.sage,
    journal,
    send: ({ verdict }) => void verdicts.push(verdict),
    onPlaces: () => {},
    onFatal: (error) => {
      throw error;
    },
    atPoint: () => undefined,
    now: () => new Date(),
  };
  const documents = new Documents(tools, historiesOf(entries));
  documents.start();
  documents.lease(aLease({ mode: "deliver" }, aDocument({ door: "none", files: [] })));
  await expect
    .poll(() => verdicts)
    .toMatchObject([{ kind: "declined", reason: expect.stringMatching(/only be looked/) }]);
  expect(double.events).toEqual([]);
  await documents.stop();
  await journal.close();
});
