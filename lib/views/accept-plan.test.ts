import { describe, expect, test } from "vitest";
import { acceptPlan, type Plannable } from "#lib/views/accept-plan.ts";

const row = (id: string, over: Partial<Plannable> = {}): Plannable => ({
  id,
  number: id,
  state: "ready",
  hold: null,
  signature: null,
  blocks: 0,
  note: null,
  documentSha256: "0".repeat(64),
  goesAfter: [],
  ...over,
});
const behind = (...ids: string[]) => ({ blocks: ids.length, note: "Accept its parent first.", goesAfter: ids });
const hold = { by: "Ada", at: "", until: "lift", untilAt: null, note: "" } as const;
const ids = (rows: readonly Plannable[]) => rows.map(({ id }) => id);
const whys = (plan: ReturnType<typeof acceptPlan>) => Object.fromEntries(plan.left.map((one) => [one.row.id, one.why]));

describe("what one decision would accept", () => {
  test("what goes after others goes where all of those go, through several steps", () => {
    const plan = acceptPlan([row("c", behind("b")), row("b", behind("a")), row("a"), row("d", behind("x"))]);
    expect(ids(plan.going)).toEqual(["a", "b", "c"]);
    expect(plan.behind).toBe(2);
    expect(whys(plan)).toEqual({ d: "Accept its parent first." });
  });

  test("nothing goes after what gets only its first signature, and what is held or closed stays", () => {
    const plan = acceptPlan(
      [
        row("a", { signature: { firstBy: null, isOwn: false } }),
        row("b", behind("a")),
        row("c", { hold }),
        row("d", { ...behind("a"), hold }),
        row("e"),
        row("f", { signature: { firstBy: "Ada", isOwn: true } }),
      ],
      { closed: new Map([["e", "You sent it yourself."]]) },
    );
    expect(ids(plan.going)).toEqual(["a"]);
    expect(whys(plan)).toMatchObject({ b: "Accept its parent first.", e: "You sent it yourself." });
    expect(whys(plan).c).toContain("held by Ada");
    expect(whys(plan).d).toContain("held by Ada");
    expect(whys(plan).f).toContain("first signature");
  });

  test("more than one decision holds stays, with the limit", () => {
    const plan = acceptPlan([row("a"), row("b"), row("c")], { most: 2 });
    expect(ids(plan.going)).toEqual(["a", "b"]);
    expect(whys(plan)).toEqual({ c: "More than 2 at once." });
  });
});
