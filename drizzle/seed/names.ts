/** Titles that are too long for Sage, as people write them. */
export const longTitles: readonly string[] = [
  "Structural steel, deck and stairs - package B",
  "Interior framing and drywall, levels 2 to 4",
  "Furnish and install kitchen equipment",
  "Site concrete, curbs and accessible ramps",
  "Electrical service upgrade and feeders",
  "Roof replacement incl. sheet metal flashing",
  "Temporary heat and enclosure, winter 2",
].map((title) => title.slice(0, 44).trim());

export const surnames =
  "Abbott Bellamy Calder Draper Ellison Foxworth Granger Hollis Ingram Jarvis Kessler Lockhart Mercer Nolan Osborne Prescott Quimby Rourke Sutter Thorne Upton Vickers Whitaker Yardley Zeller".split(
    " ",
  );
export const suffixes = ["LLC", "Inc.", "Co.", "& Sons", "Group", "Partners LLC", "Contractors, Inc."];

const listOf = (text: string): readonly string[] => text.split("; ");

/** What change orders of any trade are called; credits take from the contract. */
export const changeTitles: readonly { readonly text: string; readonly isCredit: boolean }[] = [
  ...listOf(
    "RFI 014, added scope; RFI 027, revised details; RFI 033, level 2; RFI 041, clarified scope; RFI 058, east wing",
  ),
  ...listOf("ASI 3 revisions; ASI 7 revisions; ASI 12, owner changes; Bulletin 2 revisions; Bulletin 5, added work"),
  ...listOf("Owner request 9; Owner request 14; Owner request 21, lobby; Field directive 4; Field directive 11"),
  ...listOf("Overtime, weekend work; Acceleration, phase 2; Second mobilization; Remobilize after winter; Night work"),
  ...listOf(
    "Unforeseen conditions; Material escalation; Permit office comments; Inspector's comments; Design revision 6",
  ),
  ...listOf(
    "Time and material, tickets 1-9; Storm damage repair; Protection of finished work; Allowance reconciliation",
  ),
  ...listOf("Extended supervision; Added access road work; Tenant changes, level 1; Fire marshal comments; Mock-up"),
]
  .map((text) => ({ text, isCredit: false }))
  .concat(
    listOf("Credit, deleted scope; Credit, value engineering; Backcharge, cleanup").map((text) => ({
      text,
      isCredit: true,
    })),
  );
export const longChangeTitles = listOf(
  "Added scope per RFI 019 and architect's sketch SK-22; Owner-directed acceleration of phase 2 work",
);
export const changeNotes: readonly string[] = [
  "",
  "Signed work tickets are attached in Procore.",
  "Priced by the subcontractor, reviewed by the project team, and approved by the owner's representative.",
  "Per the architect's supplemental instruction; no change of the completion date.",
];
