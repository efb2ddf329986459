import { expect, test } from "vitest";
import { changedFields, fromDraft, problemsOf, toDraft } from "#components/settings/profile-draft.ts";
import { profileGroups } from "#components/settings/profile-fields.ts";
import { CompanyProfile } from "#lib/core/company-profile.ts";

const profile = CompanyProfile.parse({});

test("the form has every field of the profile, once", () => {
  const keys = profileGroups.flatMap((group) => group.fields.map((field) => field.key));
  expect(keys.toSorted()).toEqual(Object.keys(profile).toSorted());
});

test("a profile survives the form", () => {
  expect(fromDraft(toDraft(profile))).toEqual(profile);
  expect(problemsOf(toDraft(profile))).toEqual({});
});

test("half-written values are problems in words, not losses", () => {
  const draft = { ...toDraft(profile), undoSeconds: "3o", costCodeSections: "2" };
  expect(Object.keys(problemsOf(draft)).toSorted()).toEqual(["costCodeSections", "undoSeconds"]);
  expect(
    changedFields(toDraft(profile), draft)
      .map((field) => field.key)
      .toSorted(),
  ).toEqual(["costCodeSections", "undoSeconds"]);
});

test("a version that is not supported is told with the list, unless it is stored already", () => {
  const old = { ...toDraft(profile), sageVersion: "16.1" };
  expect(problemsOf(old).sageVersion).toContain("Supported are 23.1, 22.2");
  expect(problemsOf(old, old)).toEqual({});
  expect(problemsOf({ ...old, sageVersion: "20.5.2" }, old)).toEqual({});
});
