import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { firstLoads, tooLarge } from "#bin/launch/first-load.mjs";

let built: string;
beforeEach(() => {
  built = mkdtempSync(join(tmpdir(), "countersign-first-load-"));
});
afterEach(() => rmSync(built, { recursive: true, force: true }));

function write(file: string, text: string): void {
  mkdirSync(dirname(join(built, file)), { recursive: true });
  writeFileSync(join(built, file), text);
}
/** Letters that do not compress to nothing. */
const letters = (count: number) => Array.from({ length: count }, (_, at) => ((at * 7919) % 9973).toString(36)).join("");
function page(name: string, entryJSFiles: object | undefined): void {
  const text = `globalThis.__RSC_MANIFEST=globalThis.__RSC_MANIFEST||{};globalThis.__RSC_MANIFEST["/${name}"]=`;
  write(`server/app/${name}_client-reference-manifest.js`, text + JSON.stringify({ entryJSFiles }));
}

test("each page has the framework's scripts, its layouts' and its own, each once", () => {
  write("build-manifest.json", JSON.stringify({ rootMainFiles: ["static/main.js"] }));
  for (const name of ["main", "layout", "inbox"]) write(`static/${name}.js`, letters(1000));
  page("(desk)/inbox/page", { layout: ["static/main.js", "static/layout.js"], page: ["static/inbox.js"] });
  page("(auth)/sign-in/page", { page: ["static/main.js"] });
  const [inbox, signIn] = firstLoads(built);
  expect(inbox?.page).toBe("/inbox");
  expect(inbox?.chunks.map(({ file }) => file)).toEqual(["static/main.js", "static/layout.js", "static/inbox.js"]);
  expect(signIn?.page).toBe("/sign-in");
  expect(inbox?.bytes).toBe((signIn?.bytes ?? 0) * 3);
});

test("a page over the limit is named with its largest chunks, one under it is not", () => {
  const chunks = [
    { file: "static/chunks/large.js", bytes: 200_000 },
    { file: "static/chunks/small.js", bytes: 12_500 },
  ];
  const over = { page: "/outbox", bytes: 212_500, chunks };
  expect(tooLarge([over, { ...over, page: "/vendors", bytes: 212_000 }])).toEqual([
    "/outbox: 213 kB of scripts, at most 212 kB; largest: large.js 200 kB, small.js 13 kB",
  ]);
});

test("a build that does not name its scripts is no small one", () => {
  write("build-manifest.json", JSON.stringify({ rootMainFiles: [] }));
  page("(desk)/inbox/page", undefined);
  expect(() => firstLoads(built)).toThrow("does not say which scripts");
});
