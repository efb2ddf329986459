/** One rule's verdict on an item (ux.md N1). `blocks` closes Accept; `warns` asks for a look; `informs` is said only. */
export type Severity = "blocks" | "warns" | "informs";

export type Finding = {
  /** Stable code, `<type>.<subject>.<problem>`, e.g. "commitment.title.too_long". */
  readonly code: string;
  readonly severity: Severity;
  /** One sentence that names the thing, the limit and what is there. */
  readonly sentence: string;
  /** Path of the field: "title", "lines.3.costCode", "export.sageId". */
  readonly field: string;
  /** When the data that the rule looked at was last read (ISO instant), null when the rule needs no Sage data. */
  readonly asOf: string | null;
  /** Who can cure it. */
  readonly fixer: "project" | "accounting" | "admin" | "sage";
  /** What to do, in words; `action` names a gesture of the screen where there is one. */
  readonly fix: {
    readonly words: string;
    readonly action?: "link-vendor" | "change-export-field" | "open-source" | "retry" | "accept-parent";
    readonly target?: string;
  };
};

export function blocks(findings: readonly Finding[]): readonly Finding[] {
  return findings.filter((finding) => finding.severity === "blocks");
}

/** The inbox lane: nothing to say, something to look at, or something that blocks. */
export type Lane = "clean" | "look" | "blocked";
export function laneOf(findings: readonly Finding[]): Lane {
  if (findings.some((finding) => finding.severity === "blocks")) return "blocked";
  return findings.some((finding) => finding.severity === "warns") ? "look" : "clean";
}
