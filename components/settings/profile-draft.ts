import { profileGroups } from "#components/settings/profile-fields.ts";
import type { Input, Key, ProfileField } from "#components/settings/profile-group.ts";
import { CompanyProfile, versionProblem } from "#lib/core/company-profile.ts";

/** What the form holds: text for everything that is typed, so that a half-written value is not lost. */
export type ProfileDraft = Readonly<Record<string, string | boolean>>;

export function toDraft(profile: Readonly<Record<string, unknown>>): ProfileDraft {
  const whole = CompanyProfile.parse(profile);
  const entries = Object.entries(whole).map(
    ([key, value]) =>
      [key, Array.isArray(value) ? value.join(", ") : typeof value === "number" ? String(value) : value] as const,
  );
  return Object.fromEntries(entries);
}

/** The values of the form in the profile's types; what is not a value yet stays text and is told as a problem. */
export function fromDraft(draft: ProfileDraft): Readonly<Record<string, unknown>> {
  const fields = profileGroups.flatMap((group) => group.fields);
  return Object.fromEntries(fields.map(({ key, input }) => [key, typedValue(draft[key], input)]));
}

function typedValue(value: string | boolean | undefined, input: Input): unknown {
  if (typeof value !== "string") return value;
  if (input.kind === "lines") return value;
  const text = value.trim();
  if (input.kind === "seconds") return /^\d+$/.test(text) ? Number(text) : text;
  if (input.kind === "types") return text.split(", ").filter((id) => id !== "");
  if (input.kind === "amount") return text.replace(/[\s,]/g, "");
  if (input.kind === "sections") return text.split(/[\s,;]+/).map((part) => (/^\d+$/.test(part) ? Number(part) : part));
  return text;
}

const limits: Partial<Record<Key, string>> = {
  jobIdMask: "At most 10 signs.",
  vendorIdMask: "At most 10 signs.",
  projectTemplate: "At most 200 signs.",
  sageVersion: "Up to four numbers with full stops, like 17.1.4.",
  approvedChangeOrderStatus: "One or two digits.",
  billedRateCategories: "Categories of up to three signs, with commas.",
  costCodeSections: "Two to four lengths between 1 and 8, with commas.",
  mailAcceptMost: "An amount like 5000.00, up to 999,999,999.99.",
  undoSeconds: "A whole number from 0 to 3600.",
  undoSecondsBulk: "A whole number from 0 to 3600.",
};

/** Problems per field, in words. A version that is stored already may be one that is no longer supported. */
export function problemsOf(draft: ProfileDraft, saved?: ProfileDraft): Readonly<Record<string, string>> {
  const parsed = CompanyProfile.safeParse(fromDraft(draft));
  if (parsed.success) {
    const isSaved = draft.sageVersion === saved?.sageVersion;
    const problem = isSaved ? null : versionProblem(parsed.data.sageVersion);
    return problem === null ? {} : { sageVersion: problem };
  }
  return Object.fromEntries(
    parsed.error.issues.map((issue) => [String(issue.path[0]), limits[issue.path[0] as Key] ?? issue.message]),
  );
}

export function changedFields(before: ProfileDraft, after: ProfileDraft): readonly ProfileField[] {
  return profileGroups.flatMap((group) => group.fields).filter(({ key }) => before[key] !== after[key]);
}

/** A value in the words of the form, for the list of changes. */
export function inWords(field: ProfileField, value: string | boolean | undefined): string {
  const { input } = field;
  if (input.kind === "switch") return value ? input.on : input.off;
  if (input.kind === "choice") return input.options[String(value)] ?? String(value);
  if (input.kind === "seconds") return `${value} s`;
  const text = String(value);
  if (input.kind === "lines" && text.trim() !== "") return `${text.trim().split(/\r?\n/).length} lines`;
  if (input.kind === "types") return text === "" ? "none" : text.replaceAll("-", " ");
  return text === "" ? "empty" : text;
}
