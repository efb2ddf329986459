import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { describe, expect, test } from "vitest";

const root = new URL("..", import.meta.url).pathname;

/** Every source file of the house, as paths from its root. */
function walk(folder: string): string[] {
  const at = join(root, folder);
  if (!existsSync(at)) return [];
  return readdirSync(at).flatMap((name) => {
    const path = join(at, name);
    if (statSync(path).isDirectory()) return walk(relative(root, path));
    return /\.(ts|tsx|mjs)$/.test(name) ? [relative(root, path)] : [];
  });
}

const isTest = (file: string): boolean => /\.(test|spec|contract)\.tsx?$/.test(file);
const text = (file: string): string => readFileSync(join(root, file), "utf8");
const files = ["app", "components", "lib", "drizzle", "bin", "e2e", "bench"].flatMap(walk);
const product = files.filter((file) => !isTest(file));
const inFolder = (folder: string): string[] => product.filter((file) => dirname(file) === folder);
/** Files whose text matches, with the place. */
const matches = (among: string[], pattern: RegExp): string[] =>
  among.flatMap((file) =>
    [...text(file).matchAll(pattern)].map(({ 0: found }) => `${file}: ${found.replace(/\s+/g, " ").slice(0, 80)}`),
  );

const recordFolders = existsSync(join(root, "lib/records"))
  ? readdirSync(join(root, "lib/records")).filter((name) => statSync(join(root, "lib/records", name)).isDirectory())
  : [];

describe("record types", () => {
  const words = [
    "definition",
    "model",
    "rules",
    "line-rules",
    "finding",
    "preview",
    "procore",
    "sage300",
    "view",
    "fixtures",
  ];
  const vocabulary = new RegExp(`^(golden|(${words.join("|")})((\\.property)?\\.test)?\\.ts)$`);

  test("there is one", () => {
    expect(recordFolders).not.toEqual([]);
  });

  test.each(recordFolders)("%s has the files that every record type has, and no other", (type) => {
    const names = readdirSync(join(root, "lib/records", type));
    expect(names.filter((name) => !vocabulary.test(name))).toEqual([]);
    expect(names).toEqual(expect.arrayContaining(["definition.ts", "model.ts", "view.ts", "fixtures.ts"]));
  });

  test("the registry has them all", () => {
    const registry = text("lib/records/registry.ts");
    expect(recordFolders.filter((type) => !registry.includes(`records/${type}/definition.ts`))).toEqual([]);
  });

  test("nobody else asks for a type by its id", () => {
    const ids = recordFolders.flatMap((type) => [type, type.replaceAll("-", "_")]).join("|");
    const branch = new RegExp(`(?:[=!]==?\\s*|\\bcase\\s+)["'](?:${ids})["']|["'](?:${ids})["']\\s*[=!]==?`, "g");
    // Simulators and codecs speak the words of their systems, which are not type ids.
    const others = product.filter((file) => !/^lib\/(records|simulators|connectors|sync-client)\//.test(file));
    expect(matches(others, branch)).toEqual([]);
  });
});

describe("import types", () => {
  const folders = readdirSync(join(root, "lib/imports")).filter((name) =>
    statSync(join(root, "lib/imports", name)).isDirectory(),
  );

  test.each(folders)("%s has a definition, and no file that is none of its", (type) => {
    const names = readdirSync(join(root, "lib/imports", type));
    expect(names).toContain("definition.ts");
    expect(names.filter((name) => !/^(definition|model|rules|steps|fixtures)(\.test)?\.ts$/.test(name))).toEqual([]);
  });

  test("the registry has them all", () => {
    const registry = text("lib/imports/registry.ts");
    expect(folders.filter((type) => !registry.includes(`imports/${type}/definition.ts`))).toEqual([]);
  });

  test("only lib/db/staged.ts and the writes' own file write a staged record's state", () => {
    const update = /\bupdate\s+staged_record\b(?:(?!\bwhere\b|`)[\s\S])*?\bstate\s*=/gi;
    const others = product.filter((file) => !/^lib\/db\/(staged|import-writes)\.ts$/.test(file));
    expect(matches(others, update)).toEqual([]);
    expect(matches(["lib/db/staged.ts"], update)).toHaveLength(1);
  });
});

describe.each([
  { folder: "lib/commands", maker: "defineCommand" },
  { folder: "lib/queries", maker: "defineQuery" },
  { folder: "lib/jobs", maker: "defineJob" },
])("$folder", ({ folder, maker }) => {
  const call = new RegExp(`\\b${maker}(?:<[^(]*>)?\\(\\{\\s*(?:name:\\s*"([^"]+)")?`);
  const made = inFolder(folder).filter((file) => call.test(text(file)));
  const nameOf = (file: string): string => call.exec(text(file))?.[1] ?? `no name at the start of ${file}`;

  test("names are words joined by dots, each used once", () => {
    const names = made.map(nameOf);
    expect(names.filter((name) => !/^[a-z_-]+(\.[a-z_-]+)+$/.test(name))).toEqual([]);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  test("the registry has them all", () => {
    const registry = join(folder, "registry.ts");
    const known = existsSync(join(root, registry)) ? text(registry) : "";
    expect(made.filter((file) => !known.includes(`/${basename(file)}"`))).toEqual([]);
  });
});

describe("the house", () => {
  // "update item … set … state =" in SQL, up to the condition or the end, and Drizzle's own update of the table.
  const sql = /\bupdate\s+(?:public\.)?"?item"?\s(?:(?!\bwhere\b|`)[\s\S])*?\bstate\s*=/gi;
  const builder = /\.update\(\s*(?:schema\.)?item\s*\)/g;

  test("only the transition writes an item's state", () => {
    const others = product.filter((file) => file !== "lib/db/transition.ts" && !file.startsWith("lib/simulators/"));
    expect([...matches(others, sql), ...matches(others, builder)]).toEqual([]);
    expect(matches(["lib/db/transition.ts"], sql)).toHaveLength(1);
  });

  test("no barrels, no enums, no folders for everything", () => {
    expect(files.filter((file) => /(^|\/)index\.tsx?$/.test(file))).toEqual([]);
    expect(
      matches(
        product.filter((file) => file.endsWith("ts") || file.endsWith("tsx")),
        /^\s*(export\s+)?(const\s+)?enum\s+\w+/gm,
      ),
    ).toEqual([]);
    const bags = /(^|\/)(src|utils|hooks|types|helpers|services|shared|common|features)\//;
    expect(files.filter((file) => bags.test(file))).toEqual([]);
  });

  test("the paths that lib/README.md cites exist", () => {
    const cited = [...text("lib/README.md").matchAll(/`((?:app|bin|components|docs|drizzle|e2e|lib)\/[^`\s<>*]+)`/g)];
    expect(cited.flatMap(([, path = ""]) => (existsSync(join(root, path)) ? [] : [path]))).toEqual([]);
  });
});
