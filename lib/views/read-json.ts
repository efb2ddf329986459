/** JSON of an input; undefined where it cannot be read, so that the schema behind it says what is missing. */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
