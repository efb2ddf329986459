import type { Facts } from "#lib/core/facts.ts";
import { type FindingMakers, unwritable } from "#lib/core/finding-makers.ts";
import type { Finding } from "#lib/core/findings.ts";
import { prerequisiteRules } from "#lib/core/prerequisite-rules.ts";
import { sageLimits as limits } from "#lib/core/sage-records.ts";

export type SageList = keyof Facts["asOf"];
const listNames: Readonly<Record<SageList, string>> = {
  jobs: "jobs",
  codes: "codes",
  vendors: "vendors",
  commitments: "commitments",
  changeOrders: "change orders",
  invoices: "invoices",
};

/** Whether these lists of Sage were read at all, and lately. */
export function mirrorRules(facts: Facts, { inSage }: FindingMakers, wanted: readonly SageList[]): readonly Finding[] {
  const lists = wanted.map((name) => [name, facts.asOf[name]] as const);
  const unread = lists.filter(([, asOf]) => asOf === null).map(([name]) => name);
  if (unread.length > 0) {
    const sentence = `Sage has not been read yet: ${unread.map((name) => listNames[name]).join(", ")}.`;
    return [inSage("mirror.unread", "sage", sentence, "Wait for the first reading, or look at Health.")];
  }
  const dates = lists.map(([, asOf]) => asOf ?? "").sort();
  const oldest = dates[0] ?? "";
  if (oldest.slice(0, 10) >= dayBefore(facts.today)) return [];
  const sentence = `Sage was last read on ${oldest.slice(0, 10)}, more than a day ago.`;
  return [
    inSage("mirror.stale", "sage", sentence, "Look at Health: the sync client may be offline.", {
      asOf: oldest,
      severity: "warns",
    }),
  ];
}

function dayBefore(date: string): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
}

/** Whether the project leads to a job in Sage that takes cost. */
export function jobRules(facts: Facts, makers: FindingMakers): readonly Finding[] {
  const { inSage } = makers;
  const { job, project } = facts;
  const asOf = facts.asOf.jobs;
  const awaited = prerequisiteRules(facts, makers, ["job", "extra", "codes"]);
  if (!job && awaited.length > 0) return awaited;
  const name = [project.number, project.name].filter(Boolean).join(" ");
  if (!job) {
    const sentence = `Project ${name} is not linked to a job in Sage.`;
    return [
      inSage("project.not_linked", "project", sentence, "Link the project to its job.", { asOf, fixer: "admin" }),
    ];
  }
  const findings: Finding[] = [...awaited];
  if (asOf !== null && !job.inSage) {
    // A job that was made a moment ago comes with the next reading.
    const isNew = job.linkedAt !== undefined && job.linkedAt > asOf;
    const [sentence, words] = isNew
      ? [
          `Project ${name} was linked to job ${job.job} after Sage's jobs were last read.`,
          "Wait for the next reading; it comes by itself.",
        ]
      : [
          `Project ${name} is linked to job ${job.job}, which is no longer in Sage.`,
          "Link the project to its job again.",
        ];
    findings.push(inSage("job.not_in_sage", "project", sentence, words, { asOf, fixer: "admin" }));
  }
  if (job.inSage?.status.toLowerCase() === "closed") {
    findings.push(
      inSage(
        "job.closed",
        "project",
        `Job ${job.job} is closed in Sage.`,
        "Open the job in Sage, or reject the item.",
        { asOf },
      ),
    );
  }
  const put = (code: string, sentence: string) =>
    inSage(code, "project", sentence, "Link the project to its job again.", { asOf, fixer: "admin" });
  return [...findings, ...unwritable("job_id", "The job's Sage id", job.job, limits.job, put)];
}

/** Whether the company of a document is linked to a vendor that Sage has and takes; `company` as the source names it. */
export function vendorRules(
  company: { readonly name: string; readonly sourceId: string } | null,
  facts: Facts,
  makers: FindingMakers,
): readonly Finding[] {
  const { inProcore, inSage } = makers;
  if (!company) return [inProcore("vendor.missing", "vendor", "There is no contract company.")];
  const { name, sourceId } = company;
  const vendor = facts.vendor;
  if (!vendor) {
    return [
      inSage(
        "vendor.unknown",
        "vendor",
        `${name} has not been read from Procore yet.`,
        "Wait for the next reading of Procore.",
        { fixer: "admin" },
      ),
    ];
  }
  const link = { words: "Link the company to its vendor in Sage.", action: "link-vendor", target: sourceId } as const;
  const awaited = prerequisiteRules(facts, makers, ["company"]);
  const findings: Finding[] = [...awaited];
  if (!vendor.isActive) findings.push(inProcore("vendor.inactive", "vendor", `${name} is inactive in Procore.`));
  const asOf = facts.asOf.vendors;
  if (!vendor.link && awaited.length > 0) return findings;
  if (!vendor.link) {
    const sentence = `${name} is not linked to a vendor in Sage.`;
    return [...findings, inProcore("vendor.not_linked", "vendor", sentence, { asOf, fixer: "admin", fix: link })];
  }
  const { vendor: id, inSage: row } = vendor.link;
  if (asOf !== null && !row) {
    const sentence = `${name} is linked to vendor ${id}, which is no longer in Sage.`;
    findings.push(inProcore("vendor.not_in_sage", "vendor", sentence, { asOf, fixer: "admin", fix: link }));
  }
  if (row && row.status !== "" && row.status.toLowerCase() !== "active") {
    const sentence = `Vendor ${id} (${row.name}) is “${row.status}” in Sage.`;
    findings.push(
      inSage("vendor.inactive_in_sage", "vendor", sentence, "Make the vendor active in Sage, or link another one.", {
        asOf,
      }),
    );
  }
  const put = (code: string, sentence: string) =>
    inProcore(code, "vendor", sentence, { asOf, fixer: "admin", fix: link });
  return [...findings, ...unwritable("vendor_id", "The vendor's Sage id", id, limits.vendor, put)];
}
