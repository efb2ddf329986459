/** A trade: who does it, in which divisions, and how its contracts are called. */
export type Trade = {
  readonly key: string;
  readonly divisions: readonly string[];
  /** Whether it comes as subcontracts, purchase orders or both. */
  readonly comesAs: "sub" | "supply" | "both";
  readonly vendors: readonly string[];
  /** Words for further vendors' names in large worlds. */
  readonly nouns: readonly string[];
  readonly titles: readonly string[];
  readonly units: readonly (readonly [unit: string, least: number, most: number])[];
};

const listOf = (text: string): readonly string[] => text.split("; ");

export const trades: readonly Trade[] = [
  {
    key: "earthwork",
    divisions: ["31", "33"],
    comesAs: "sub",
    nouns: ["Excavating", "Earthworks"],
    units: [
      ["CY", 4, 38],
      ["LF", 18, 140],
    ],
    vendors: listOf(
      "Braddock Excavating LLC; Tri-Valley Earthmovers, Inc.; Sorrel Creek Grading; Dunmore & Sons Site Contractors",
    ),
    titles: listOf(
      "Mass grading and export; Site utilities; Trenching and backfill; Drilled piers; Erosion control, phase 1; Storm drain and detention",
    ),
  },
  {
    key: "concrete",
    divisions: ["03"],
    comesAs: "sub",
    nouns: ["Concrete", "Foundations"],
    units: [
      ["CY", 165, 420],
      ["SF", 6, 19],
    ],
    vendors: listOf("Halvorsen Concrete Construction, Inc.; Keystone Flatwork LLC; Ortega Brothers Concrete"),
    titles: listOf("Foundations and slabs; Structural concrete; Slab on deck; Tilt-up walls; Equipment pads and curbs"),
  },
  {
    key: "ready-mix",
    divisions: ["03"],
    comesAs: "supply",
    nouns: ["Ready Mix", "Aggregates"],
    units: [
      ["CY", 138, 196],
      ["TON", 820, 1340],
    ],
    vendors: listOf("Prairie Ready Mix; Fairmont Rebar & Supply, Inc.; Delta Form Rentals"),
    titles: listOf("Ready mix, foundations; Reinforcing bar; Form rental; Concrete for slab pours"),
  },
  {
    key: "masonry",
    divisions: ["04"],
    comesAs: "sub",
    nouns: ["Masonry", "Stone"],
    units: [["SF", 14, 46]],
    vendors: listOf(
      "Castellan Masonry LLC; J. R. Pruitt & Daughters Masonry; Redfield Brick and Stone Company of the Central Plains, Inc.",
    ),
    titles: listOf("Block and face brick; Stone veneer at entry; Masonry restoration; Elevator shaft walls"),
  },
  {
    key: "steel",
    divisions: ["05"],
    comesAs: "both",
    nouns: ["Steel", "Ironworks"],
    units: [
      ["TON", 3400, 6200],
      ["EA", 480, 5200],
    ],
    vendors: listOf(
      "Ironclad Steel Erectors, Inc.; Wexler Structural Steel; Bluffton Iron & Stair Works LLC; Great Bend Joist and Deck",
    ),
    titles: listOf(
      "Structural steel and deck; Stairs and handrails; Misc metals; Joists and deck supply; Canopy steel",
    ),
  },
  {
    key: "carpentry",
    divisions: ["06", "12"],
    comesAs: "both",
    nouns: ["Millwork", "Carpentry"],
    units: [
      ["LF", 46, 380],
      ["EA", 220, 3600],
    ],
    vendors: listOf(
      "Linden Hall Millwork; Barrow & Finch Carpentry, LLC; Northgate Lumber Supply; Cabinet House DBA Pell Casework",
    ),
    titles: listOf(
      "Casework and millwork; Rough carpentry; Nurse station casework; Lumber and sheathing; Window shades",
    ),
  },
  {
    key: "roofing",
    divisions: ["07"],
    comesAs: "sub",
    nouns: ["Roofing", "Sheet Metal"],
    units: [
      ["SQ", 720, 1480],
      ["LF", 9, 48],
    ],
    vendors: listOf(
      "Summit Peak Roofing, Inc.; Garrity Waterproofing LLC; Alder Insulation & Firestop; Weathertight Envelope Partners",
    ),
    titles: listOf(
      "Membrane roofing; Waterproofing below grade; Metal wall panels; Spray insulation; Sealants, exterior",
    ),
  },
  {
    key: "openings",
    divisions: ["08"],
    comesAs: "both",
    nouns: ["Glass", "Door and Hardware"],
    units: [
      ["EA", 340, 4200],
      ["SF", 58, 145],
    ],
    vendors: listOf(
      "Clearline Glass & Glazing, Inc.; Portico Door and Hardware; Meridian Storefronts LLC; Thayer Overhead Door",
    ),
    titles: listOf(
      "Storefront and glazing; Doors, frames and hardware; Curtain wall, north side; Coiling doors at dock; Hardware supply",
    ),
  },
  {
    key: "drywall",
    divisions: ["09"],
    comesAs: "sub",
    nouns: ["Drywall", "Interiors"],
    units: [["SF", 3, 14]],
    vendors: listOf(
      "Cedar Ridge Drywall; Pinnacle Interiors & Acoustics, Inc.; Okada Plaster and Drywall; Wall Street Framing LLC",
    ),
    titles: listOf(
      "Framing, drywall, ceilings; Acoustic ceilings; Drywall repairs, phase 2; Shaft wall and firestopping",
    ),
  },
  {
    key: "finishes",
    divisions: ["09"],
    comesAs: "sub",
    nouns: ["Flooring", "Painting"],
    units: [
      ["SF", 2, 21],
      ["SY", 28, 66],
    ],
    vendors: listOf(
      "Truecoat Painting Co.; Marlowe Tile & Terrazzo LLC; Everstep Flooring, Inc.; Bishop Painting DBA Colorfast",
    ),
    titles: listOf(
      "Painting, interior; Resilient and carpet; Tile at washrooms; Epoxy floor, kitchen; Paint, exterior doors",
    ),
  },
  {
    key: "specialties",
    divisions: ["10", "11", "14"],
    comesAs: "both",
    nouns: ["Specialties", "Equipment"],
    units: [["EA", 95, 9800]],
    vendors: listOf(
      "Amity Specialties Supply; Vertical Lift Systems, Inc.; Harbor Food Service Equipment; Signworks of Dale County",
    ),
    titles: listOf(
      "Toilet accessories; Elevators, two stops; Kitchen equipment; Signage package; Lab benches and hoods",
    ),
  },
  {
    key: "fire",
    divisions: ["21"],
    comesAs: "sub",
    nouns: ["Fire Protection", "Sprinkler"],
    units: [["EA", 120, 460]],
    vendors: listOf("Sentinel Fire Sprinkler LLC; Rainier Fire Protection, Inc."),
    titles: listOf("Wet sprinkler system; Standpipes and fire pump; Sprinkler relocation"),
  },
  {
    key: "plumbing",
    divisions: ["22"],
    comesAs: "sub",
    nouns: ["Plumbing", "Piping"],
    units: [
      ["LF", 24, 118],
      ["EA", 380, 2900],
    ],
    vendors: listOf("Whitcomb Plumbing & Piping, Inc.; Delgado Mechanical Plumbers; Bluewater Plumbing LLC"),
    titles: listOf("Plumbing, complete; Underground rough-in; Fixtures and trim; Domestic water piping"),
  },
  {
    key: "hvac",
    divisions: ["23"],
    comesAs: "both",
    nouns: ["Mechanical", "Air Systems"],
    units: [
      ["LB", 7, 14],
      ["EA", 2200, 48000],
    ],
    vendors: listOf(
      "Norwood Mechanical Contractors, Inc.; Airstream Balance & Controls LLC; Comfort Zone Sheet Metal; Trident Equipment Sales",
    ),
    titles: listOf(
      "HVAC and controls; Ductwork, levels 1 and 2; Rooftop unit supply; Test and balance; Hydronic piping",
    ),
  },
  {
    key: "electrical",
    divisions: ["26", "27", "28"],
    comesAs: "both",
    nouns: ["Electric", "Power"],
    units: [
      ["LF", 3, 46],
      ["EA", 85, 14500],
    ],
    vendors: listOf(
      "Bristow & Hale Electric, LLC; Lumen Works, Inc.; Copperfield Power Systems; Signal Point Data & Security; Crown City Electrical Supply",
    ),
    titles: listOf(
      "Site electrical; Power and lighting; Data cabling; Fire alarm and access; Switchgear supply; Generator set; Light fixtures",
    ),
  },
  {
    key: "paving",
    divisions: ["32"],
    comesAs: "sub",
    nouns: ["Paving", "Landscape"],
    units: [
      ["SY", 22, 64],
      ["TON", 96, 148],
    ],
    vendors: listOf(
      "Two Rivers Asphalt Paving; Verdant Landscape Partners LLC; Fence Masters of Kent; Stillwater Site Concrete, Inc.",
    ),
    titles: listOf(
      "Asphalt paving; Curb, gutter and walks; Planting and irrigation; Perimeter fence; Parking lot striping",
    ),
  },
  {
    key: "general",
    divisions: ["01", "02"],
    comesAs: "both",
    nouns: ["Services", "Rentals"],
    units: [
      ["MO", 640, 5400],
      ["HR", 68, 145],
    ],
    vendors: listOf(
      "Allied Scaffold Services; Benchmark Survey Group PLLC; Redline Demolition & Abatement, Inc.; Clean Sweep Final Cleaning; United Site Rentals",
    ),
    titles: listOf(
      "Scaffold rental; Selective demolition; Final cleaning; Survey and layout; Temporary power and fence",
    ),
  },
];
