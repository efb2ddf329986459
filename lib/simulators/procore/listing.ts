import type { Answer } from "#lib/simulators/procore/answer.ts";
import { badRequest, ok } from "#lib/simulators/procore/answer.ts";
import { normalMoment } from "#lib/simulators/procore/clock.ts";

type Listed = { id: number; updated_at: string; deleted_at?: string | null | undefined } & Record<string, unknown>;
type FilterName =
  | "updated_at"
  | "origin_id"
  | "id"
  | "status"
  | "include_deleted"
  | "synced"
  | "by_status"
  | "vendor_id";

type ListRules = { filters: readonly FilterName[]; perPage: number; perPageMax: number };

export const USUAL_PAGES = { perPage: 100, perPageMax: 2000 } as const;

const SORT_FIELDS = ["id", "number", "title", "name", "status", "position", "created_at", "updated_at"];

/** Sorted copies of a scope, kept as long as the scope itself is unchanged. */
const sortedCopies = new WeakMap<readonly Listed[], Map<string, readonly Listed[]>>();

export function listAnswer<R extends Listed>(
  url: URL,
  records: readonly R[],
  rules: ListRules,
  present: (record: R) => unknown,
): Answer {
  const sorted = sortBy(records, url.searchParams.get("sort"));
  const tests = filterTests(url.searchParams, rules.filters);
  const found = sorted.filter((record) => tests.every((test) => test(record)));
  const perPage = Math.min(count(url, "per_page", rules.perPage), rules.perPageMax);
  const page = count(url, "page", 1);
  const rows = found.slice((page - 1) * perPage, page * perPage).map(present);
  return ok(rows, {
    Link: pageLinks(url, page, Math.max(1, Math.ceil(found.length / perPage))),
    Total: String(found.length),
    "Per-Page": String(perPage),
  });
}

function count(url: URL, name: string, otherwise: number): number {
  const text = url.searchParams.get(name);
  if (text === null) return otherwise;
  if (!/^\d{1,9}$/.test(text) || Number(text) === 0) throw badRequest(`${name} is not a positive number`);
  return Number(text);
}

function pageLinks(url: URL, page: number, last: number): string {
  const link = (rel: string, target: number) => {
    const address = new URL(url);
    address.searchParams.set("page", String(target));
    return `<${address.href}>; rel="${rel}"`;
  };
  const links = [link("first", 1)];
  if (page > 1) links.push(link("prev", Math.min(page - 1, last)));
  if (page < last) links.push(link("next", page + 1));
  return [...links, link("last", last)].join(", ");
}

function sortBy<R extends Listed>(records: readonly R[], sort: string | null): readonly R[] {
  if (sort === null || sort === "id") return records;
  const isDescending = sort.startsWith("-");
  const field = isDescending ? sort.slice(1) : sort;
  if (!SORT_FIELDS.includes(field)) throw badRequest(`sort by ${field} is not supported`);
  const copies = sortedCopies.get(records) ?? new Map<string, readonly Listed[]>();
  sortedCopies.set(records, copies);
  const direction = isDescending ? -1 : 1;
  const sorted =
    copies.get(sort) ??
    [...records].sort((left, right) => direction * (compare(left[field], right[field]) || left.id - right.id));
  copies.set(sort, sorted);
  return sorted as readonly R[];
}

function compare(left: unknown, right: unknown): number {
  if (typeof left === "number" && typeof right === "number") return left - right;
  const [a, b] = [String(left ?? ""), String(right ?? "")];
  return a < b ? -1 : a > b ? 1 : 0;
}

type Test = (record: Listed) => boolean;

/** A filter that the list does not offer is passed over, as the real lists do. */
function filterTests(query: URLSearchParams, offered: readonly FilterName[]): Test[] {
  const tests: Test[] = [];
  const values = (name: FilterName) =>
    offered.includes(name) ? [...query.getAll(`filters[${name}]`), ...query.getAll(`filters[${name}][]`)] : [];
  const [deleted] = values("include_deleted");
  if (deleted !== undefined && deleted !== "only" && deleted !== "with")
    throw badRequest("filters[include_deleted] is only or with");
  if (deleted !== "with") tests.push((record) => Boolean(record.deleted_at) === (deleted === "only"));
  for (const range of values("updated_at")) tests.push(windowTest(range));
  const isOneOf = (name: "origin_id" | "id" | "status" | "vendor_id", wanted: ReadonlySet<string>) => {
    if (wanted.size > 0) tests.push((record) => wanted.has(String(record[name] ?? "")));
  };
  isOneOf("origin_id", new Set(values("origin_id")));
  isOneOf("id", new Set(values("id").flatMap((value) => value.split(","))));
  isOneOf("status", new Set(values("status")));
  isOneOf("vendor_id", new Set(values("vendor_id")));
  for (const value of values("synced")) tests.push((record) => Boolean(record.origin_id) === (value === "true"));
  for (const value of values("by_status"))
    if (value !== "All") tests.push((record) => Boolean(record.active) === (value === "Active"));
  return tests;
}

function windowTest(range: string): Test {
  const [from, until, ...more] = range.split("...").map(normalMoment);
  if (!from || !until || more.length > 0) throw badRequest("filters[updated_at] is a range: from...until");
  return ({ updated_at }) => updated_at >= from && updated_at <= until;
}
