import { expect, test } from "vitest";
import { zoneChoices } from "#components/time/zone-choices.ts";
import { isTimeZone } from "#lib/core/clock.ts";

const winter = Date.parse("2026-12-01T12:00:00Z");
const labelOf = (id: string, at = winter) => zoneChoices(at, null).find((one) => one.id === id)?.label;

test("zones are named as they are read, with their distance from Greenwich at that instant", () => {
  expect(labelOf("America/New_York")).toBe("America/New York, GMT-5");
  expect(labelOf("America/New_York", Date.parse("2026-07-01T12:00:00Z"))).toBe("America/New York, GMT-4");
  expect(labelOf("Asia/Kolkata")).toBe("Asia/Kolkata, GMT+5:30");
});

test("each is there once, by a name that can be saved, in order", () => {
  const ids = zoneChoices(winter, "America/Chicago").map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids).toEqual(ids.toSorted());
  expect(ids.filter((id) => !isTimeZone(id))).toEqual([]);
  expect(ids).toContain("UTC");
  expect(ids).not.toContain("Asia/Calcutta");
});

test("what is chosen is in the list, whatever the browser names", () => {
  expect(zoneChoices(winter, "Etc/GMT+5").map(({ id }) => id)).toContain("Etc/GMT+5");
  expect(zoneChoices(winter, null).map(({ id }) => id)).not.toContain("Etc/GMT+5");
});
