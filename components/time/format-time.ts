const units = [
  ["d", 86_400, "day"],
  ["h", 3_600, "hour"],
  ["min", 60, "minute"],
] as const;

/** "4 min", "3 h", "12 d"; short for columns. */
export function ageOf(instant: string, nowMs: number): string {
  const seconds = Math.max(0, (nowMs - Date.parse(instant)) / 1000);
  for (const [unit, size] of units) if (seconds >= size) return `${Math.floor(seconds / size)} ${unit}`;
  return "now";
}
export function ageInWords(instant: string, nowMs: number): string {
  const seconds = Math.max(0, (nowMs - Date.parse(instant)) / 1000);
  for (const [, size, word] of units) {
    const amount = Math.floor(seconds / size);
    if (amount >= 1) return `${amount} ${word}${amount === 1 ? "" : "s"} ago`;
  }
  return "just now";
}

/** Between two instants: "0.4 s", "12 s", "2 min 5 s"; never below zero. */
export function durationOf(from: string, to: string): string {
  const seconds = Math.max(0, Date.parse(to) - Date.parse(from)) / 1000;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/** "0:27", "4:59:30"; never below zero. */
export function countdown(instant: string, nowMs: number): string {
  return clockSpan(Math.max(0, Math.ceil((Date.parse(instant) - nowMs) / 1000)));
}

/** Whole seconds as a clock counts them: "2:00", "4:59:30". */
export function clockSpan(seconds: number): string {
  const two = (part: number) => String(part).padStart(2, "0");
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

/** A span of whole seconds in its two largest units: "2 d 3 h", "4 min", "less than a minute". */
export function spanOf(seconds: number): string {
  if (seconds < 60) return seconds <= 0 ? "none" : "less than a minute";
  let rest = seconds;
  const parts = units.map(([unit, size]) => {
    const amount = Math.floor(rest / size);
    rest -= amount * size;
    return amount > 0 ? `${amount} ${unit}` : "";
  });
  const first = parts.findIndex((part) => part !== "");
  return parts
    .slice(first, first + 2)
    .filter((part) => part !== "")
    .join(" ");
}
