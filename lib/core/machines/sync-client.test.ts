import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Expectation } from "#lib/core/export-document.ts";
import type { Look, Row, Run } from "#lib/core/machines/look.ts";
import {
  type ClientEvent,
  type ClientPhase,
  type ClientState,
  idle,
  type JournalRecord,
  recover,
  stepClient,
} from "#lib/core/machines/sync-client.ts";

const rows: Row[] = [{ item: "1", amount: "5.00" }];
const expectations: Expectation[] = [
  {
    table: "T",
    unpostedTable: "N",
    key: { id: "SC-1" },
    rowKey: ["item"],
    columns: { item: "text", amount: "number" },
    rows,
  },
];
const look = (posted: Row[], runs: Run[] = [], isReadable = true): Look => ({
  at: "",
  isReadable,
  found: [{ posted, unposted: [] }],
  runs,
});
const lease = (fence: number, more: object = {}): ClientEvent => ({
  kind: "lease",
  mode: "deliver",
  fence,
  invalid: null,
  ...more,
});
const looked = (posted: Row[], runs: Run[] = [], isReadable = true): ClientEvent => ({
  kind: "looked",
  look: look(posted, runs, isReadable),
});

const events: Record<string, ClientEvent> = {
  newer: lease(3),
  same: lease(2),
  older: lease(1),
  invalid: lease(3, { invalid: "hash" }),
  journaled: { kind: "journaled" },
  absent: looked([]),
  there: looked(rows),
  blind: looked([], [], false),
  written: { kind: "written" },
  failed: { kind: "write_failed", reason: "disk full" },
  ended: { kind: "import_ended" },
  timeout: { kind: "import_timeout" },
  acked: { kind: "acked", fence: 2 },
  acked_old: { kind: "acked", fence: 1 },
};

/** By hand: next phase and the effect that comes with it; "." nothing at all; "~" only remembered until the effect has ended. */
const table = `
          idle         fencing      checking       intending     writing         importing      looking        recording    reporting      acking    done
newer     fencing:J    ~            ~              ~             ~               fencing:J      ~              ~            fencing:J      ~         fencing:J
same      .            .            .              .             .               .              .              .            reporting:S    .         reporting:S
older     .            .            .              .             .               .              .              .            .              .         .
invalid   recording:J  ~            ~              ~             ~               recording:J    ~              ~            recording:J    ~         recording:J
journaled .            checking:L   .              writing:W     .               .              .              reporting:S  .              done      .
absent    .            .            intending:J    .             .               .              recording:J    .            .              .         .
there     .            .            recording:J    .             .               .              recording:J    .            .              .         .
blind     .            .            recording:J    .             .               .              recording:J    .            .              .         .
written   .            .            .              .             importing:A     .              .              .            .              .         .
failed    .            .            .              .             looking:L       .              .              .            .              .         .
ended     .            .            .              .             .               looking:L      .              .            .              .         .
timeout   .            .            .              .             .               looking:L      .              .            .              .         .
acked     .            .            .              .             .               .              .              .            acking:J       .         .
acked_old .            .            .              .             .               .              .              .            .              .         .`;
const [head = [], ...lines] = table
  .trim()
  .split("\n")
  .map((line) => line.trim().split(/\s+/));
const letters = { journal: "J", look: "L", write_files: "W", await_import: "A", send: "S" } as const;

function at(phase: ClientPhase): ClientState {
  const isOpen = ["writing", "importing", "looking"].includes(phase);
  const isTold = ["recording", "reporting", "acking", "done"].includes(phase);
  return {
    ...idle,
    phase,
    fence: 2,
    intentFence: isOpen ? 2 : null,
    hasIntended: isOpen || isTold,
    verdict: isTold ? { kind: "proved" } : null,
  };
}

describe.each(head as ClientPhase[])("%s", (phase) => {
  test.each(lines.map(([name = "", ...cells]) => [name, cells[head.indexOf(phase)] ?? ""]))("%s → %s", (name, cell) => {
    const before = at(phase);
    const step = stepClient(before, events[name] as ClientEvent, expectations);
    const [next, letter] = cell.split(":");
    expect(step.effects.map((effect) => letters[effect.kind])).toEqual(letter ? [letter] : []);
    if (cell === ".") expect(step.state).toEqual(before);
    else if (cell === "~") expect({ ...step.state, next: null }).toEqual(before);
    else expect(step.state.phase).toBe(next);
    expect(step.state.fence).toBeGreaterThanOrEqual(before.fence);
  });
});

