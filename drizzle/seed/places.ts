import { standardCodes } from "#drizzle/seed/codes.ts";
import type { SeedJob, SeedProject, SeedSageVendor, SeedVendor } from "#drizzle/seed/model.ts";
import { suffixes, surnames } from "#drizzle/seed/names.ts";
import { type Random, randomOf } from "#drizzle/seed/random.ts";
import { trades } from "#drizzle/seed/trades.ts";

const projectNames = [
  "North Fork Clinic",
  "Juniper Elementary School",
  "Route 9 Bridge Widening",
  "Delmar Cold Storage",
  "Civic Library Renovation",
  "Harper Creek Warehouse",
  "St. Brigid Surgery Wing",
  "Lakeview Middle School Gym",
  "Old Mill Parking Deck",
  "Prospect Fire Station 4",
  "Grant County Courthouse",
  "Elm Street Apartments",
  "Tanner Water Plant",
  "Quarry Road Overpass",
  "Bayfield Senior Living",
];
const builds = [
  "Clinic",
  "School",
  "Bridge",
  "Warehouse",
  "Library",
  "Office",
  "Depot",
  "Gym",
  "Laboratory",
  "Garage",
  "Annex",
];
const cities = ["Dale", "Fairmont", "Kent Springs", "Bluffton", "Marston", "Old Harbor", "Prairie View", "Stillwater"];
const extraNames = [
  ["TENANT", "Tenant improvements"],
  ["PARKING", "Parking deck"],
  ["PHASE2", "Phase 2 addition"],
] as const;

/** Projects with their Sage jobs; every third job has extras. `base` keeps the ids of two companies apart. */
export function makeProjects(
  seed: string,
  count: number,
  base: number,
  today: string,
  isLinked: boolean,
): readonly SeedProject[] {
  const year = Number(today.slice(2, 4));
  return Array.from({ length: count }, (_, n) => {
    const random = randomOf(`${seed}/project/${n}`);
    const number = `${String(year - (n % 3)).padStart(2, "0")}-${String(11 + Math.floor(n / 3) * 4 + (n % 3)).padStart(3, "0")}`;
    const name = projectNames[n] ?? `${random.pick(surnames)} ${random.pick(builds)} ${n}`;
    return { id: base + 5101 + n, number, name, job: isLinked ? makeJob(random, number, name, n) : null };
  });
}

const newProjectNames = [
  "Canal Street Lofts",
  "Airport Cargo Annex",
  "Foundry Lane Makerspace and Gallery",
  "Orchard Dental Clinic",
  "Ridge Road Pump Station",
  "Harbor Street Market Hall",
  "Depot Square Pavilion",
  "Prairie Drive Data Hall",
];

/** Projects that were made lately and have no job in Sage. */
export function makeNewProjects(base: number, today: string): readonly SeedProject[] {
  const year = today.slice(2, 4);
  return newProjectNames.map((name, n) => {
    return { id: base + 5901 + n, number: `${year}-${String(801 + n)}`, name, job: null };
  });
}

/** A project that had its job before the connection. */
export function makeRunningProject(seed: string, base: number, today: string): SeedProject {
  const number = `${String(Number(today.slice(2, 4)) - 1).padStart(2, "0")}-950`;
  const name = "Mercer Avenue Medical Offices";
  return { id: base + 5951, number, name, job: makeJob(randomOf(`${seed}/running`), number, name, 0) };
}

function makeJob(random: Random, job: string, name: string, n: number): SeedJob {
  const codes = new Map<string, ReadonlyMap<string, string>>();
  for (const { code, isGroup } of standardCodes) {
    if (isGroup || (!code.startsWith("01-") && !random.isOne(0.78))) continue;
    const also = [
      ["LAB", 0.6],
      ["EQP", 0.25],
      ["OTH", 0.15],
    ] as const;
    const held = ["SUB", "MAT", ...also.filter(([, chance]) => random.isOne(chance)).map(([category]) => category)];
    codes.set(code, new Map(held.map((category) => [category, `${random.int(8, 900) * 500}.00`])));
  }
  const extras =
    n % 3 === 1 ? extraNames.slice(0, 1 + (n % 2)).map(([extra, description]) => ({ extra, description })) : [];
  return { job, description: name.slice(0, 30).trim(), extras, codes };
}

type Names = { readonly name: string; readonly trade: string };

/** The directory's companies and Sage's vendors. About a fifth of the companies is not linked. */
export function makeVendors(
  seed: string,
  count: number,
  base: number,
): { vendors: readonly SeedVendor[]; sageVendors: readonly SeedSageVendor[] } {
  const random = randomOf(`${seed}/vendors`);
  const taken = new Set<string>();
  const inSage: SeedSageVendor[] = [];
  const vendors = vendorNames(random, count).map(({ name, trade }, n): SeedVendor => {
    const [city, phone] = [random.pick(cities), `(555) 01${n % 10}-${String(random.int(0, 9999)).padStart(4, "0")}`];
    const place = n % 5 === 3 ? (Math.floor(n / 5) % 4) + 1 : 0;
    const vendor = sageId(name, taken);
    // Of those not linked, half stand in Sage under the same name, a quarter under another spelling, a quarter not at all.
    const sageName = place === 4 ? null : place === 3 ? respelled(name) : name;
    const isActive = n !== 10 && n !== 26;
    if (sageName !== null) inSage.push({ vendor, name: sageName.slice(0, 30).trim(), isActive, city, phone });
    return { id: base + 6001 + n, name, trade, city, phone, sageVendor: place === 0 ? vendor : null };
  });
  const others = [
    "Midstate Power Company",
    "City of Dale Permits",
    "Fuel Depot 12",
    "Office Supply House",
    "County Recorder",
    "Corner Copy and Print",
  ];
  for (const name of others)
    inSage.push({ vendor: sageId(name, taken), name, isActive: true, city: random.pick(cities), phone: "" });
  return { vendors, sageVendors: inSage };
}

/** By turns from every trade, so that a small world has them all; then invented ones. */
function vendorNames(random: Random, count: number): Names[] {
  const found: Names[] = [];
  for (let turn = 0; found.length < count && turn < 6; turn += 1) {
    for (const { key, vendors } of trades) {
      const name = vendors[turn];
      if (name !== undefined && found.length < count) found.push({ name, trade: key });
    }
  }
  const known = new Set(found.map(({ name }) => name));
  while (found.length < count) {
    const trade = random.pick(trades);
    const name = `${random.pick(surnames)} ${random.isOne(0.4) ? `& ${random.pick(surnames)} ` : ""}${random.pick(trade.nouns)} ${random.pick(suffixes)}`;
    const unique = known.has(name) ? `${name} ${found.length}` : name;
    known.add(unique);
    found.push({ name: unique, trade: trade.key });
  }
  return found;
}

function respelled(name: string): string {
  const changed = name.replaceAll("&", "and").replace(/,? (LLC|Inc\.|Co\.|PLLC)$/, "");
  return changed === name ? `${name} Company` : changed;
}

/** Up to ten capitals of the name, made unique with digits as bookkeepers do. */
function sageId(name: string, taken: Set<string>): string {
  const letters = name.toUpperCase().replace(/[^A-Z]/g, "");
  for (let n = 1; ; n += 1) {
    const digits = n === 1 ? "" : String(n);
    const id = letters.slice(0, (n === 1 ? 8 : 10) - digits.length) + digits;
    if (taken.has(id)) continue;
    taken.add(id);
    return id;
  }
}
