// What a browser reads before a page works: the scripts of each page of the build, compressed as the web sends them.
import fs from "node:fs";
import path from "node:path";
import vm from "node:vm";
import zlib from "node:zlib";
import { root } from "./processes.mjs";

/**
 * What a page must not pass: as it is, with a few kB of room. The inbox has list and review, the profile's form checks what is typed
 * with the schema of the profile.
 */
const limitsKb = {
  "/inbox": 254,
  "/inbox/past": 250,
  "/settings": 256,
  "/items/[id]": 224,
  "/sign-in": 160,
  "/set-password": 155,
};
const limitKb = 212;

/** @typedef {{ file: string, bytes: number }} Chunk */
/** @typedef {{ page: string, bytes: number, chunks: Chunk[] }} FirstLoad */

const ending = "page_client-reference-manifest.js";

/**
 * Every page with its scripts, the largest first; polyfills that only old browsers read are not among them.
 * @param {string} [built] @returns {FirstLoad[]}
 */
export function firstLoads(built = path.join(root, ".next")) {
  const { rootMainFiles } = JSON.parse(fs.readFileSync(path.join(built, "build-manifest.json"), "utf8"));
  /** @type {Map<string, number>} */
  const sizes = new Map();
  const sizeOf = (/** @type {string} */ file) => {
    const size = sizes.get(file) ?? zlib.gzipSync(fs.readFileSync(path.join(built, file))).length;
    sizes.set(file, size);
    return size;
  };
  const app = path.join(built, "server/app");
  const manifests = fs.readdirSync(app, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(ending));
  const loads = manifests.map((name) => {
    const files = new Set([...rootMainFiles, ...entriesOf(path.join(app, name))]);
    const chunks = [...files].map((file) => ({ file, bytes: sizeOf(file) })).sort((a, b) => b.bytes - a.bytes);
    const page = `/${path
      .dirname(name)
      .replaceAll("\\", "/")
      .replaceAll(/\([^/]*\)\/?/g, "")}`;
    return { page, bytes: chunks.reduce((sum, { bytes }) => sum + bytes, 0), chunks };
  });
  return loads.sort((a, b) => b.bytes - a.bytes);
}

/** The scripts that a page and its layouts bring. @param {string} file @returns {string[]} */
function entriesOf(file) {
  /** @type {{ __RSC_MANIFEST?: Record<string, { entryJSFiles?: Record<string, string[]> }> }} */
  const written = {};
  vm.runInNewContext(fs.readFileSync(file, "utf8"), written);
  const [page] = Object.values(written.__RSC_MANIFEST ?? {});
  if (!page?.entryJSFiles) throw new Error(`${file} does not say which scripts its page has`);
  return Object.values(page.entryJSFiles).flat();
}

/** A line for each page over its limit, with its largest chunks. @param {FirstLoad[]} loads */
export function tooLarge(loads) {
  const limitOf = (/** @type {string} */ page) => limitsKb[/** @type {keyof typeof limitsKb} */ (page)] ?? limitKb;
  const inKb = (/** @type {number} */ bytes) => `${Math.ceil(bytes / 1000)} kB`;
  return loads
    .filter(({ page, bytes }) => bytes > limitOf(page) * 1000)
    .map(({ page, bytes, chunks }) => {
      const largest = chunks.slice(0, 5).map((chunk) => `${path.basename(chunk.file)} ${inKb(chunk.bytes)}`);
      return `${page}: ${inKb(bytes)} of scripts, at most ${limitOf(page)} kB; largest: ${largest.join(", ")}`;
    });
}
