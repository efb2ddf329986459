export const say = (words: string) => process.stdout.write(`${words}\n`);

/** Runs one after another; answers the median and the 95th percentile in milliseconds. */
export async function time(name: string, turns: number, run: (turn: number) => Promise<unknown>): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await run(turn);
  const times: number[] = [];
  for (let turn = 5; turn < turns + 5; turn += 1) {
    const since = performance.now();
    await run(turn);
    times.push(performance.now() - since);
  }
  times.sort((a, b) => a - b);
  const at = (share: number) => (times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0).toFixed(1);
  say(`${name.padEnd(58)} p50 ${at(0.5).padStart(7)} ms   p95 ${at(0.95).padStart(7)} ms`);
}
