import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import type { Tx } from "#lib/db/database.ts";
import { mayRead, readReaders } from "#lib/db/readers.ts";

/** The people whom a comment mentions, as ids and names; refused when one of them may not read the item. */
export async function mentionedPeople(
  tx: Tx,
  companyId: string,
  projectId: string | null,
  wanted: readonly string[],
): Promise<Outcome<{ readonly ids: readonly string[]; readonly names: readonly string[] }>> {
  if (wanted.length === 0) return ok({ ids: [], names: [] });
  const people = new Map((await readReaders(tx, companyId)).map((one) => [one.personId, one]));
  const names: string[] = [];
  for (const id of new Set(wanted)) {
    const person = people.get(id);
    if (!person || !mayRead(person, projectId)) return refuse("comment.mention", { who: person?.name ?? "Somebody" });
    names.push(person.name);
  }
  return ok({ ids: [...new Set(wanted)], names });
}
