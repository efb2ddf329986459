export interface Facts {
  /** The last day of the last month that Job Cost closed; nothing while none was. */
  closedThrough?: string | null;
  vendors: { vendor: string; status: string }[];
  commitments: { commitment: string; state: "posted" | "unposted" | "deleted"; closed: boolean }[];
  jobs: { job: string; status: string; finalized: boolean }[];
  extras: { job: string; extra: string }[];
  costCodes: { job: string; extra: string; costCode: string; isGroup: boolean }[];
  categories: { job: string; extra: string; costCode: string; category: string }[];
  standardCodes: { costCode: string; description: string; isGroup: boolean; accumulateAs: string | null }[];
  standardCategories: { category: string; description: string; accumulateAs: string | null }[];
  taxGroups: string[];
  items: { commitment: string; item: number; unitCost: string; tax: string }[];
  changeOrders: { commitment: string; changeOrder: string }[];
}

export interface Wanted {
  vendors: string[];
  commitments: string[];
  jobs: string[];
  extras: string[];
  costCodes: string[];
  categories: string[];
  taxGroups: string[];
}

export interface Interference {
  /** Words with which this document is to be refused, if it is. */
  refusal(name: string): string | undefined;
  /** Lines of this document that are to be refused while the rest goes in. */
  partial(name: string): { items: readonly number[] | undefined; words: string } | undefined;
}

export interface RuleContext {
  facts: Facts;
  today: string;
  tag: string;
  allowsNewCostCodes: boolean;
  interference: Interference;
}

/** Ids may come with or without the punctuation of the company's mask. */
export const bare = (id: string): string => id.replace(/[-. ]/g, "");

/** The stored spelling wins; without punctuation it has to be the only one. */
function resolve<T>(candidates: readonly T[], idOf: (candidate: T) => string, sent: string): T | undefined {
  const exact = candidates.find((candidate) => idOf(candidate) === sent);
  if (exact) return exact;
  const loose = candidates.filter((candidate) => bare(idOf(candidate)) === bare(sent));
  return loose.length === 1 ? loose[0] : undefined;
}

export interface Places {
  job(sent: string): Facts["jobs"][number] | undefined;
  hasExtra(job: string, extra: string): boolean;
  costCode(job: string, extra: string, sent: string): Facts["costCodes"][number] | undefined;
  hasCategory(job: string, extra: string, costCode: string, category: string): boolean;
  standardCode(sent: string): Facts["standardCodes"][number] | undefined;
  standardCategory(category: string): Facts["standardCategories"][number] | undefined;
}

export function openPlaces(facts: Facts): Places {
  const extras = new Set(facts.extras.map((row) => path(row.job, row.extra)));
  const categories = new Set(facts.categories.map((row) => path(row.job, row.extra, row.costCode, row.category)));
  const codes = groupCodes(facts.costCodes);
  return {
    job: (sent) => resolve(facts.jobs, (row) => row.job, sent),
    hasExtra: (job, extra) => extras.has(path(job, extra)),
    costCode: (job, extra, sent) => resolve(codes.get(path(job, extra, bare(sent))) ?? [], (row) => row.costCode, sent),
    hasCategory: (job, extra, costCode, category) => categories.has(path(job, extra, costCode, category)),
    standardCode: (sent) => resolve(facts.standardCodes, (row) => row.costCode, sent),
    standardCategory: (category) => facts.standardCategories.find((row) => row.category === category),
  };
}

export const path = (...parts: string[]): string => parts.join("\u0000");

function groupCodes(rows: Facts["costCodes"]): Map<string, Facts["costCodes"]> {
  const groups = new Map<string, Facts["costCodes"]>();
  for (const row of rows) {
    const key = path(row.job, row.extra, bare(row.costCode));
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return groups;
}
