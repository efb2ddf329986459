import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { rm } from "node:fs/promises";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { SageSimulator } from "#lib/simulators/sage/simulator.ts";
import {
  commitmentRecord,
  itemRecord,
  lines,
  openTestCompany,
  REFERENCE,
  sendRun,
  type TestCompany,
  until,
} from "#lib/simulators/sage/test-company.ts";

let company: TestCompany;
let simulator: SageSimulator;

beforeAll(async () => {
  company = await openTestCompany();
  simulator = await company.start();
});
afterAll(() => company.close());
beforeEach(async () => {
  await company.control("DELETE", "faults");
  await until("an empty spool", async () => (await company.spool()).length === 0);
  await company.control("POST", "reset");
  await company.control("POST", "load", REFERENCE);
});

const subcontract = (id: string): string =>
  lines(commitmentRecord(id), itemRecord(id, "1"), itemRecord(id, "2", { amount: "5.00" }));
const isSpooled = async (tag: string): Promise<boolean> => (await company.spool()).includes(`${tag}.run`);
const finished = (tag: string): Promise<unknown> => until(`run ${tag} to end`, async () => !(await isSpooled(tag)));
const switchOn = (fault: Record<string, unknown>) => company.control("POST", "faults", fault);
const isHolding = async (): Promise<boolean> => {
  const { body } = await company.control("GET", "state");
  return (body.faults as { isHolding: boolean }[]).some((fault) => fault.isHolding);
};
const unposted = async (): Promise<string[]> =>
  (await company.sql.query("SELECT Commitment FROM JCM_NEW__COMMITMENT ORDER BY Commitment")).rows.map(
    (row) => row.commitment,
  );
const posted = async (): Promise<string[]> =>
  (await company.sql.query("SELECT Commitment FROM JCM_MASTER__COMMITMENT ORDER BY Commitment")).rows.map(
    (row) => row.commitment,
  );

test("a hang before the commit leaves nothing, lets readers in and keeps later runs waiting", async () => {
  await switchOn({ kind: "hang_before_commit", match: "SC-1" });
  await company.send("HANGA", { jcc: subcontract("SC-1") });
  await until("the hang", isHolding);
  await company.send("HANGB", { jcc: subcontract("SC-2") });
  await until("the second run to wait", async () => (await company.spool()).includes("HANGB.run"));
  expect((await company.page("/")).status).toBe(200);
  expect(await company.effects()).toEqual([]);
  expect(await unposted()).toEqual([]);
  await company.control("DELETE", "faults/hang_before_commit");
  await finished("HANGB");
  expect(await posted()).toEqual(["SC-1", "SC-2"]);
  expect((await company.effects("commitment.imported"))[0]?.fault).toBe("hang_before_commit");
});

test("a run that is withdrawn during the hang leaves no effect", async () => {
  await switchOn({ kind: "hang_before_commit" });
  await company.send("HANGC", { jcc: subcontract("SC-1") });
  await until("the hang", isHolding);
  await rm(`${company.folder}/Import/HANGC.run`);
  await rm(`${company.folder}/Import/HANGC.jcc`);
  await company.control("DELETE", "faults");
  await company.send("HANGD", { jcc: subcontract("SC-2") });
  await finished("HANGD");
  expect(await posted()).toEqual(["SC-2"]);
  expect(await company.report("HANGC.import.prn")).toBeUndefined();
});

test("a hang after the commit has the effect but no report until it is released", async () => {
  await switchOn({ kind: "hang_after_commit", match: "HANGE" });
  await company.send("HANGE", { jcc: subcontract("SC-1") });
  await until("the hang", isHolding);
  expect(await unposted()).toEqual(["SC-1"]);
  expect(await company.report("HANGE.import.prn")).toBeUndefined();
  expect(await isSpooled("HANGE")).toBe(true);
  await company.control("DELETE", "faults");
  await finished("HANGE");
  expect(await company.report("HANGE.import.prn")).toContain("Imported: C SC-1");
  expect((await company.effects()).map((row) => [row.kind, row.fault])).toEqual([
    ["commitment.imported", "hang_after_commit"],
    ["commitment.posted", null],
  ]);
});

test("a restart after the commit ends the run without importing it again", async () => {
  await switchOn({ kind: "hang_after_commit" });
  await company.send("BOOTA", { jcc: subcontract("SC-1") });
  await until("the hang", isHolding);
  await simulator.stop();
  expect(await company.report("BOOTA.import.prn")).toBeUndefined();
  simulator = await company.start();
  await finished("BOOTA");
  expect(await company.report("BOOTA.import.prn")).toContain("Imported: C SC-1");
  expect((await company.effects()).map((row) => row.kind)).toEqual(["commitment.imported", "commitment.posted"]);
});

test("held postings stay unposted until they are posted by hand", async () => {
  await switchOn({ kind: "posting_held" });
  await company.send("HELDA", { jcc: subcontract("SC-1") });
  await finished("HELDA");
  expect(await company.report("HELDA.import.prn")).toContain("Completed");
  expect(await company.report("HELDA.post.prn")).toBeUndefined();
  expect([await unposted(), await posted()]).toEqual([["SC-1"], []]);
  expect((await company.page("/unposted")).text).toContain("SC-1");
  const { body } = await company.control("POST", "post", { commitment: "SC-1" });
  expect(body).toEqual({ posted: ["C SC-1", "CI SC-1/1", "CI SC-1/2"] });
  expect([await unposted(), await posted()]).toEqual([[], ["SC-1"]]);
  expect(await company.report("HELDA.post.prn")).toContain("Posted: C SC-1");
});

