import "server-only";
import { z } from "zod";
import { readStatusFrames } from "#lib/db/project-shares.ts";
import { database } from "#lib/server/wiring.ts";

/** The sites that may frame the card of the company that the path names; none when it cannot be told. */
export async function framersOf(companyId: string): Promise<readonly string[]> {
  if (!z.uuid().safeParse(companyId).success) return [];
  try {
    return await readStatusFrames(database(), companyId);
  } catch (error) {
    console.error(JSON.stringify({ level: "error", door: "status frame", error: String(error) }));
    return [];
  }
}
