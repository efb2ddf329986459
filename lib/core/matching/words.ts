const pairs = (text: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    text.split("; ").flatMap((group) => {
      const [word = "", others = ""] = group.split(": ");
      return others.split(" ").map((other) => [other, word]);
    }),
  );

/** Spellings of legal forms, each with the one it stands for; "" where the word says nothing about the form. */
export const legalForms: Readonly<Record<string, string>> = {
  ...pairs(
    "inc: inc incorporated corp corporation; llc: llc lc pllc; lp: lp llp lllp rllp; ltd: ltd limited ltda; pc: pc pa; gmbh: gmbh ag bv sa nv",
  ),
  co: "",
  company: "",
  cos: "",
};

/** How the trade abbreviates, and words that are one for telling companies apart ("Electrical" and "Electric"). */
export const abbreviations: Readonly<Record<string, string>> = pairs(
  [
    "construction: const constr constn cnstr construct constructors constructor",
    "brothers: bros bro",
    "electric: elec elect electrical electr",
    "mechanical: mech mechl",
    "plumbing: plbg plmbg plumb plumber plumbers",
    "heating: htg heat",
    "conditioning: cond",
    "service: svc svcs serv srvc services",
    "manufacturing: mfg manuf mfrs manufacturers",
    "international: intl internatl",
    "national: natl nat",
    "associates: assoc assocs assc",
    "engineering: eng engr engrg engineers",
    "equipment: equip eqp eqpt",
    "excavating: excav exc excavation excavators excavator",
    "concrete: conc",
    "building: bldg bldgs buildings",
    "builders: bldrs bldr builder",
    "contracting: contr contrs contractor contractors contrg ctrs cntr",
    "distributing: dist distr distributors distribution",
    "systems: sys system",
    "technology: tech techs technologies",
    "management: mgmt mgt",
    "group: grp",
    "supply: sply supl sup supplies suppliers",
    "industries: ind inds industry industrial",
    "material: matl mtl mtls mat materials",
    "development: dev devel developers",
    "enterprises: ent entpr enterprise",
    "fabrication: fab fabricators fabricating fabricator",
    "installation: inst install installers installations installer",
    "insulation: insul insulating insulators",
    "landscaping: landsc lndscp landscape landscapes landscapers",
    "roofing: roof rfg roofers",
    "masonry: mas masons",
    "painting: paint ptg painters",
    "partners: ptnrs partnership",
    "products: prod prods product",
    "properties: prop props property",
    "restoration: rest",
    "sheetmetal: sheetmtl",
    "solutions: soln solns solution",
    "specialties: spec specialty specialists",
    "structural: struct",
    "transport: trans transp transportation",
    "waterproofing: wtrprf waterprf",
    "southwest: sw southwestern",
    "southeast: se southeastern",
    "northwest: nw northwestern",
    "northeast: ne northeastern",
    "saint: st",
    "mount: mt",
    "general: gen genl",
    "commercial: comm coml",
    "residential: resid",
    "welding: weld welders",
    "drilling: drill drillers",
    "flooring: floor floors",
    "ready: rdy",
    "rental: rent rentals",
  ].join("; "),
);

/** Words that join and tell nothing. */
export const joiners: ReadonlySet<string> = new Set(["and", "of", "the", "a", "y", "de", "for"]);

/**
 * Words that many companies of the trade have, by how much one of them tells where nothing was counted yet (1 tells
 * most). Stemmed, as names hold them.
 */
const common: Readonly<Record<string, number>> = Object.fromEntries([
  ...[
    "construction contracting service group builder building supply company enterprise industry associate son brother",
    "management solution partner system technology holding general national american international development",
  ]
    .join(" ")
    .split(" ")
    .map((word) => [word, 0.2]),
  ...[
    "electric plumbing mechanical concrete roofing masonry painting excavating landscaping heating cooling air hvac",
    "conditioning drywall steel iron glass glazing flooring tile insulation fire protection elevator paving asphalt",
    "grading utility millwork carpentry framing door window material equipment rental product engineering design",
    "fabrication installation interior acoustical waterproofing demolition drilling foundation surveying welding",
    "lumber hardware aggregate earthwork fence fencing sign pool environmental safety scaffold crane transport trucking",
    "commercial residential custom structural sheet metal control security communication low voltage mix ready",
    "north south east west northern southern eastern western city county valley mountain river pacific united first",
  ]
    .join(" ")
    .split(" ")
    .map((word) => [word, 0.35]),
]);

/** How much a word tells, 0 to 1, before anything was counted. */
export function usualWeight(word: string): number {
  return common[word] ?? 1;
}
