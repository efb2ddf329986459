import { type Random, randomOf } from "#drizzle/seed/random.ts";
import type { Party } from "#lib/core/matching/party.ts";

/** What was done to a name between the directory and Sage. */
const changes = [
  "form",
  "ampersand",
  "abbreviation",
  "dba",
  "cut",
  "typo",
  "swap",
  "plural",
  "branch",
  "initials",
  "several",
  "renamed",
] as const;
export type Change = (typeof changes)[number];
/** One company under two names; `theirs` is what Sage has. */
export type Pair = { readonly mine: Party; readonly theirs: Party; readonly change: Change };
/** Two companies that look like one. */
export type HardNegative = { readonly mine: Party; readonly theirs: Party; readonly why: string };

const words = (text: string): readonly string[] => text.split(" ");
const surnames = words(
  "Abbott Alvarez Anders Barlow Beckett Bellamy Brannon Brooks Calder Carver Castillo Chandler Conroy Crawford Dalton Delgado Donovan Draper Duarte Eastman Ellison Farrell Fletcher Foxworth Gallagher Garrison Granger Grayson Halvorsen Harmon Hendricks Hollis Holloway Ingram Jarvis Jennings Kessler Kincaid Kirkland Lambert Larkin Lockhart Lombardi Maddox Marlowe McBride McKenna Mercer Montoya Nakamura Navarro Nolan Norwood Okafor Ortega Osborne Pacheco Palmer Peralta Prescott Quimby Ramsey Redmond Rivera Rourke Salazar Sandoval Sawyer Shepherd Slater Stanton Sutter Tanner Thorne Tillman Upton Valdez Vickers Walden Whitaker Winslow Yardley York Zeller Zimmer",
);
const places = words(
  "Pacific Cascade Summit Prairie Lakeside Mesa Pinnacle Keystone Granite Redwood Cedar Highland Harbor Frontier Evergreen Bluestone Ironwood Sterling Apex Vanguard Beacon Liberty Heritage Patriot Pioneer Titan Falcon Eagle Condor Sierra Teton Juniper Cottonwood Silverado Canyon Riverbend Stonegate Northstar Tri-Valley Westfield",
);
const trades = words(
  "Electric Plumbing Mechanical Concrete Masonry Roofing Drywall Painting Excavating Landscaping Steel Glass Flooring Millwork Insulation Paving Fencing Demolition Waterproofing Framing",
);
const tails = [
  "",
  "",
  "Construction",
  "Contractors",
  "Services",
  "Supply",
  "Systems",
  "& Sons",
  "Brothers",
  "Group",
  "Associates",
];
const longTails = [
  "Construction and Engineering Services",
  "Building Systems and Supply Company",
  "General Contracting Services of Colorado",
];
const forms = ["LLC", "Inc.", "Co.", ", Inc.", "Corp.", ""];
const cities = words("Denver Boulder Aurora Pueblo Greeley Loveland Golden Littleton Parker Castle");
const short: Readonly<Record<string, string>> = {
  Construction: "Constr",
  Contractors: "Contr",
  Services: "Svcs",
  Supply: "Sply",
  Systems: "Sys",
  Brothers: "Bros",
  Group: "Grp",
  Associates: "Assoc",
  Electric: "Elec",
  Plumbing: "Plbg",
  Mechanical: "Mech",
  Concrete: "Conc",
  Excavating: "Excav",
  Engineering: "Engr",
  Company: "Co",
  Building: "Bldg",
  General: "Gen",
  Insulation: "Insul",
};

/** Companies of a contractor's directory with all that tells who they are. Names repeat words, never as a whole. */
export function makeParties(seed: string, count: number): Party[] {
  const random = randomOf(`${seed}/parties`);
  const taken = new Set<string>();
  const found: Party[] = [];
  while (found.length < count) {
    const name = drawName(random);
    const key = name.toLowerCase().replace(/\W/g, "");
    if (taken.has(key)) continue;
    taken.add(key);
    found.push(partyOf(random, name, found.length));
  }
  return found;
}

function drawName(random: Random): string {
  const first = random.pick([
    () => random.pick(surnames),
    () => `${random.pick(surnames)} & ${random.pick(surnames)}`,
    () => `${letter(random)}.${letter(random)}. ${random.pick(surnames)}`,
    () => random.pick(places),
    () => `${random.pick(places)} ${random.pick(surnames)}`,
    () => `${letter(random)}${letter(random)}${letter(random)}`,
  ])();
  const tail = random.isOne(0.15) ? random.pick(longTails) : random.pick(tails);
  return [first, random.pick(trades), tail, random.pick(forms)].filter(Boolean).join(" ").replace(" ,", ",");
}
const letter = (random: Random) => String.fromCharCode(65 + random.int(0, 25));

