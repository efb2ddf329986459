import { expect, test } from "vitest";
import { jobCodesOf, RawJobCode } from "#lib/core/job-codes.ts";

const raw = (id: number, code: string, over: object = {}) =>
  RawJobCode.parse({
    id,
    code,
    full_code: code,
    name: `Work ${code}`,
    line_item_types: [{ code: "SUB", name: "" }],
    ...over,
  });
const codes = (...rows: readonly ReturnType<typeof raw>[]) => jobCodesOf(rows).map(({ costCode }) => costCode);

test("a code at the top of the tree has no parent, in whatever words", () => {
  const tops = [raw(1, "01", { parent: { id: null } }), raw(2, "02", { parent: null }), raw(3, "03")];
  expect(codes(...tops)).toEqual(["01", "02", "03"]);
  expect(RawJobCode.safeParse({ ...tops[0], id: null }).success).toBe(false);
});

test("a division that heads others is a code only with a cost type of its own; deleted codes are none", () => {
  const child = raw(11, "01-100", { parent: { id: 1 } });
  expect(codes(raw(1, "01", { line_item_types: [] }), child)).toEqual(["01-100"]);
  expect(codes(raw(1, "01"), child)).toEqual(["01", "01-100"]);
  expect(codes(raw(1, "01", { deleted_at: "2026-05-04T10:00:00Z" }), child)).toEqual(["01-100"]);
});
