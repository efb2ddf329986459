/** The ends of `count` months, the month of `today` first: "2026-05-31". `today` is YYYY-MM-DD in the company's zone. */
export function monthEnds(today: string, count: number): string[] {
  const [year = 1970, month = 1] = today.split("-").map(Number);
  return Array.from({ length: count }, (_, back) =>
    new Date(Date.UTC(year, month - back, 0)).toISOString().slice(0, 10),
  );
}