test("a change order waits for its commitment to be posted", async () => {
  await switchOn({ kind: "posting_held", times: 1 });
  await company.send("HELDB", { jcc: subcontract("SC-1") });
  const change = lines('CCO,"SC-1","001","More",,"03/20/2026",,,5', 'CCOI,"SC-1","001",1,"",0,1.00');
  await company.send("HELDC", { jcc: change });
  await finished("HELDC");
  expect(await company.report("HELDC.import.prn")).toContain("Rejected: line 1 CCO SC-1/001: commitment not posted");
});

test("a refusal uses the given words, once, and only where it matches", async () => {
  await switchOn({ kind: "reject", match: "SC-2", words: "period is closed" });
  for (const id of ["1", "2"]) await company.send(`REJ${id}`, { jcc: subcontract(`SC-${id}`) });
  await finished("REJ2");
  expect(await company.report("REJ2.import.prn")).toBe(
    "Rejected: line 1 C SC-2: period is closed\r\nCompleted with errors\r\n",
  );
  expect(await company.report("REJ2.reject.jcc")).toBe(subcontract("SC-2"));
  await company.send("REJ3", { jcc: subcontract("SC-2") });
  await finished("REJ3");
  expect(await posted()).toEqual(["SC-1", "SC-2"]);
});

test("a partial import takes the header and the good lines", async () => {
  await switchOn({ kind: "partial", items: [2] });
  await company.send("PART2", { jcc: subcontract("SC-1") });
  await finished("PART2");
  expect(await company.report("PART2.import.prn")).toBe(
    "Imported: C SC-1\r\nImported: CI SC-1/1\r\nRejected: line 3 CI SC-1/2: line not written\r\nCompleted with errors\r\n",
  );
  expect(await company.report("PART2.reject.jcc")).toBe(`${itemRecord("SC-1", "2", { amount: "5.00" })}\r\n`);
  const { rows } = await company.sql.query("SELECT Amount FROM JCM_MASTER__COMMITMENT");
  expect(rows).toEqual([{ amount: "120000.00" }]);
});

test("a locked file stays spool and is taken up later, an offline Sage takes nothing", async () => {
  await switchOn({ kind: "locked", match: "LOCKA" });
  await company.send("LOCKA", { jcc: subcontract("SC-1") });
  await company.send("LOCKB", { jcc: subcontract("SC-2") });
  await finished("LOCKB");
  await until("a try", async () =>
    ((await company.control("GET", "faults")).body.faults as { fired: number }[]).some((fault) => fault.fired > 1),
  );
  expect([await isSpooled("LOCKA"), await posted()]).toEqual([true, ["SC-2"]]);
  await switchOn({ kind: "offline" });
  await company.control("DELETE", "faults/locked");
  await company.send("LOCKC", { jcc: subcontract("SC-3") });
  await company.control("DELETE", "faults/offline");
  await finished("LOCKC");
  await finished("LOCKA");
  expect(await posted()).toEqual(["SC-1", "SC-2", "SC-3"]);
});

async function startProgram(): Promise<ChildProcess> {
  const child = spawn(process.execPath, ["--import", "tsx", "bin/sage-simulator.ts"], {
    cwd: new URL("../../../", import.meta.url),
    env: {
      ...process.env,
      SAGE_SIM_PORT: "0",
      SAGE_SIM_DATABASE_URL: company.databaseUrl,
      SAGE_SIM_FOLDER: `${company.folder}/killed`,
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (!child.stdout) throw new Error("no output");
  const [first] = await once(child.stdout, "data");
  expect(JSON.parse(String(first))).toMatchObject({ ready: "sage-simulator" });
  return child;
}

const kill = async (child: ChildProcess): Promise<void> => {
  child.kill("SIGKILL");
  if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
};

test("a program killed inside a transaction leaves no half and takes the run up again once", async () => {
  const { sql } = company;
  // Item rows wait on this lock: the header has been written by then, in the same transaction.
  const holder = await sql.connect();
  const first = await startProgram();
  try {
    await holder.query("begin; lock table JCM_NEW__COMMITMENT_ITEM in exclusive mode");
    await sendRun(`${company.folder}/killed/Import`, "KILLA", { jcc: subcontract("SC-1") });
    await until(
      "the wait",
      async () =>
        (
          await sql.query(
            "select from pg_stat_activity where wait_event_type = 'Lock' and query like 'insert into jcm_new__commitment_item%'",
          )
        ).rowCount === 1,
    );
    await kill(first);
    await holder.query("rollback");
  } finally {
    holder.release();
    await kill(first);
  }
  await until(
    "the rollback",
    async () =>
      (
        await sql.query(
          "select from pg_stat_activity where application_name = 'sage' and state <> 'idle' and datname = current_database()",
        )
      ).rowCount === 0,
  );
  expect([await unposted(), await posted(), await company.effects()]).toEqual([[], [], []]);
  const second = await startProgram();
  try {
    await until("the run again", async () => (await posted()).length === 1);
    expect((await company.effects()).map((row) => row.kind)).toEqual(["commitment.imported", "commitment.posted"]);
  } finally {
    await kill(second);
  }
});
