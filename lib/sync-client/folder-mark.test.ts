import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type FolderMark, markFolder } from "#lib/sync-client/folder-mark.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "mark-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const company: FolderMark = { kind: "company", companyId: "1", companyName: "Alder" };
const replay = (replayId: string): FolderMark => ({ kind: "replay", replayId, companyName: "Alder" });

test("a company's folder takes its sync clients again and no replay", async () => {
  await markFolder(folder, company);
  await markFolder(folder, { ...company, companyName: "Alder Builders" });
  await expect(markFolder(folder, replay("a"))).rejects.toThrow("is the data folder of Alder Builders");
});

test("a replay's folder takes that replay alone", async () => {
  await markFolder(folder, replay("a"));
  await markFolder(folder, replay("a"));
  await expect(markFolder(folder, replay("b"))).rejects.toThrow("holds a replay of Alder");
  await expect(markFolder(folder, company)).rejects.toThrow("holds a replay of Alder");
});

test.each(["{", '{"kind":"other"}'])("a mark that says %s is not overwritten", async (text) => {
  await writeFile(join(folder, "countersign.json"), text);
  await expect(markFolder(folder, company)).rejects.toThrow("cannot be read");
});
