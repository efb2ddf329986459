import { expect, test } from "vitest";
import { safePath, wordsOfSignInError } from "#components/sign-in/sign-in-words.ts";

const origin = "https://countersign.example";

test.each([
  [null, "/"],
  ["/inbox?tab=clean#x", "/inbox?tab=clean#x"],
  ["https://countersign.example/outbox", "/outbox"],
  ["https://evil.example/inbox", "/"],
  ["//evil.example", "/"],
  ["/\\evil.example", "/"],
  ["javascript:alert(1)", "/"],
  ["/sign-in?callbackUrl=/sign-in", "/"],
  ["/api/auth/signout", "/"],
  ["http://[", "/"],
])("after sign-in %s leads to %s", (asked, path) => {
  expect(safePath(asked, origin)).toBe(path);
});

test("a code becomes a sentence, a sentence stays", () => {
  expect(wordsOfSignInError("CredentialsSignin")).toContain("password");
  expect(wordsOfSignInError("Too many attempts. Wait 5 minutes.")).toBe("Too many attempts. Wait 5 minutes.");
  expect(wordsOfSignInError("wait:1")).toContain("1 second,");
  expect(wordsOfSignInError("wait:61")).toContain("2 minutes,");
  expect(wordsOfSignInError("OAuthCallback")).toMatch(/\.$/);
});
