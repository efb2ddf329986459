// One line per step with its time; a step that takes over two seconds says so while it runs.
const started = Date.now();

/** @param {number} since */
export const seconds = (since) => `${((Date.now() - since) / 1000).toFixed(1)} s`;
export const sinceStart = () => seconds(started);

let isQuiet = false;
/** For tests that use the launcher's pieces. @param {boolean} quiet */
export const quiet = (quiet = true) => {
  isQuiet = quiet;
};

/** @param {string} text */
export const say = (text) => {
  if (!isQuiet) process.stdout.write(`${text}\n`);
};

/**
 * @template T
 * @param {string} label
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(label, work) {
  const since = Date.now();
  const early = setTimeout(() => say(`  ${label} …`), 2_000);
  const reminder = setInterval(() => say(`  ${label} … ${Math.round((Date.now() - since) / 1000)} s`), 15_000);
  try {
    const result = await work();
    if (Date.now() - since > 200) say(`  ${label}: ${seconds(since)}`);
    return result;
  } finally {
    clearTimeout(early);
    clearInterval(reminder);
  }
}
