import { z } from "zod";
import type { CompanyProfile } from "#lib/core/company-profile.ts";
import { shapeProblem } from "#lib/core/cost-code-shape.ts";
import type { FindingMakers } from "#lib/core/finding-makers.ts";
import type { Finding } from "#lib/core/findings.ts";
import type { Difference } from "#lib/core/import-type.ts";

/** A cost code of a job or an extra as the mirror has it, with its categories in their order. */
export const StagedCode = z.object({
  code: z.string(),
  name: z.string(),
  /** A group code heads others and takes no cost. */
  isGroup: z.boolean(),
  categories: z.array(z.string()),
});
export type StagedCode = z.infer<typeof StagedCode>;

/** As many codes are named as a person reads; the rest is counted. */
const named = 8;

/**
 * The findings of the codes that come with a job or an extra: each of a shape that Procore takes, each with a category
 * (domain/procore-erp-tool.md 4.1, 4.4). `place` is "job 24-05".
 */
export function stagedCodeRules(
  codes: readonly StagedCode[],
  place: string,
  profile: CompanyProfile,
  { inSage }: FindingMakers,
): readonly Finding[] {
  const findings = codes.flatMap((code): readonly Finding[] => {
    const shape = shapeProblem(code.code, profile);
    if (shape) return [inSage(`cost_code.${shape.code}`, `codes.${code.code}`, shape.sentence, shape.fix)];
    if (code.isGroup || code.categories.length > 0) return [];
    const sentence = `Cost code ${code.code} “${code.name}” of ${place} has no category; Procore needs one at least.`;
    const words = `In Sage, add a category to ${code.code} on ${place}, or take the code off.`;
    return [inSage("category.missing", `codes.${code.code}`, sentence, words)];
  });
  const more = findings.length - named;
  if (more <= 0) return findings;
  const words = "Change them in the same way.";
  const rest = inSage("cost_code.more", "codes", `${more} more codes of ${place} cannot go to Procore.`, words);
  return [...findings.slice(0, named), rest];
}

/** Codes and categories that came, went or were renamed, by code. */
export function codeDifferences(before: readonly StagedCode[], after: readonly StagedCode[]): readonly Difference[] {
  const [old, now] = [byCode(before), byCode(after)];
  const codes = [...new Set([...old.keys(), ...now.keys()])].toSorted();
  return codes.flatMap((code) => {
    const [was, is] = [wordsOf(old.get(code)), wordsOf(now.get(code))];
    return was === is ? [] : [{ label: `Cost code ${code}`, before: was, after: is }];
  });
}

/** Codes that are no longer there, or lost a category. */
export function lostCodes(before: readonly StagedCode[], after: readonly StagedCode[]): readonly string[] {
  const now = byCode(after);
  return before
    .filter((code) => {
      const left = now.get(code.code);
      return !left || code.categories.some((category) => !left.categories.includes(category));
    })
    .map(({ code }) => code);
}

/** One level of a sectioned code: "26" of "26-010", then "26-010" itself. */
export type Tier = {
  readonly code: string;
  readonly last: string;
  readonly parent: string | null;
  readonly name: string;
};

/**
 * The divisions and codes that Procore needs for these codes, tier by tier: Procore makes a code of its parents and its last
 * section. Group codes take no cost; they name the division that they head ("26-000" names "26").
 */
export function tiersOf(codes: readonly StagedCode[], delimiter: string): readonly (readonly Tier[])[] {
  const names = new Map(
    codes.filter(({ isGroup }) => isGroup).map(({ code, name }) => [headOf(code, delimiter), name]),
  );
  const tiers: Map<string, Tier>[] = [];
  for (const { code, name } of codes.filter(({ isGroup }) => !isGroup)) {
    const parts = code.split(delimiter);
    parts.forEach((last, level) => {
      const at = parts.slice(0, level + 1).join(delimiter);
      const parent = level === 0 ? null : parts.slice(0, level).join(delimiter);
      const own = level === parts.length - 1 ? name : (names.get(at) ?? `Division ${at}`);
      tiers[level] ??= new Map();
      tiers[level]?.set(at, { code: at, last, parent, name: own || at });
    });
  }
  return tiers.map((tier) => [...tier.values()].toSorted((a, b) => (a.code < b.code ? -1 : 1)));
}

/** "26" for the group code "26-000": without the sections that are zeros. */
export function headOf(code: string, delimiter: string): string {
  const parts = code.split(delimiter);
  while (parts.length > 1 && /^0+$/.test(parts.at(-1) ?? "")) parts.pop();
  return parts.join(delimiter);
}

function byCode(codes: readonly StagedCode[]): ReadonlyMap<string, StagedCode> {
  return new Map(codes.map((code) => [code.code, code]));
}

function wordsOf(code: StagedCode | undefined): string {
  if (!code) return "";
  return [code.name, code.isGroup ? "group" : code.categories.join(", ") || "no category"].join(" · ");
}
