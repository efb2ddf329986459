import { zoneLabel } from "#lib/core/clock.ts";

/** Browsers list these by a name that the place does not have any more; both are names of the same zone. */
const renamed: Readonly<Record<string, string>> = {
  "Africa/Asmera": "Africa/Asmara",
  "America/Buenos_Aires": "America/Argentina/Buenos_Aires",
  "America/Godthab": "America/Nuuk",
  "America/Indianapolis": "America/Indiana/Indianapolis",
  "America/Louisville": "America/Kentucky/Louisville",
  "Asia/Calcutta": "Asia/Kolkata",
  "Asia/Katmandu": "Asia/Kathmandu",
  "Asia/Rangoon": "Asia/Yangon",
  "Asia/Saigon": "Asia/Ho_Chi_Minh",
  "Atlantic/Faeroe": "Atlantic/Faroe",
  "Europe/Kiev": "Europe/Kyiv",
  "Pacific/Enderbury": "Pacific/Kanton",
};

/**
 * The time zones to choose from, in the order of their names, each with its distance from Greenwich at an instant. `also` is in
 * the list even where the browser does not name it.
 */
export function zoneChoices(
  nowMs: number,
  also: string | null,
): readonly { readonly id: string; readonly label: string }[] {
  const names = Intl.supportedValuesOf("timeZone").map((name) => renamed[name] ?? name);
  const all = new Set(["UTC", ...names, ...(also === null ? [] : [also])]);
  return [...all].toSorted().map((id) => ({ id, label: `${zoneLabel(id)}, ${offsetOf(id, nowMs)}` }));
}

/** "GMT-5", "GMT+5:30". */
function offsetOf(timeZone: string, nowMs: number): string {
  const parts = new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "shortOffset" }).formatToParts(nowMs);
  return parts.find(({ type }) => type === "timeZoneName")?.value ?? "";
}
