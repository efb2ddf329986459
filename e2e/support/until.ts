import { arrivalMs, eventually } from "./eventually.ts";

/** Asks again until there is an answer; for what happens outside the page. */
export async function until<T>(what: string, ask: () => Promise<T | null | undefined | false>): Promise<T> {
  let found: T | null | undefined | false = null;
  await eventually
    .poll(
      async () => {
        found = await ask();
        return Boolean(found);
      },
      { message: what, timeout: arrivalMs, intervals: [100, 100, 200] },
    )
    .toBe(true);
  return found as T;
}
