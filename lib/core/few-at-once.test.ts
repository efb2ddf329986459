import { expect, test } from "vitest";
import { fewAtOnce } from "#lib/core/few-at-once.ts";

/** Work that ends when it is told to, and what was begun and is under way. */
function gates() {
  const begun: number[] = [];
  const open = new Map<number, { end: () => void; fail: (error: Error) => void }>();
  const work = (item: number) => {
    begun.push(item);
    return new Promise<void>((resolve, reject) => {
      const over = (then: () => void) => {
        open.delete(item);
        then();
      };
      open.set(item, { end: () => over(resolve), fail: (error) => over(() => reject(error)) });
    });
  };
  return { begun, open, work };
}
const turn = () => new Promise((resolve) => setImmediate(resolve));

test("begins in order, never more than that many at a time, and ends when all have", async () => {
  const { begun, open, work } = gates();
  let isDone = false;
  const all = fewAtOnce([1, 2, 3, 4, 5], 2, work).then(() => {
    isDone = true;
  });
  expect(begun).toEqual([1, 2]);
  open.get(2)?.end();
  await turn();
  expect(begun).toEqual([1, 2, 3]);
  expect([...open.keys()]).toEqual([1, 3]);
  for (const item of [1, 3, 4, 5]) {
    expect(isDone).toBe(false);
    open.get(item)?.end();
    await turn();
  }
  await all;
  expect(begun).toEqual([1, 2, 3, 4, 5]);
});

test("after a failure nothing is begun; the first one is thrown once the others have ended", async () => {
  const { begun, open, work } = gates();
  let thrown: unknown = null;
  const all = fewAtOnce([1, 2, 3, 4], 2, work).catch((error: unknown) => {
    thrown = error;
  });
  open.get(1)?.fail(new Error("first"));
  await turn();
  expect(thrown).toBeNull();
  open.get(2)?.fail(new Error("second"));
  await all;
  expect(thrown).toEqual(new Error("first"));
  expect(begun).toEqual([1, 2]);
});

test("nothing to do is done at once", async () => {
  await fewAtOnce([], 3, () => Promise.reject(new Error("never")));
});
