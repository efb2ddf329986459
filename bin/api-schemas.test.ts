import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { makeApiSchemas } from "#bin/api/answer-schemas.ts";

test("the schemas of the API's answers are what the types say now (npm run api-schemas)", { timeout: 300_000 }, () => {
  const committed = readFileSync(new URL("../lib/server/api-schemas.json", import.meta.url), "utf8");
  expect(JSON.parse(committed)).toEqual(JSON.parse(makeApiSchemas()));
});
