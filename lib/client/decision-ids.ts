const ids = new Map<string, string>();

/** The same content asked again is the same decision: a repeated press or a retry after silence cannot decide twice. */
export function decisionIdFor(...content: readonly (string | number)[]): string {
  const key = content.join("\u0000");
  const known = ids.get(key);
  if (known) return known;
  const made = crypto.randomUUID();
  ids.set(key, made);
  return made;
}
