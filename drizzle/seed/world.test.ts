import { expect, test } from "vitest";
import { standardCodes } from "#drizzle/seed/codes.ts";
import { entriesOf } from "#drizzle/seed/countersign.ts";
import { demoWorlds } from "#drizzle/seed/demonstration.ts";
import { managersOf, summitRidgePeople } from "#drizzle/seed/people.ts";
import type { Story, World } from "#drizzle/seed/world.ts";
import { compare, multiply, sum, toScale } from "#lib/core/money.ts";

const today = "2026-06-15";
const { summitRidge, harborline } = demoWorlds(today);
const storiesOf = (world: World): readonly Story[] => Array.from({ length: world.items }, (_, n) => world.story(n));
const stories = storiesOf(summitRidge);
const number = (amount: string) => Number(amount);

test("the same options give the same world, in whatever order it is drawn", () => {
  const again = demoWorlds(today).summitRidge;
  const backwards = Array.from({ length: 400 }, (_, n) => again.story(399 - n)).reverse();
  expect(backwards).toEqual(stories);
  expect(again.vendors_).toEqual(summitRidge.vendors_);
  expect(demoWorlds("2026-06-16").summitRidge.story(0)).not.toEqual(stories[0]);
});

test("a larger world has the shares of the small one, and numbers that are used once", () => {
  const large = storiesOf(demoWorlds(today, 4000).summitRidge);
  expect(large.filter(({ plan }) => plan.fate === "clean")).toHaveLength(510);
  expect(large.filter(({ plan }) => plan.fate === "synced")).toHaveLength(2080);
  expect(new Set(large.map(({ contract }) => contract.number)).size).toBe(4000);
  expect(new Set(large.flatMap(({ contract }) => contract.lines.map(({ id }) => id))).size).toBe(
    large.reduce((n, { contract }) => n + contract.lines.length, 0),
  );
});

test("contracts look like a contractor's: kinds, lines, amounts, dates", () => {
  const orders = stories.filter(({ contract }) => contract.kind === "purchase_order_contracts").length;
  expect(orders).toBeGreaterThan(110);
  expect(orders).toBeLessThan(170);
  const totals = stories.map(({ contract }) => number(toScale(sum(contract.lines.map(({ amount }) => amount)), 2)));
  expect(Math.min(...totals)).toBeGreaterThanOrEqual(150);
  expect(Math.max(...totals)).toBe(4_200_000);
  expect(totals).toContain(1800);
  for (const { contract, plan, madeAt, sentAt, decidedAt } of stories) {
    expect(contract.lines.length).toBeGreaterThan(0);
    expect(contract.lines.length).toBeLessThanOrEqual(14);
    expect(madeAt < sentAt && madeAt < `${today}T00:00:00Z` && sentAt < `${today}T00:00:00Z`).toBe(true);
    if (plan.decidedAgo > 0) expect(sentAt < decidedAt).toBe(true);
    for (const line of contract.lines) {
      const product = toScale(multiply(line.quantity, line.unitCost), 2);
      if (plan.defect !== "product" && number(line.unitCost) > 0) expect(compare(product, line.amount)).toBe(0);
    }
  }
});

test("places: jobs by Sage's mask, two-tier codes, vendors with and without a counterpart in Sage", () => {
  expect(summitRidge.projects_).toHaveLength(12);
  for (const { job } of summitRidge.projects_) {
    expect(job?.job).toMatch(/^\d{2}-\d{3}$/);
    expect(job?.description.length).toBeLessThanOrEqual(30);
  }
  expect(summitRidge.projects_.some(({ job }) => (job?.extras.length ?? 0) > 0)).toBe(true);
  const takingCost = standardCodes.filter(({ isGroup }) => !isGroup);
  expect(takingCost.length).toBeGreaterThanOrEqual(90);
  for (const { code, name } of standardCodes) {
    expect(code).toMatch(/^\d{2}-\d{3}$/);
    expect(name.length).toBeLessThanOrEqual(30);
  }
  const { vendors_, sageVendors } = summitRidge;
  expect(vendors_).toHaveLength(60);
  expect(new Set(sageVendors.map(({ vendor }) => vendor)).size).toBe(sageVendors.length);
  for (const { vendor, name } of sageVendors) {
    expect(vendor).toMatch(/^[A-Z0-9]{1,10}$/);
    expect(name.length).toBeLessThanOrEqual(30);
  }
  const unlinked = vendors_.filter(({ sageVendor }) => sageVendor === null);
  const names = new Set(sageVendors.map(({ name }) => name));
  expect(unlinked).toHaveLength(12);
  expect(unlinked.filter(({ name }) => names.has(name)).length).toBeGreaterThanOrEqual(4);
  expect(sageVendors.filter(({ isActive }) => !isActive)).toHaveLength(2);
});

test("every project has a manager, every manager four to six projects", () => {
  const managed = summitRidge.projects_.flatMap((_, n) => managersOf(summitRidgePeople, n));
  for (const manager of summitRidgePeople.filter(({ role }) => role === "project_manager")) {
    const count = managed.filter(({ id }) => id === manager.id).length;
    expect(count).toBeGreaterThanOrEqual(4);
    expect(count).toBeLessThanOrEqual(6);
  }
});

test("what is meant to be clean is clean, what is meant to be blocked is blocked; without Sage nothing is", () => {
  for (const { story, assessment } of entriesOf(summitRidge, `${today}T12:00:00.000Z`)) {
    const { fate } = story.plan;
    if (fate === "clean" || fate === "synced" || fate === "failed" || fate === "held")
      expect(assessment?.lane).toBe("clean");
    if (fate === "look" || fate === "blocked") expect(assessment?.lane).toBe(fate);
  }
  const lanes = entriesOf(harborline, `${today}T12:00:00.000Z`).map(({ assessment }) => assessment);
  expect(lanes.every((assessment) => assessment?.document === null)).toBe(true);
  expect(lanes.every((assessment) => assessment?.findings.some(({ code }) => code.endsWith("mirror.unread")))).toBe(
    true,
  );
});

test("change orders: numbered in order of time, made after their contract, each line a part of one of its own", () => {
  const orders = entriesOf(summitRidge, `${today}T12:00:00.000Z`).filter(({ story }) => story.changeOrder);
  expect(orders.length).toBeGreaterThanOrEqual(40);
  expect(new Set(orders.map(({ story }) => story.changeOrder?.title)).size).toBeGreaterThan(30);
  const contracts = [...new Set(orders.map(({ story }) => story.contract.number))];
  expect(contracts).toHaveLength(17);
  for (const contract of contracts) {
    const all = orders.filter(({ story }) => story.contract.number === contract);
    expect(all.map(({ story }) => story.changeOrder?.number)).toEqual(
      ["001", "002", "003", "004"].slice(0, all.length),
    );
    const days = all.map(({ story }) => story.madeAt.slice(0, 10));
    expect(days).toEqual(days.toSorted());
    for (const { story } of all) {
      expect(story.contract.createdAt < story.madeAt && story.madeAt < story.sentAt).toBe(true);
      expect(story.changeOrder?.title.length).toBeGreaterThan(0);
    }
  }
});
