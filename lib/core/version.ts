/** Whether version `a` is at least `b`, part by part as numbers: "17.1.10" is after "17.1.4". */
export function isAtLeast(a: string, b: string): boolean {
  const [left, right] = [a.split(".").map(Number), b.split(".").map(Number)];
  for (let part = 0; part < Math.max(left.length, right.length); part += 1) {
    const difference = (left[part] ?? 0) - (right[part] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}

/** The versions of Sage 300 CRE that are supported (domain/requirements-source.txt, Supported Versions), newest first. */
export const supportedSageVersions = [
  "23.1",
  "22.2",
  "20.5",
  "20.4",
  "20.3",
  "20.2",
  "20.1",
  "18.4",
  "18.3",
  "18.2",
  "18.1",
  "17.1",
] as const;

/** Whether it is one of them, or an update of one: 17.1.4 is 17.1. */
export function isSupportedSage(version: string): boolean {
  return supportedSageVersions.some((supported) => version === supported || version.startsWith(`${supported}.`));
}

/** Older sync clients do not know the columns and questions of the mirror; they are refused in words. */
export const oldestSyncClient = "1.2.0";
