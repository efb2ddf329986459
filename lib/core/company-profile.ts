import { z } from "zod";
import { apLayoutNames, parsePrintedLayout } from "#lib/core/ap-layout.ts";
import { dateFormatIds } from "#lib/core/clock.ts";
import { readInput } from "#lib/core/input.ts";
import { type Outcome, refuse } from "#lib/core/outcome.ts";
import { originsProblem } from "#lib/core/project-share.ts";
import { isSupportedSage, supportedSageVersions } from "#lib/core/version.ts";

const paymentValues = ["check_number", "payment_date", "method", "amount", "nothing"] as const;
export type PaymentValue = (typeof paymentValues)[number];

/**
 * What Sage prints or decides per installation, and what the company decides about its exports. Never constants in a writer
 * (design.md 6). Stored on the company; every field has a default so that an older row stays readable.
 */
export const CompanyProfile = z.object({
  /** Sage's date format in the commitment import: the operator's, mm/dd/yyyy by default. */
  commitmentDateFormat: z.enum(["mm/dd/yyyy", "dd/mm/yyyy", "yyyy-mm-dd"]).default("mm/dd/yyyy"),
  /** Whether job ids and cost codes go into files with their punctuation or without (Sage formats them to its own mask). */
  idsWithPunctuation: z.boolean().default(true),
  /** The delimiter of sectioned cost codes; a code that mixes delimiters is refused. */
  costCodeDelimiter: z.enum(["-", "."]).default("-"),
  /** Sections of a cost code by length, e.g. [2, 3] for 03-100. */
  costCodeSections: z.array(z.int().min(1).max(8)).min(2).max(4).default([2, 3]),
  /** Job id in Sage: letters stand for themselves; 9 a digit, A a letter, X either. Empty: any. */
  jobIdMask: z.string().max(10).default(""),
  /** Vendor id in Sage, in the signs of `jobIdMask`. Empty: any. */
  vendorIdMask: z.string().max(10).default(""),
  /** The installed Sage 300 CRE; some records need a newer one. Compared part by part, as numbers. */
  sageVersion: z
    .string()
    .regex(/^\d{1,3}(\.\d{1,3}){0,3}$/)
    .default("18.1"),
  /** Sage forces capitals on ids. */
  capitalIds: z.boolean().default(true),
  /** "Use Procore Contract #": prefills the commitment id from the contract number. */
  contractNumberAsCommitmentId: z.boolean().default(true),
  /** Prefills the change order id from the change order's number. */
  changeOrderNumberAsId: z.boolean().default(true),
  /** Sage's code for an approved change order of a commitment in the import file; unconfirmed on a live Sage. */
  approvedChangeOrderStatus: z
    .string()
    .regex(/^\d{1,2}$/)
    .default("5"),
  /** How a new vendor gets into Sage, which has no import of vendors: keyed in by a person, or written over SQL. */
  vendorDoor: z.enum(["attended", "database"]).default("attended"),
  /** Where the company is: subcontractor invoices are not exported in Canada. */
  country: z.enum(["us", "canada"]).default("us"),
  /** Sage's tax groups are imported into the source; then subcontractor invoices are not exported. */
  importsTaxGroups: z.boolean().default(false),
  /** Procore's project template that jobs are imported with unless somebody chooses another, by its name. Empty: none. */
  projectTemplate: z.string().trim().max(200).default(""),
  /** Sage has the Contracts module: prime contracts are read from its tables, not from the job and its worksheet. */
  hasContracts: z.boolean().default(false),
  /** Four kinds of vendors' insurance are read from Sage with the vendors. */
  importsInsurance: z.boolean().default(false),
  /** What Billing makes of job costs (billed rates) is read from Sage's work in progress. */
  billedRates: z.boolean().default(false),
  /** Categories whose costs go to Procore at their billed amount, with commas: "LAB, EQP". */
  billedRateCategories: z
    .string()
    .max(200)
    .regex(/^\s*([^\s,]{1,3}(\s*,\s*[^\s,]{1,3})*)?\s*$/)
    .default(""),
  /** Layout of the AP invoice import: one of three that were seen, Sage's fixed one, or the company's own as printed. */
  apLayout: z.enum(apLayoutNames).default("a"),
  /** The Import Format that Sage prints, one field a line; used with `apLayout` "printed". */
  apPrintedLayout: z
    .string()
    .max(4000)
    .superRefine((text, context) => {
      const read = text.trim() === "" ? null : parsePrintedLayout(text);
      if (read?.ok === false) context.addIssue({ code: "custom", message: read.problem });
    })
    .default(""),
  /** Sage's date format in the AP invoice import, as in Tools, Options, Date Format. */
  apDateFormat: z.enum(["mm/dd/yyyy", "dd/mm/yyyy", "yyyy-mm-dd", "mmddyyyy"]).default("mm/dd/yyyy"),
  /** How days are written on the screens and in mails, unless a person chose otherwise; files for Sage have their own formats. */
  shownDateFormat: z.enum(dateFormatIds).default("words"),
  /** Items go to accounting by themselves when they are approved in Procore. */
  sendWhenApproved: z.boolean().default(true),
  /** Undo windows between Accept and release, in seconds: one item, several at once. */
  undoSeconds: z.int().min(0).max(3600).default(30),
  undoSecondsBulk: z.int().min(0).max(3600).default(120),
  /** Mails to an accountant carry links that accept items of low risk (lib/core/mail-accept.ts). */
  acceptsByMail: z.boolean().default(false),
  /** The greatest amount, without its sign, that is accepted from a mail. */
  mailAcceptMost: z
    .string()
    .regex(/^\d{1,9}(\.\d{1,2})?$/)
    .default("5000.00"),
  /** Record types that are accepted from a mail, by their ids. */
  mailAcceptTypes: z
    .array(z.string().regex(/^[a-z-]{1,40}$/))
    .max(30)
    .default([]),
  /** Links show the status of a project to people without a sign-in (docs/share.md). */
  statusLinks: z.boolean().default(false),
  /** The sites that may show that status in a frame: "https://app.procore.com, https://intranet.example.com". */
  statusFrames: z
    .string()
    .trim()
    .max(1000)
    .superRefine((text, context) => {
      const problem = originsProblem(text);
      if (problem !== null) context.addIssue({ code: "custom", message: problem });
    })
    .default(""),
  /** Zero-amount estimate lines go before a commitment whose job/extra/code/category combination is new to Sage. */
  zeroLinesForNewCodes: z.boolean().default(true),
  /** Budget lines of sub jobs go with the budget; off: a budget with such lines cannot go. */
  exportSubJobBudgetLines: z.boolean().default(true),
  /** Cost forecasts are read from Procore and offered beside the budget; off until the company wants them. */
  exportCostForecast: z.boolean().default(false),
  /** How forecasts get into Sage, which has no import of them: keyed in from a sheet, or written over SQL. */
  costForecastDoor: z.enum(["attended", "database"]).default("attended"),
  /** Payments issued are read from Procore and offered after their invoice; off until the company wants them. */
  exportPayments: z.boolean().default(false),
  /** What Invoice Code 1 and 2 of a paid invoice hold; which is which is unconfirmed on a live Sage. */
  paymentCode1: z.enum(paymentValues).default("check_number"),
  paymentCode2: z.enum(paymentValues).default("payment_date"),
  /** How the codes get into Sage: keyed in from a sheet, or written over SQL. */
  paymentDoor: z.enum(["attended", "database"]).default("attended"),
  /** Quantities × unit cost must give the amount to the cent. */
  checkUnitPrices: z.boolean().default(true),
});
export type CompanyProfile = z.infer<typeof CompanyProfile>;

/** Why a company cannot be put on this version of Sage; null when it can. What is stored already stays readable. */
export function versionProblem(version: string): string | null {
  if (isSupportedSage(version)) return null;
  return `${version} is no supported version. Supported are ${supportedSageVersions.join(", ")} and their updates, like 17.1.4.`;
}

/** A profile with some settings changed, or the first thing that is wrong with them. */
export function changedProfile(
  before: CompanyProfile,
  changes: Readonly<Record<string, unknown>>,
): Outcome<CompanyProfile> {
  const after = readInput(CompanyProfile.strict(), { ...before, ...changes }, "profile");
  if (!after.ok) return after;
  const problem = Object.hasOwn(changes, "sageVersion") ? versionProblem(after.value.sageVersion) : null;
  return problem === null ? after : refuse("input.invalid", { field: "sageVersion", problem });
}
