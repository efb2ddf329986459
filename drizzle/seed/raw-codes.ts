import { typeIdOf } from "#drizzle/seed/procore.ts";
import type { World } from "#drizzle/seed/world.ts";
import type { Json } from "#lib/core/canonical-json.ts";

export type CodeRow = {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly types: readonly string[];
};

/** Cost codes as the connector reads them along with their project or sub job. */
export function rawCodes(codes: readonly CodeRow[]): Json[] {
  return codes.map(({ id, code, name, types }) => {
    return { id, code, full_code: code, name, line_item_types: types.map((type) => ({ code: type, name: type })) };
  });
}

/** The same codes as rows of the Procore simulator's data file. */
export function codeRows(world: World, codes: readonly CodeRow[], common: Readonly<Record<string, unknown>>) {
  return codes.map(({ id, code, name, types }) => ({
    id,
    code,
    full_code: code,
    name,
    line_item_type_ids: types.map((type) => typeIdOf(world, type)),
    ...common,
  }));
}