test("the table names every phase and every event", () => {
  const phases = "idle fencing checking intending writing importing looking recording reporting acking done".split(" ");
  expect([...head].sort()).toEqual([...phases].sort());
  expect(lines.map(([name]) => name).sort()).toEqual(Object.keys(events).sort());
});

describe("a newer lease that came during an effect", () => {
  test.each<[ClientPhase, string, string[]]>([
    ["fencing", "journaled", ["J"]],
    ["checking", "absent", ["J"]],
    ["intending", "journaled", ["J"]],
    ["writing", "written", ["A", "J"]],
    ["writing", "failed", ["J"]],
    ["looking", "absent", ["J"]],
    ["recording", "journaled", ["S", "J"]],
    ["acking", "journaled", ["J"]],
  ])("is taken up after %s ends by %s; nothing is written for the old fence", (phase, name, effects) => {
    const waiting = stepClient(at(phase), lease(3), expectations).state;
    const step = stepClient(waiting, events[name] as ClientEvent, expectations);
    expect(step.effects.map((effect) => letters[effect.kind])).toEqual(effects);
    expect(step.effects.at(-1)).toEqual({ kind: "journal", record: { kind: "FENCE", fence: 3 } });
    const isOpen = phase === "intending" || phase === "writing" || phase === "looking";
    expect(step.state).toMatchObject({ phase: "fencing", fence: 3, next: null, mode: isOpen ? "probe" : "deliver" });
  });
  test("the newest of several wins", () => {
    const waiting = [lease(4), lease(3), lease(5, { mode: "probe" })].reduce(
      (state, event) => stepClient(state, event, expectations).state,
      at("writing"),
    );
    expect(waiting.next).toMatchObject({ fence: 5, mode: "probe" });
  });
});

describe("whose rows are they", () => {
  const verdictOf = (state: ClientState, event: ClientEvent) => stepClient(state, event, expectations).state.verdict;
  test.each(["checking", "looking"] as const)("%s: rows without any INTENT of ours are somebody else's", (phase) => {
    const state = { ...at(phase), intentFence: null, hasIntended: false };
    expect(verdictOf(state, looked(rows))).toEqual({ kind: "conflict", differences: [] });
    expect(verdictOf(state, looked([{ item: "1", amount: "7" }]))).toMatchObject({
      kind: "conflict",
      differences: [{ column: "amount" }],
    });
  });
  test("of a document that is only looked for they are judged, whoever wrote them", () => {
    const state: ClientState = { ...at("looking"), intentFence: null, hasIntended: false };
    const seen = (posted: Row[]): ClientEvent => ({ kind: "looked", look: { ...look(posted), isAnybodys: true } });
    expect(verdictOf(state, seen(rows))).toEqual({ kind: "proved" });
    expect(verdictOf(state, seen([{ item: "1", amount: "7" }]))).toMatchObject({ kind: "mismatch" });
    expect(verdictOf(state, seen([]))).toEqual({ kind: "absent" });
  });
  test("totals as they were before the document are nobody's doing: it may be written", () => {
    const state = { ...at("checking"), intentFence: null, hasIntended: false };
    const moving = expectations.map((one) => ({ ...one, before: [{ item: "1", amount: "2.00" }] }));
    const next = (posted: Row[]) => stepClient(state, looked(posted), moving).state;
    expect(next([{ item: "1", amount: "2.0" }])).toMatchObject({ phase: "intending" });
    expect(next([{ item: "1", amount: "3.00" }]).verdict).toMatchObject({ kind: "conflict" });
  });
  test.each(["checking", "looking"] as const)("%s: after an INTENT, or beside our files, they are judged", (phase) => {
    expect(verdictOf({ ...at(phase), hasIntended: true }, looked(rows))).toEqual({ kind: "proved" });
    const lostJournal = { ...at(phase), intentFence: null, hasIntended: false };
    expect(verdictOf(lostJournal, looked(rows, [{ fence: 1, spool: "done", report: null }]))).toEqual({
      kind: "proved",
    });
  });
  test("before a write a file that still waits stops everything", () => {
    const step = stepClient(at("checking"), looked([], [{ fence: 1, spool: "waiting", report: null }]), expectations);
    expect(step.state).toMatchObject({ phase: "recording", verdict: { kind: "pending" } });
  });
});

