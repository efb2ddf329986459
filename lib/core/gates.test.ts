import { describe, expect, test } from "vitest";
import { CompanyProfile, changedProfile } from "#lib/core/company-profile.ts";
import { findingMakers } from "#lib/core/finding-makers.ts";
import { type GateName, gateNames, gateRules, gateViews, isGateOpen } from "#lib/core/gates.ts";
import { isSupportedSage, oldestSyncClient } from "#lib/core/version.ts";

const plain = CompanyProfile.parse({});
const makers = findingMakers("x");
const openOf = (profile: Partial<CompanyProfile>, clientVersion: string | null = oldestSyncClient) =>
  gateViews({ profile: { ...plain, ...profile }, clientVersion })
    .filter(({ isOpen }) => isOpen)
    .map(({ name }) => name);

test("every gate says what it closes, why, what holds it and who may change it", () => {
  const views = gateViews({ profile: plain, clientVersion: null });
  expect(views.map(({ name }) => name)).toEqual(gateNames);
  for (const view of views)
    for (const words of [view.label, view.closes, view.why, view.held, view.whom]) expect(words).not.toBe("");
});

describe("each setting opens and closes its own gates and no others", () => {
  const usual: GateName[] = openOf({});
  test.each([
    [{ sageVersion: "16.1.9" }, ["sageVersion", "primeContractVersion"], []],
    [{ sageVersion: "17.1.3" }, ["primeContractVersion"], []],
    [{ sageVersion: "19.1" }, ["sageVersion"], []],
    [{ country: "canada" }, ["invoicesByCountry", "paymentsByCountry"], []],
    [{ importsTaxGroups: true }, ["invoicesByTaxGroups"], []],
    [{ exportSubJobBudgetLines: false }, ["subJobBudgets"], []],
    [{ zeroLinesForNewCodes: false }, ["newCodes"], []],
    [{ exportPayments: true }, [], ["payments"]],
    [{ exportCostForecast: true }, [], ["costForecasts"]],
    [{ hasContracts: true }, [], ["contracts"]],
    [{ importsInsurance: true }, [], ["insurance"]],
    [{ billedRates: true }, [], ["billedRates"]],
  ] as [Partial<CompanyProfile>, GateName[], GateName[]][])("%j", (profile, closed, opened) => {
    const now = openOf(profile);
    expect(usual.filter((name) => !now.includes(name))).toEqual(closed);
    expect(now.filter((name) => !usual.includes(name))).toEqual(opened);
  });

  test("an old sync client, or none, closes its gate", () => {
    expect([openOf({}), openOf({}, null), openOf({}, "1.1.9")].map((open) => open.includes("syncClient"))).toEqual([
      true,
      false,
      false,
    ]);
  });
});

test("a rule speaks exactly while its gate is closed, and names the administrator", () => {
  const names = ["sageVersion", "invoicesByCountry", "invoicesByTaxGroups"] as const;
  expect(gateRules(names, plain, makers)).toEqual([]);
  const closed = { ...plain, sageVersion: "16.1", country: "canada", importsTaxGroups: true } as const;
  const findings = gateRules(names, closed, makers);
  expect(findings.map(({ code, severity, fixer }) => [code, severity, fixer])).toEqual([
    ["x.sage_version", "blocks", "admin"],
    ["x.company.canada", "blocks", "admin"],
    ["x.company.tax_groups", "blocks", "admin"],
  ]);
  expect(findings[0]?.sentence).toContain("23.1, 22.2, 20.5");
  expect(names.map((name) => isGateOpen(name, closed))).toEqual([false, false, false]);
});

test.each([
  ["17.1", true],
  ["17.1.4", true],
  ["20.5.1", true],
  ["23.1", true],
  ["17.10", false],
  ["19.1", false],
  ["23", false],
])("Sage %s is supported: %s", (version, isSupported) => {
  expect(isSupportedSage(version)).toBe(isSupported);
  const saved = changedProfile(plain, { sageVersion: version });
  expect(saved.ok).toBe(isSupported);
  if (!saved.ok) expect(saved.refusal.params.problem).toContain("Supported are 23.1, 22.2");
});

test("a company that is on an old version already can still save its other settings", () => {
  const old = { ...plain, sageVersion: "16.1.9" };
  expect(changedProfile(old, { undoSeconds: 5 })).toMatchObject({ ok: true, value: { sageVersion: "16.1.9" } });
  expect(changedProfile(old, { bogus: 1 })).toMatchObject({ ok: false });
});
