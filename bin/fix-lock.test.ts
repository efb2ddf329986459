import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { complete, missing, platform } from "./fix-lock.mjs";

type Lock = {
  packages: Record<string, { version?: string; resolved?: string; optionalDependencies?: Record<string, string> }>;
};
const lock: Lock = JSON.parse(readFileSync(new URL("../package-lock.json", import.meta.url), "utf8"));

test("the lock has every optional package, for every system", () => {
  expect(missing(lock)).toEqual([]);
});

test("the lock names no registry", () => {
  const named = Object.entries(lock.packages).filter(([, entry]) => entry.resolved !== undefined);
  expect(named.map(([name]) => name)).toEqual([]);
});

test("a lock without packages of other systems is completed, once", () => {
  const poor: Lock = {
    packages: {
      "node_modules/next": {
        optionalDependencies: { "@next/swc-darwin-arm64": "^16.4.6", "@next/swc-linux-x64-musl": "16.4.6" },
      },
    },
  };
  const whole = complete(poor);
  expect(whole.packages["node_modules/@next/swc-darwin-arm64"]).toEqual({
    version: "16.4.6",
    cpu: ["arm64"],
    optional: true,
    os: ["darwin"],
  });
  expect(whole.packages["node_modules/@next/swc-linux-x64-musl"]).toMatchObject({ libc: ["musl"], os: ["linux"] });
  expect(complete(whole)).toEqual(whole);
});

test.each([
  ["@esbuild/linux-arm", { os: ["linux"], cpu: ["arm"], libc: [] }],
  ["@rollup/rollup-linux-x64-gnu", { os: ["linux"], cpu: ["x64"], libc: ["glibc"] }],
  ["@tailwindcss/oxide-wasm32-wasi", { os: [], cpu: ["wasm32"], libc: [] }],
  ["fsevents", null],
])("%s", (name, expected) => {
  expect(platform(name)).toEqual(expected);
});