function partyOf(random: Random, name: string, n: number): Party {
  const domain = `${name
    .toLowerCase()
    .replace(/[^a-z]/g, "")
    .slice(0, 14)}${n}.example.com`;
  return {
    name,
    aliases: [],
    isActive: true,
    address: `${random.int(100, 9900)} ${random.pick(["Mill", "Foundry", "Depot", "Harbor", "Quarry"])} ${random.pick(["Road", "Street", "Ave"])}`,
    city: random.pick(cities),
    state: "CO",
    zip: `80${String(random.int(100, 899))}`,
    phone: `(303) ${random.int(200, 999)}-${String(random.int(0, 9999)).padStart(4, "0")}`,
    email: `office@${domain}`,
    taxId: `${random.int(10, 99)}-${String(random.int(0, 9_999_999)).padStart(7, "0")}`,
  };
}

/** Every party as Sage has it: another spelling, and with `facts` so many of its fields ("" for the rest). */
export function makePairs(seed: string, parties: readonly Party[]): Pair[] {
  return parties.map((mine, n) => {
    const random = randomOf(`${seed}/pair/${n}`);
    const change = random.pick(changes);
    const name = changed(random, mine.name, change);
    const keep = (value: string, chance: number) => (random.isOne(chance) ? value : "");
    const theirs: Party = {
      ...mine,
      name: name.toUpperCase().slice(0, 30).trim(),
      address: keep(mine.address, 0.6),
      zip: keep(mine.zip, 0.7),
      phone: keep(mine.phone.replace(/\D/g, ""), 0.6),
      email: keep(mine.email, 0.3),
      taxId: keep(mine.taxId.replace("-", ""), 0.4),
    };
    return { mine, theirs, change };
  });
}

function changed(random: Random, name: string, change: Change): string {
  switch (change) {
    case "form":
      return `${bare(name)} ${random.pick(["LLC", "INC", "CO", ""])}`;
    case "ampersand":
      return bare(name).replaceAll("&", "and");
    case "abbreviation":
      return abbreviated(bare(name));
    case "dba":
      return random.isOne(0.5)
        ? `${random.pick(surnames)} Inc dba ${bare(name)}`
        : `${bare(name)} (dba ${random.pick(places)})`;
    case "cut":
      return name;
    case "typo":
      return mistyped(random, bare(name));
    case "swap":
      return swapped(bare(name));
    case "plural":
      return bare(name).replace(/(\w{4,})s?$/, (word) => (word.endsWith("s") ? word.slice(0, -1) : `${word}s`));
    case "branch":
      return `${bare(name)} ${random.pick(cities)}`;
    case "initials":
      return bare(name)
        .split(/[\s&]+/)
        .map((word) => word[0] ?? "")
        .join("");
    case "several":
      return mistyped(random, abbreviated(bare(name).replaceAll("&", "and")));
    case "renamed":
      return `${random.pick(surnames)} ${random.pick(places)} Holdings`;
  }
}

function bare(name: string): string {
  return name.replace(/,? (LLC|Inc\.|Co\.|Corp\.)$/, "").replace(/,$/, "");
}
function abbreviated(name: string): string {
  return name
    .split(" ")
    .map((word) => short[word] ?? word)
    .join(" ");
}
function mistyped(random: Random, name: string): string {
  const at = random.int(2, Math.max(2, name.length - 3));
  const [a = "", b = ""] = [name[at], name[at + 1]];
  const put = random.pick([`${b}${a}`, a, `${a}${a}${b}`, `${a}e`]);
  return name.slice(0, at) + put + name.slice(at + 2);
}
function swapped(name: string): string {
  const parts = name.split(" ");
  return parts.length < 2 ? name : [parts[1], parts[0], ...parts.slice(2)].join(" ");
}

/** Pairs of two companies that a careless eye takes for one, each backed by what such companies really share. */
export function makeHardNegatives(seed: string, parties: readonly Party[]): HardNegative[] {
  return parties.flatMap((mine, n) => {
    const random = randomOf(`${seed}/negative/${n}`);
    const other = { ...(parties[(n + 1) % parties.length] as Party), aliases: [] };
    const name = bare(mine.name);
    const trade = random.pick(trades.filter((one) => !name.includes(one)));
    const sister = trades.reduce((text, one) => text.replace(one, trade), name);
    const office = { phone: mine.phone, address: mine.address, zip: mine.zip, city: mine.city, email: mine.email };
    return [
      { mine, theirs: { ...other, ...office, name: sister, taxId: "" }, why: "sister company in one office" },
      { mine, theirs: { ...other, name: mine.name, taxId: "" }, why: "one name, another place" },
      { mine, theirs: { ...other, ...office, name: mine.name }, why: "one name and office, another tax id" },
      {
        mine: { ...mine, name: `${name} LLC` },
        theirs: { ...other, name: `${name} Inc`, email: mine.email, taxId: "" },
        why: "one name, another form and place",
      },
      {
        mine: { ...mine, name: `${name} No. 12` },
        theirs: { ...other, ...office, name: `${name} No. 21`, taxId: "" },
        why: "numbered branches",
      },
      {
        mine,
        theirs: { ...mine, name: `${random.pick(surnames)} ${random.pick(places)} Properties`, taxId: "" },
        why: "landlord in one office",
      },
    ];
  });
}
