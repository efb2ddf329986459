import type { Json } from "#lib/core/canonical-json.ts";
import { findingMakers } from "#lib/core/finding-makers.ts";
import type { Finding } from "#lib/core/findings.ts";
import { differing, type ImportType, type Staged } from "#lib/core/import-type.ts";
import { isZero } from "#lib/core/money.ts";
import type { SourceRows } from "#lib/core/source-write.ts";
import { DirectCost, keyOf, readDirectCost } from "#lib/imports/direct-cost/model.ts";

const { inProcore, inSage } = findingMakers("direct_cost");

/**
 * Job cost transactions become direct costs of projects whose costs are imported; where the company bills a category by rate,
 * at their billed amount. Costs on a commitment are in Procore as its invoices and stay out. A direct cost is never changed
 * once it is there (domain/procore-erp-tool.md 4.14).
 */
export const directCost: ImportType = {
  id: "direct_cost",
  label: { one: "Transaction", many: "Direct costs" },
  procoreNoun: "direct cost",
  source: "direct_costs",
  flowsIn: true,
  isFixed: true,
  head(row) {
    const cost = DirectCost.parse(row);
    return { code: keyOf(cost), name: cost.description || cost.type, job: cost.job, amount: cost.value };
  },
  tied: () => null,
  rules,
  options: [],
  differences: (before, after) => differing(fieldsOf(before), fieldsOf(after)),
  effect: () => null,
  details: (row) => fieldsOf(row).map(([label, value]) => ({ label, value, kind: "text" as const })),
  steps: [
    {
      name: "direct_cost",
      write(staged) {
        const cost = readDirectCost(staged);
        const key = keyOf(cost);
        const { here, description, date, extra, costCode, category: costType } = cost;
        const budgetCode = { subJob: extra || null, costCode, costType };
        const line = { originId: `${key}/1`, budgetCode, description, amount: cost.value ?? "0.00", ...unitsOf(cost) };
        const row = { originId: key, description, date: date ?? "", ...kindOf(cost), lines: [line] };
        return { list: "direct_costs", place: { projectId: here.projectSourceId }, rows: [{ key, row }] };
      },
    },
  ],
  undo: { closed: "A direct cost is never changed in Procore; Sage corrects a cost by another transaction." },
};

function rules(staged: Staged): readonly Finding[] {
  const cost = readDirectCost(staged);
  const { here, vendor, extra, job } = cost;
  const findings: Finding[] = [];
  const byAdmin = (code: string, field: string, sentence: string, words: string) =>
    findings.push(inProcore(code, field, sentence, { fixer: "admin", fix: { words } }));
  if (!here.isOn) {
    const sentence = `Costs of project “${here.projectName}” are not imported: it is switched off.`;
    byAdmin("project.off", "job", sentence, "Switch them on under Job costs of the project.");
  }
  if (vendor !== "" && here.companySourceId === null) {
    const sentence = `Vendor ${vendor} is no company in Procore yet; the cost goes with its company.`;
    byAdmin("vendor.unlinked", "vendor", sentence, "Import the vendor, or link it to its company on Vendors.");
  }
  if (!here.hasSubJob) {
    const sentence = `Extra ${extra} of job ${job} is no sub job in Procore yet.`;
    byAdmin("sub_job.missing", "extra", sentence, "Import the extra first.");
  }
  return [...findings, ...valueRules(cost)];
}

function valueRules({ date, isBilledRate, value, category }: DirectCost): readonly Finding[] {
  const findings: Finding[] = [];
  if (date === null)
    findings.push(inSage("date.missing", "date", "The cost has no date.", "Give the transaction a date in Sage."));
  if (isBilledRate && value === null) {
    const sentence = `Category ${category} is billed by rate, and Billing has made no work in progress of the cost yet.`;
    findings.push(inSage("billed.missing", "value", sentence, "Generate work in progress in Billing."));
  }
  if (isBilledRate && value !== null && isZero(value)) {
    const sentence = "Billing made 0.00 of the cost; there is nothing to show in Procore.";
    findings.push(inSage("billed.zero", "value", sentence, "Nothing to do, unless the rate is wrong."));
  }
  return findings;
}

type Kind = Pick<SourceRows["direct_costs"], "type" | "invoiceNumber" | "vendorId">;

/** Invoices need vendor and number in Procore; payroll has neither. */
function kindOf({ type, invoice, here }: ReturnType<typeof readDirectCost>): Kind {
  if (type.toLowerCase().startsWith("pr")) return { type: "payroll" };
  const vendorId = here.companySourceId;
  if (vendorId === null) return { type: "expense" };
  return invoice === "" ? { type: "expense", vendorId } : { type: "invoice", vendorId, invoiceNumber: invoice };
}

/** Units belong to the cost, not to what is billed for it. */
function unitsOf({ units, unitCost, isBilledRate }: DirectCost) {
  return isBilledRate || isZero(units) ? {} : { quantity: units, unitCost };
}

function fieldsOf(row: Json): readonly (readonly [label: string, value: string])[] {
  const cost = DirectCost.parse(row);
  return [
    ["Run and sequence", keyOf(cost)],
    ["Type", cost.type],
    ["Date", cost.date ?? ""],
    ["Job", [cost.job, cost.extra].filter(Boolean).join(" / ")],
    ["Cost code", `${cost.costCode} ${cost.category}`],
    ["Description", cost.description],
    ["Vendor", cost.vendor],
    ["Invoice", cost.invoice],
    ["Cost in Sage", cost.amount],
    [cost.isBilledRate ? "Billed amount, as in Procore" : "Amount in Procore", cost.value ?? "not billed yet"],
  ];
}
