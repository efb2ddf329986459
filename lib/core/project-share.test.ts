import { expect, test } from "vitest";
import { CompanyProfile, changedProfile } from "#lib/core/company-profile.ts";
import { frameOrigins, originsProblem, shareStanding } from "#lib/core/project-share.ts";

test("a site that may frame is https, a host and perhaps a port, and nothing that a content policy reads otherwise", () => {
  for (const text of [
    "",
    " ",
    "https://app.procore.com",
    "https://a.example:8443, https://b.example https://c.example",
  ])
    expect([text, originsProblem(text)]).toEqual([text, null]);
  expect(frameOrigins("https://a.example:8443, https://b.example\nhttps://b.example")).toEqual([
    "https://a.example:8443",
    "https://b.example",
  ]);
  for (const text of [
    "*",
    "https:",
    "https://*",
    "https://*.example.com",
    "http://a.example",
    "https://a.example/path",
    "https://a.example/",
    "https://A.example",
    "https://user@a.example",
    "https://a.example;script-src",
    "'self'",
    "data:",
    "https://a.example, javascript:alert(1)",
  ]) {
    expect([text, originsProblem(text)]).toEqual([text, expect.stringContaining("is no site")]);
    expect(frameOrigins(text).every((one) => one === "https://a.example")).toBe(true);
  }
  const many = Array.from({ length: 11 }, (_, n) => `https://s${n}.example`).join(" ");
  expect(originsProblem(many)).toBe("At most 10 sites.");
});

test("the setting is off by default, and keeps nothing that is no site", () => {
  const profile = CompanyProfile.parse({});
  expect([profile.statusLinks, profile.statusFrames]).toEqual([false, ""]);
  const codeOf = (statusFrames: string) => {
    const changed = changedProfile(profile, { statusFrames });
    return changed.ok ? null : changed.refusal.code;
  };
  expect(codeOf("https://app.procore.com")).toBeNull();
  expect(codeOf("https://app.procore.com; script-src *")).toBe("input.invalid");
});

test("a link shows something only while nothing stands against it; what is final is said first", () => {
  const open = { isRevoked: false, isExpired: false, isAllowed: true, mayMaker: true };
  expect(shareStanding(open)).toBe("open");
  expect(shareStanding({ ...open, mayMaker: false })).toBe("maker");
  expect(shareStanding({ ...open, mayMaker: false, isAllowed: false })).toBe("off");
  expect(shareStanding({ ...open, isAllowed: false, isExpired: true })).toBe("expired");
  expect(shareStanding({ ...open, isExpired: true, isRevoked: true })).toBe("revoked");
});
