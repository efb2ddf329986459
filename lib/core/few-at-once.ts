/**
 * Does `work` for every item, at most `most` at a time, begun in their order. After a failure nothing more is begun; the
 * first failure is thrown when everything under way has ended, so that nothing goes on behind the caller's back.
 */
export async function fewAtOnce<T>(items: readonly T[], most: number, work: (item: T) => Promise<void>): Promise<void> {
  const left = [...items];
  const failures: unknown[] = [];
  const lane = async () => {
    while (left.length > 0 && failures.length === 0) {
      try {
        await work(left.shift() as T);
      } catch (error) {
        failures.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(most, items.length) }, lane));
  if (failures.length > 0) throw failures[0];
}
