import { expect, test } from "vitest";
import { CompanyProfile } from "#lib/core/company-profile.ts";
import { taxGroup } from "#lib/imports/tax-group/definition.ts";

const rate = (id: string, value: string) => ({ id, name: "", rate: value });
const group = (...rates: ReturnType<typeof rate>[]) => ({ group: "DALE", name: "City of Dale", rates });
const codesOf = (row: ReturnType<typeof group>) =>
  taxGroup.rules({ row, here: {} }, { profile: CompanyProfile.parse({}) }).map(({ code }) => code);
const written = (row: ReturnType<typeof group>) =>
  taxGroup.steps[0]?.write({ row, here: {} }, { options: {}, written: {}, standardListId: "", imported: null }).rows[0]
    ?.row;

test("several rates become one code with their exact sum", () => {
  const row = group(rate("CITY", "3.0750"), rate("STATE", "2.9"), rate("RTD", "0.1"));
  expect(codesOf(row)).toEqual([]);
  expect(written(row)).toMatchObject({ originId: "DALE", code: "DALE", description: "City of Dale", rate: "6.075" });
});

test("an exempt group has a rate of nothing; one without rates, or with one that is no number, is refused", () => {
  expect(codesOf(group(rate("NONE", "0.00")))).toEqual([]);
  expect(written(group(rate("NONE", "0.00")))).toMatchObject({ rate: "0" });
  expect(codesOf(group())).toEqual(["tax_group.rates.none"]);
  expect(codesOf(group(rate("CITY", ""), rate("STATE", "2.9")))).toEqual(["tax_group.rate.unreadable"]);
});

test("a changed rate is told by itself and by what it makes of the code", () => {
  const before = group(rate("CITY", "3"), rate("STATE", "2.9"));
  const after = group(rate("CITY", "3.5"), rate("STATE", "2.90"));
  expect(taxGroup.differences(before, after)).toEqual([
    { label: "Rate CITY", before: "3 %", after: "3.5 %" },
    { label: "Rate in Procore", before: "5.9 %", after: "6.4 %" },
  ]);
});

test("is off until the company wants it, and says what that costs", () => {
  expect(taxGroup.isOff?.(CompanyProfile.parse({}))).toContain("subcontractor invoices do not go to Sage");
  expect(taxGroup.isOff?.(CompanyProfile.parse({ importsTaxGroups: true }))).toBeNull();
});
