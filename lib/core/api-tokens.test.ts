import { expect, test } from "vitest";
import { prefixOf, readBearer } from "#lib/core/api-tokens.ts";

const token = `cst_ab12cd34_${"x".repeat(43)}`;
const codeOf = (header: string | null) => {
  const read = readBearer(header);
  return read.ok ? read.value : read.refusal.code;
};

test("a whole token after Bearer is read, whatever the case of the word", () => {
  for (const header of [`Bearer ${token}`, `bearer ${token}`, `  BEARER   ${token} `])
    expect(codeOf(header)).toBe(token);
});

test("no header is missing, everything else malformed", () => {
  for (const header of [null, "", "  "]) expect(codeOf(header)).toBe("token.missing");
  const wrong = [
    "Bearer",
    token,
    `Basic ${token}`,
    `Bearer ${token}x`,
    `Bearer ${token.slice(1)}`,
    `Bearer ${token} x`,
  ];
  for (const header of [...wrong, `Bearer ${token.toUpperCase()}`, "Bearer null", `Bearer ${token.slice(0, -1)}é`])
    expect([header, codeOf(header)]).toEqual([header, "token.malformed"]);
});

test("the beginning by which people recognise it has nothing of the secret", () => {
  expect(prefixOf(token)).toBe("cst_ab12cd34");
});