describe("open intents", () => {
  const open: ClientState = { ...at("done"), intentFence: 2, verdict: { kind: "pending", reason: "" } };
  test("a delivery beside one only looks", () => expect(stepClient(open, lease(3), []).state.mode).toBe("probe"));
  test("a declined lease does not settle one", () =>
    expect(stepClient(open, lease(3, { invalid: "x" }), []).state.intentFence).toBe(2));
  test("a person's word settles it, on disk, and its hand-over with it", () => {
    const step = stepClient(open, lease(3, { settledFence: 2 }), expectations);
    expect(step.state).toMatchObject({ mode: "deliver", intentFence: null, settledFence: 2 });
    expect(step.effects).toEqual([{ kind: "journal", record: { kind: "FENCE", fence: 3, settledFence: 2 } }]);
    const checking = stepClient(step.state, { kind: "journaled" }, expectations).state;
    const dead: Run = { fence: 2, spool: "done", report: null };
    expect(stepClient(checking, looked([], [dead]), expectations).state.phase).toBe("intending");
    expect(stepClient(checking, looked([], [{ ...dead, spool: "waiting" }]), expectations).state.phase).toBe(
      "recording",
    );
  });
});

test("recover from every prefix of a journal", () => {
  const pending = { kind: "pending", reason: "no report" } as const;
  const journal: JournalRecord[] = [
    { kind: "FENCE", fence: 1 },
    { kind: "INTENT", fence: 1 },
    { kind: "RESULT", fence: 1, verdict: pending },
    { kind: "ACKED", fence: 1 },
    { kind: "FENCE", fence: 2, settledFence: 1 },
    { kind: "RESULT", fence: 2, verdict: { kind: "absent" } },
    { kind: "ACKED", fence: 2 },
    { kind: "RESULT", fence: 3, verdict: { kind: "declined", reason: "hash" } },
    { kind: "FENCE", fence: 4 },
    { kind: "INTENT", fence: 4 },
    { kind: "RESULT", fence: 5, verdict: { kind: "declined", reason: "hash" } },
    { kind: "RESULT", fence: 6, verdict: { kind: "proved" } },
    { kind: "ACKED", fence: 6 },
  ];
  const seen = Array.from({ length: journal.length + 1 }, (_, n) => {
    const { state, effects } = recover(journal.slice(0, n));
    return [
      state.phase,
      state.fence,
      state.intentFence,
      state.hasIntended,
      effects.map((effect) => letters[effect.kind]).join(""),
    ].join(" ");
  });
  expect(seen).toEqual([
    "idle 0  false ",
    "looking 1  false L",
    "looking 1 1 true L",
    "reporting 1 1 true S",
    "done 1 1 true ",
    "looking 2  true L",
    "reporting 2  true S",
    "done 2  true ",
    "reporting 3  true S",
    "looking 4  true L",
    "looking 4 4 true L",
    "reporting 5 4 true S",
    "reporting 6 4 true S",
    "done 6 4 true ",
  ]);
});

test("whatever comes in whatever order: no write without its INTENT on disk, no second INTENT beside an open one, fences rise", () => {
  const event = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom<ClientEvent>({ kind: "journaled" }, looked([]), { kind: "written" }) },
    fc
      .record({ fence: fc.integer({ min: 1, max: 9 }), isProbe: fc.boolean() })
      .map(({ fence, isProbe }) => lease(fence, { mode: isProbe ? "probe" : "deliver" })),
    fc.constantFrom(...Object.values(events), looked([], [{ fence: 1, spool: "done", report: null }])),
    fc.integer({ min: 1, max: 9 }).map((fence): ClientEvent => ({ kind: "acked", fence })),
  );
  fc.assert(
    fc.property(fc.array(event, { maxLength: 60 }), (sequence) => {
      let state = idle;
      const disk: JournalRecord[] = [];
      let inFlight: JournalRecord[] = [];
      for (const next of sequence) {
        if (next.kind === "journaled") disk.push(...inFlight.splice(0));
        const step = stepClient(state, next, expectations);
        expect(step.state.fence).toBeGreaterThanOrEqual(state.fence);
        for (const effect of step.effects) {
          if (effect.kind === "journal" && effect.record.kind === "INTENT")
            expect(recover(disk).state.intentFence).toBeNull();
          if (effect.kind === "journal") inFlight = [...inFlight, effect.record];
          if (effect.kind === "write_files") expect(disk.at(-1)).toEqual({ kind: "INTENT", fence: effect.fence });
        }
        expect(inFlight.length).toBeLessThanOrEqual(1);
        state = step.state;
      }
    }),
    { numRuns: 2_000 },
  );
});
