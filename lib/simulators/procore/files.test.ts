import { afterAll, beforeAll, expect, test } from "vitest";
import { STORAGE_SECONDS } from "#lib/simulators/procore/attachment-links.ts";
import { smallDataFile, TestSimulator } from "#lib/simulators/procore/test-simulator.ts";

let nowMs = Date.parse("2026-11-24T08:00:00Z");
const simulator = new TestSimulator({ now: () => nowMs });
const list = "/rest/v1.0/work_order_contracts";

beforeAll(async () => {
  const data = smallDataFile();
  const files = [
    { id: 1, filename: "signed.pdf", pages: ["Signed"] },
    { id: 2, filename: "empty.txt" },
  ];
  const [first, ...others] = data.work_order_contracts;
  await simulator.start({ ...data, work_order_contracts: [{ ...first, attachments: files }, ...others] });
});
afterAll(() => simulator.stop());

const attached = async () => (await simulator.rest("GET", `${list}/90101?project_id=77`)).body.attachments;

test("the record names its files and nothing of what they are; a short list does not name them", async () => {
  const files = await attached();
  expect(files.map(Object.keys)).toEqual([
    ["id", "filename", "url"],
    ["id", "filename", "url"],
  ]);
  const [thin] = (await simulator.rest("GET", `${list}?project_id=77`)).body;
  expect(thin).not.toHaveProperty("attachments");
});

test("Procore's address wants the token and leads to the storage, which wants none and forgets after a minute", async () => {
  const [{ url }] = await attached();
  expect((await simulator.call("GET", url)).status).toBe(401);
  const moved = await simulator.rest("GET", url);
  expect(moved.status).toBe(302);
  const storage = moved.headers.get("location") ?? "";
  expect(new URL(storage).host).not.toBe(new URL(url).host);
  expect((await simulator.rest("GET", storage)).status).toBe(400);
  const bytes = await simulator.call("GET", storage);
  expect([bytes.status, bytes.body.slice(0, 5)]).toEqual([200, "%PDF-"]);
  nowMs += STORAGE_SECONDS * 1000 - 1;
  expect((await simulator.call("GET", storage)).status).toBe(200);
  nowMs += 1;
  expect((await simulator.call("GET", storage)).status).toBe(403);
  expect((await simulator.call("GET", storage.replace(/expires=\d+/, `expires=${nowMs + 60_000}`))).status).toBe(403);
  expect((await simulator.rest("GET", url.replace(/sig=.{4}/, "sig=0000"))).status).toBe(403);
});
