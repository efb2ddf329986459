import type { ImportType } from "#lib/core/import-type.ts";
import { directCost } from "#lib/imports/direct-cost/definition.ts";
import { estimate } from "#lib/imports/estimate/definition.ts";
import { extra } from "#lib/imports/extra/definition.ts";
import { insurance } from "#lib/imports/insurance/definition.ts";
import { job } from "#lib/imports/job/definition.ts";
import { primeContract } from "#lib/imports/prime-contract/definition.ts";
import { standardCategory } from "#lib/imports/standard-category/definition.ts";
import { standardCostCode } from "#lib/imports/standard-cost-code/definition.ts";
import { taxGroup } from "#lib/imports/tax-group/definition.ts";
import { vendor } from "#lib/imports/vendor/definition.ts";

/**
 * Every type of record that Sage owns and Procore gets, in the order of the screen. Those that flow in by themselves stand
 * before what needs them.
 */
export const importTypes: readonly ImportType[] = [
  job,
  extra,
  vendor,
  insurance,
  estimate,
  primeContract,
  taxGroup,
  directCost,
  standardCategory,
  standardCostCode,
];

/** The import type of this id. Throws on an unknown one: ids come from the database, or were checked as input. */
export function importType(id: string): ImportType {
  const found = importTypes.find((type) => type.id === id);
  if (!found) throw new Error(`unknown import type ${JSON.stringify(id)}`);
  return found;
}
