import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { runName, SageFolder } from "#lib/sync-client/sage-folder.ts";
import { isPostReportWhole, parseImportReport } from "#lib/sync-client/sage-report.ts";
import { decodeWindows1252, encodeWindows1252 } from "#lib/sync-client/windows-1252.ts";

let root: string;
let folder: SageFolder;
const tag = "K7Q2M9XA";
const file = { step: "Commitments", extension: "jcc", text: 'C,"SC-1",1,"Café “A” – 5 €"\r\n' } as const;
const at = (...parts: string[]) => join(root, ...parts);

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "sage-folder-"));
  await mkdir(at("Import", "Done"), { recursive: true });
  folder = new SageFolder(root);
  await folder.open();
});
afterEach(async () => {
  folder.close();
  await rm(root, { recursive: true, force: true });
});

async function takenBySage(name: string): Promise<void> {
  await writeFile(at("Reports", `${name}.import.prn`), "Imported: C SC-1\r\nCompleted\r\n");
  await rename(at("Import", `${name}.jcc`), at("Import", "Done", `${name}.jcc`));
  await rename(at("Import", `${name}.run`), at("Import", "Done", `${name}.run`));
}

test("a run is written in the bytes of the code page, its trigger last", async () => {
  let before: string[] = [];
  await folder.write(tag, [{ step: "Estimates", extension: "jce", text: "E\r\n" }, file], async () => {
    before = await readdir(at("Import"));
  });
  expect(before.toSorted()).toEqual(["Done", `${tag}.jcc`, `${tag}.jce`]);
  expect(await readFile(at("Import", `${tag}.run`), "latin1")).toBe(
    `Estimates,${tag}.jce\r\nCommitments,${tag}.jcc\r\n`,
  );
  const bytes = await readFile(at("Import", `${tag}.jcc`));
  expect(bytes.includes(Buffer.from([0x80]))).toBe(true);
  expect(decodeWindows1252(bytes)).toBe(file.text);
  expect((await readdir(at("Import"))).some((name) => name.endsWith(".tmp"))).toBe(false);
});

test("a character that Sage cannot hold stops the run before its trigger", async () => {
  await expect(folder.write(tag, [{ ...file, text: "Łódź" }], () => {})).rejects.toThrow(/Windows-1252/);
  expect(await folder.run(tag, 1)).toEqual({ fence: 1, spool: "none", report: null });
});

test("nothing is written over what Sage has or had", async () => {
  await folder.write(tag, [file], () => {});
  await expect(folder.write(tag, [file], () => {})).rejects.toThrow(/already has/);
  await takenBySage(tag);
  await expect(folder.write(tag, [file], () => {})).rejects.toThrow(/already has/);
});

test("what became of a run: waiting, done with its report, done without, none", async () => {
  await folder.write(tag, [file], () => {});
  expect(await folder.run(tag, 1)).toEqual({ fence: 1, spool: "waiting", report: null });
  await takenBySage(tag);
  const report = { isClean: true, imported: ["C SC-1"], rejected: [] };
  expect(await folder.run(tag, 1)).toEqual({ fence: 1, spool: "done", report });
  await writeFile(at("Reports", `${tag}.import.prn`), "Imported: C SC-1\r\n");
  expect(await folder.run(tag, 1)).toEqual({ fence: 1, spool: "done", report: null });
  expect(await folder.run(runName(tag, 2), 2)).toEqual({ fence: 2, spool: "none", report: null });
});

test("files whose trigger was never written are gone before the answer is none", async () => {
  const name = runName(tag, 2);
  for (const end of ["jce", "jcc", "jcc.tmp", "run.tmp"]) await writeFile(at("Import", `${name}.${end}`), "C\r\n");
  await writeFile(at("Import", "SOMEBODY.jcc"), "C\r\n");
  expect(await folder.run(name, 2)).toEqual({ fence: 2, spool: "none", report: null });
  expect((await readdir(at("Import"))).toSorted()).toEqual(["Done", "SOMEBODY.jcc"]);
});

test("the wait ends with the report, after a while, or when it is interrupted", async () => {
  const never = new AbortController();
  expect(await folder.awaitImport(tag, 30, never.signal)).toBe("timeout");
  await folder.write(tag, [file], () => {});
  const wait = folder.awaitImport(tag, 5_000, never.signal);
  await takenBySage(tag);
  await writeFile(at("Reports", `${tag}.post.prn`), "Posted: C SC-1\r\nCompleted\r\n");
  const start = performance.now();
  expect(await wait).toBe("ended");
  expect(performance.now() - start).toBeLessThan(1_000);
  const other = folder.awaitImport("OTHERTAG", 5_000, never.signal);
  never.abort();
  expect(await other).toBe("aborted");
});

test("import reports are read to their last line", () => {
  expect(parseImportReport("Imported: C SC-1\r\n")).toBeNull();
  expect(parseImportReport("")).toBeNull();
  const text = "Imported: C SC-1\r\nRejected: line 2 CI SC-1/1: Cost code is not valid\r\nCompleted with errors\r\n";
  expect(parseImportReport(text)).toEqual({
    isClean: false,
    imported: ["C SC-1"],
    rejected: ["line 2 CI SC-1/1: Cost code is not valid"],
  });
  expect(isPostReportWhole("Posted: C SC-1\r\n")).toBe(false);
});

test("every byte of the code page comes back, and nothing is replaced", () => {
  const undefinedBytes = [0x81, 0x8d, 0x8f, 0x90, 0x9d];
  const bytes = Uint8Array.from({ length: 256 }, (_, n) => n).filter((byte) => !undefinedBytes.includes(byte));
  expect(encodeWindows1252(decodeWindows1252(bytes))).toEqual({ bytes });
  for (const unfit of ["Ł", "\u0081", "😀", "\u00a0\u2028"]) expect(encodeWindows1252(unfit)).toHaveProperty("unfit");
});
