import type { CompanyProfile } from "#lib/core/company-profile.ts";

export type ShapeProblem = {
  readonly code: "delimiters" | "unsectioned" | "delimiter" | "tiers" | "section" | "division";
  readonly sentence: string;
  /** What to change in Sage. */
  readonly fix: string;
};

/**
 * What keeps a cost code of Sage out of Procore: codes are sectioned, of two or three tiers, with one delimiter, and their
 * first section names a division (domain/procore-erp-tool.md 4.1). Null when it can go. The company's own sections and
 * delimiter come from the profile.
 */
export function shapeProblem(code: string, profile: CompanyProfile): ShapeProblem | null {
  const { costCodeDelimiter: delimiter, costCodeSections: sections } = profile;
  const example = sections.map((length) => "0".repeat(length)).join(delimiter);
  const rename = (to: string) => `In Sage, change cost code ${code} to ${to}, like ${example}.`;
  if (code.includes("-") && code.includes(".")) {
    const sentence = `Cost code ${code} mixes “-” and “.”; Procore takes one delimiter in all codes.`;
    return { code: "delimiters", sentence, fix: rename(`one with “${delimiter}” alone`) };
  }
  const other = delimiter === "-" ? "." : "-";
  if (code.includes(other)) {
    const sentence = `Cost code ${code} has “${other}”; this company's codes have “${delimiter}”.`;
    const fix = `${rename(`one with “${delimiter}”`)} If all codes have “${other}”, change the delimiter in Settings.`;
    return { code: "delimiter", sentence, fix };
  }
  const parts = code.split(delimiter);
  if (parts.length === 1) {
    const sentence = `Cost code ${code} has no sections; Procore needs a first section that names a division.`;
    return { code: "unsectioned", sentence, fix: rename("a sectioned code") };
  }
  if (parts.length > 3 || parts.length !== sections.length) {
    const wanted = sections.length > 3 ? "2 or 3" : String(sections.length);
    const sentence = `Cost code ${code} has ${parts.length} sections; codes of ${wanted} sections can go to Procore.`;
    return { code: "tiers", sentence, fix: rename(`one of ${wanted} sections`) };
  }
  if (parts[0]?.trim() === "") {
    return { code: "division", sentence: `Cost code ${code} names no division.`, fix: rename("one with a division") };
  }
  return sectionProblem(code, parts, sections, rename);
}

function sectionProblem(
  code: string,
  parts: readonly string[],
  sections: readonly number[],
  rename: (to: string) => string,
): ShapeProblem | null {
  const bad = parts.findIndex((part, index) => part.length !== sections[index]);
  if (bad < 0) return null;
  const sentence = `Cost code ${code} has ${parts[bad]?.length} characters in section ${bad + 1}; this company's codes have ${sections[bad]}.`;
  return { code: "section", sentence, fix: rename(`one with ${sections[bad]} characters in section ${bad + 1}`) };
}
