import type { SeedCategory, SeedCode } from "#drizzle/seed/model.ts";

/** Divisions of the standard list: number, name, and the codes below it. */
const divisions: readonly (readonly [string, string, Readonly<Record<string, string>>])[] = [
  [
    "01",
    "General conditions",
    {
      "100": "Site management",
      "210": "Temporary power",
      "320": "Scaffold and hoists",
      "500": "Safety and barriers",
      "740": "Final cleaning",
    },
  ],
  [
    "02",
    "Existing conditions",
    { "100": "Survey and layout", "410": "Selective demolition", "820": "Hazard abatement" },
  ],
  [
    "03",
    "Concrete",
    {
      "100": "Formwork",
      "200": "Reinforcing steel",
      "300": "Cast in place",
      "350": "Slab finishing",
      "410": "Precast panels",
      "600": "Grouting",
    },
  ],
  ["04", "Masonry", { "100": "Mortar and grout", "200": "Block walls", "210": "Face brick", "700": "Stone veneer" }],
  [
    "05",
    "Metals",
    { "120": "Structural steel", "210": "Joists and deck", "500": "Misc metals", "510": "Stairs and rails" },
  ],
  [
    "06",
    "Wood and plastics",
    { "100": "Rough carpentry", "160": "Sheathing", "200": "Finish carpentry", "410": "Casework" },
  ],
  [
    "07",
    "Thermal and moisture",
    {
      "100": "Waterproofing",
      "210": "Insulation",
      "420": "Metal panels",
      "500": "Membrane roofing",
      "620": "Flashing and trim",
      "920": "Joint sealants",
    },
  ],
  [
    "08",
    "Openings",
    {
      "110": "Steel doors, frames",
      "140": "Wood doors",
      "330": "Coiling doors",
      "410": "Storefront",
      "440": "Curtain wall",
      "710": "Door hardware",
    },
  ],
  [
    "09",
    "Finishes",
    {
      "210": "Drywall and framing",
      "300": "Tile",
      "510": "Acoustic ceilings",
      "650": "Resilient flooring",
      "680": "Carpet",
      "910": "Painting",
    },
  ],
  [
    "10",
    "Specialties",
    { "140": "Signage", "210": "Toilet partitions", "280": "Washroom fittings", "440": "Fire extinguishers" },
  ],
  ["11", "Equipment", { "310": "Appliances", "400": "Kitchen equipment", "530": "Lab equipment" }],
  ["12", "Furnishings", { "240": "Window shades", "350": "Fixed seating" }],
  ["14", "Conveying", { "210": "Elevators", "420": "Platform lifts" }],
  ["21", "Fire suppression", { "100": "Wet sprinklers", "130": "Standpipes", "300": "Fire pump" }],
  [
    "22",
    "Plumbing",
    { "100": "Underground piping", "110": "Water piping", "130": "Waste and vent", "400": "Fixtures" },
  ],
  [
    "23",
    "Mechanical",
    {
      "050": "Hangers, supports",
      "210": "Hydronic piping",
      "310": "Ductwork",
      "700": "Air handlers",
      "740": "Rooftop units",
      "900": "Air balancing",
    },
  ],
  [
    "26",
    "Electrical",
    {
      "050": "Raceway and boxes",
      "110": "Feeders",
      "240": "Switchgear, panels",
      "270": "Branch wiring",
      "320": "Generator set",
      "510": "Lighting",
    },
  ],
  ["27", "Communications", { "100": "Data cabling", "410": "Audio and video" }],
  ["28", "Safety and security", { "130": "Access control", "310": "Fire alarm" }],
  [
    "31",
    "Earthwork",
    {
      "100": "Clearing, grubbing",
      "200": "Mass grading",
      "230": "Trench excavation",
      "250": "Erosion control",
      "630": "Drilled piers",
    },
  ],
  [
    "32",
    "Site improvements",
    {
      "110": "Base course",
      "120": "Asphalt paving",
      "130": "Site concrete",
      "310": "Fences and gates",
      "900": "Planting",
    },
  ],
  ["33", "Utilities", { "100": "Water main", "300": "Sanitary sewer", "410": "Storm drain" }],
];

/** The standard list: a group code for every division and the codes below it. */
export const standardCodes: readonly SeedCode[] = divisions.flatMap(([division, name, codes]) => [
  { code: `${division}-000`, name, isGroup: true },
  ...Object.entries(codes)
    .toSorted(([a], [b]) => a.localeCompare(b))
    .map(([code, title]) => ({ code: `${division}-${code}`, name: title, isGroup: false })),
]);

/** Codes that projects have in Procore and that Sage's standard list does not know. */
export const strayCodes: readonly SeedCode[] = [
  { code: "99-900", name: "Owner allowance", isGroup: false },
  { code: "26-915", name: "Temporary lighting", isGroup: false },
  { code: "03-365", name: "Polished slab", isGroup: false },
];

export const standardCategories: readonly SeedCategory[] = [
  { code: "LAB", name: "Labor" },
  { code: "MAT", name: "Material" },
  { code: "SUB", name: "Subcontract" },
  { code: "EQP", name: "Equipment" },
  { code: "OTH", name: "Other" },
];

export const codeNames: ReadonlyMap<string, string> = new Map(
  [...standardCodes, ...strayCodes].map(({ code, name }) => [code, name]),
);

const byDivision: ReadonlyMap<string, readonly string[]> = new Map(
  divisions.map(([division]) => [
    division,
    standardCodes.filter(({ code, isGroup }) => !isGroup && code.startsWith(`${division}-`)).map(({ code }) => code),
  ]),
);

/** Codes of a division that take cost. */
export function codesOf(division: string): readonly string[] {
  return byDivision.get(division) ?? [];
}
