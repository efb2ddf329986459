import type { Client } from "#lib/simulators/sage/database.ts";
import { bare, type Facts, type Wanted } from "#lib/simulators/sage/facts.ts";
import type { ParsedLine } from "#lib/simulators/sage/parser.ts";

const rows = (query: string): string => `coalesce((select jsonb_agg(to_jsonb(x)) from (${query}) x), '[]'::jsonb)`;
const BARE_JOB = "translate(job, '-. ', '') = any($3)";
const BARE_CODE = "translate(cost_code, '-. ', '') = any($5)";

const FACTS_SQL = `select jsonb_build_object(
  'closedThrough', (select closed_through from simulator.period where application = 'JC'),
  'vendors', ${rows("select vendor, status from apm_master__vendor where vendor = any($1)")},
  'commitments', ${rows(`
    select commitment, 'posted' as state, closed from jcm_master__commitment where commitment = any($2)
    union all select commitment, 'unposted', closed from jcm_new__commitment where commitment = any($2)
    union all select commitment, 'deleted', true from simulator.used_commitment u where commitment = any($2)
      and not exists (select from jcm_master__commitment m where m.commitment = u.commitment)
      and not exists (select from jcm_new__commitment n where n.commitment = u.commitment)`)},
  'jobs', ${rows(`select job, status, orig_estimate_finalized as finalized from jcm_master__job where ${BARE_JOB}`)},
  'extras', ${rows(`select job, extra from jcm_master__extra where ${BARE_JOB} and extra = any($4)`)},
  'costCodes', ${rows(`
    select job, extra, cost_code as "costCode", group_cost_code as "isGroup" from jcm_master__cost_code
    where ${BARE_JOB} and ${BARE_CODE}`)},
  'categories', ${rows(`
    select job, extra, cost_code as "costCode", category from jcm_master__category
    where ${BARE_JOB} and ${BARE_CODE} and category = any($6)`)},
  'standardCodes', ${rows(`
    select cost_code as "costCode", description, group_cost_code as "isGroup", accumulate_as as "accumulateAs"
    from jcm_master__standard_cost_code where ${BARE_CODE}`)},
  'standardCategories', ${rows(`
    select category, description, accumulate_as as "accumulateAs" from jcm_master__standard_category
    where category = any($6)`)},
  'taxGroups', coalesce((select jsonb_agg(tax_group) from txm_master__tax_group where tax_group = any($7)), '[]'::jsonb),
  'items', ${rows(`
    select commitment, item_number as item, unit_cost::text as "unitCost", tax::text as tax
    from jcm_master__commitment_item where commitment = any($2)`)},
  'changeOrders', ${rows(`
    select commitment, commitment_co as "changeOrder" from jcm_master__commitment_co where commitment = any($2)
    union all select commitment, commitment_co from jcm_new__commitment_co where commitment = any($2)`)}
) as facts`;

export function wantedBy(lines: readonly ParsedLine[]): Wanted {
  const all = (name: string): string[] => [...new Set(lines.map((line) => line.values[name] ?? ""))];
  return {
    vendors: all("vendor"),
    commitments: all("commitment"),
    jobs: all("job").map(bare),
    extras: all("extra"),
    costCodes: all("cost_code").map(bare),
    categories: all("category"),
    taxGroups: all("tax_group"),
  };
}

export async function loadFacts(client: Client, wanted: Wanted): Promise<Facts> {
  const result = await client.query<{ facts: Facts }>({
    name: "facts",
    text: FACTS_SQL,
    values: [
      wanted.vendors,
      wanted.commitments,
      wanted.jobs,
      wanted.extras,
      wanted.costCodes,
      wanted.categories,
      wanted.taxGroups,
    ],
  });
  const facts = result.rows[0]?.facts;
  if (!facts) throw new Error("facts query gave no row");
  return facts;
}
