import { z } from "zod";
import { type DateFormat, dateFormatIds } from "#lib/core/clock.ts";
import { ColumnLayout } from "#lib/views/column-layout.ts";

/** A key of one's own as the listener names it: "n", "Shift+a", "g i". */
const Chord = z.string().regex(/^(Shift\+)?\S( \S)?$/, "is not a key");

/** What one person changes at once; null takes it back to how it comes. */
export const SavePreferences = z.strictObject({
  columns: ColumnLayout.nullable().optional(),
  density: z.enum(["compact", "comfortable"]).optional(),
  /** The zone in which moments are shown, by its IANA name; null: the company's. */
  timeZone: z.string().trim().max(64).nullable().optional(),
  /** How days are written; null: as the company has it. */
  dateFormat: z.enum(dateFormatIds).nullable().optional(),
  /** The own key of a shortcut by its id; an empty object takes all of them back. */
  keys: z.record(z.string().regex(/^[a-zA-Z]{1,40}$/), Chord).optional(),
});

/** How the person has the screens; null: as they come. */
export type OwnPreferences = {
  readonly columns: ColumnLayout | null;
  readonly density: "compact" | "comfortable" | null;
  readonly timeZone: string | null;
  readonly dateFormat: DateFormat | null;
  readonly keys: Readonly<Record<string, string>>;
};

/** What is stored, part by part; what an older version wrote and is not valid any more is as if it were never changed. */
export function preferencesOf(stored: { readonly [Part in keyof OwnPreferences]: unknown } | null): OwnPreferences {
  const { columns, density, timeZone, dateFormat, keys } = SavePreferences.shape;
  return {
    columns: columns.catch(null).parse(stored?.columns ?? null) ?? null,
    density: density.catch(undefined).parse(stored?.density ?? undefined) ?? null,
    timeZone: timeZone.catch(null).parse(stored?.timeZone ?? null) ?? null,
    dateFormat: dateFormat.catch(null).parse(stored?.dateFormat ?? null) ?? null,
    keys: keys.catch({}).parse(stored?.keys ?? {}) ?? {},
  };
}
