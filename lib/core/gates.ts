import type { CompanyProfile } from "#lib/core/company-profile.ts";
import type { FindingMakers, FindingOptions } from "#lib/core/finding-makers.ts";
import type { Finding } from "#lib/core/findings.ts";
import { isAtLeast, isSupportedSage, oldestSyncClient, supportedSageVersions } from "#lib/core/version.ts";

/** What decides about a gate: the company profile, and the version of the sync client that was seen last (null: none yet). */
export type GateBasis = { readonly profile: CompanyProfile; readonly clientVersion: string | null };

/** What a rule says while the gate is closed; `in` names the maker of the finding. */
type Told = FindingOptions & {
  readonly in: "inSage" | "inProcore";
  readonly code: string;
  readonly field: string;
  sentence(profile: CompanyProfile): string;
  readonly words: string;
};
type Definition = {
  readonly label: string;
  /** What cannot be done while it is closed. */
  readonly closes: string;
  /** Where the rule comes from. */
  readonly why: string;
  /** The setting that opens and closes it; null where nobody can. */
  readonly setting: keyof CompanyProfile | null;
  /** Who may change it, where it is not a setting. */
  readonly whom?: string;
  isOpen(basis: GateBasis): boolean;
  /** What holds it as it is, in a few words: "Sage 18.1". */
  held(basis: GateBasis): string;
  readonly finding?: Told;
};

/** The oldest Sage that takes prime contract change orders (domain/requirements-source.txt, Supported Versions). */
const firstWithPrimeContracts = "17.1.4";

const turnOn = "Let an administrator turn them on in the settings, or reject the item.";
const notHere = "Nothing to do here; an administrator can correct the company profile.";
const byRequirements = "Requirements of the connector";

/**
 * Every switch that opens or closes something, in the order of the screen: rules ask `gateRules`, lists ask `isGateOpen`,
 * and Settings shows them all, so that what is shown is what is done.
 */
const gates = {
  sageVersion: {
    label: "Supported version of Sage",
    closes: "Every export.",
    why: `${byRequirements}, Supported Versions: ${supportedSageVersions.join(", ")}.`,
    setting: "sageVersion",
    isOpen: ({ profile }) => isSupportedSage(profile.sageVersion),
    held: ({ profile }) => `Sage ${profile.sageVersion}`,
    finding: {
      in: "inSage",
      code: "sage_version",
      field: "sage",
      sentence: ({ sageVersion }) =>
        `This company's Sage is ${sageVersion}; supported are ${supportedSageVersions.join(", ")}.`,
      words: "Update Sage, and let an administrator change the version in the settings.",
      fixer: "admin",
    },
  },
  primeContractVersion: {
    label: "Sage for prime contracts",
    closes: "Prime contract change orders.",
    why: `${byRequirements}, Supported Versions: ${firstWithPrimeContracts} or newer.`,
    setting: "sageVersion",
    isOpen: ({ profile }) => isAtLeast(profile.sageVersion, firstWithPrimeContracts),
    held: ({ profile }) => `Sage ${profile.sageVersion}`,
    finding: {
      in: "inSage",
      code: "version.too_old",
      field: "sage",
      sentence: ({ sageVersion }) =>
        `This company's Sage is ${sageVersion}; prime contract change orders need ${firstWithPrimeContracts} or newer.`,
      words: "Update Sage and let an administrator change the version in the settings, or reject the item.",
      fixer: "admin",
    },
  },
  syncClient: {
    label: "Version of the sync client",
    closes: "Every export and every reading of Sage: an older sync client is not let in.",
    why: `What is written and read back changed with version ${oldestSyncClient}.`,
    setting: null,
    whom: "Whoever runs the Sage server: copy dist/sync-client.mjs there and start it again.",
    isOpen: ({ clientVersion }) => clientVersion !== null && isAtLeast(clientVersion, oldestSyncClient),
    held: ({ clientVersion }) =>
      clientVersion === null ? "No sync client was seen yet" : `Version ${clientVersion}, needs ${oldestSyncClient}`,
  },
  invoicesByCountry: {
    label: "Invoices by country",
    closes: "Subcontractor invoices.",
    why: `${byRequirements}, note 8: not supported for Canada.`,
    setting: "country",
    isOpen: ({ profile }) => profile.country !== "canada",
    held: ({ profile }) => countries[profile.country],
    finding: {
      in: "inSage",
      code: "company.canada",
      field: "company",
      sentence: () => "The company is in Canada; subcontractor invoices are not exported there.",
      words: notHere,
      fixer: "admin",
    },
  },
  invoicesByTaxGroups: {
    label: "Invoices and tax groups",
    closes: "Subcontractor invoices.",
    why: "Imported tax groups and the export of invoices exclude each other.",
    setting: "importsTaxGroups",
    isOpen: ({ profile }) => !profile.importsTaxGroups,
    held: ({ profile }) => (profile.importsTaxGroups ? "Tax groups are imported" : "No tax groups are imported"),
    finding: {
      in: "inSage",
      code: "company.tax_groups",
      field: "company",
      sentence: () =>
        "Sage's tax groups are imported into Procore; subcontractor invoices are not exported together with that.",
      words: notHere,
      fixer: "admin",
    },
  },
  payments: {
    label: "Payments issued",
    closes: "Reading payments of Procore Pay, and Invoice Code 1 and 2 of paid invoices.",
    why: "Limited availability; off until the company wants them.",
    setting: "exportPayments",
    isOpen: ({ profile }) => profile.exportPayments,
    held: ({ profile }) => (profile.exportPayments ? "Turned on" : "Turned off"),
    finding: {
      in: "inProcore",
      code: "off",
      field: "status",
      sentence: () => "This company does not send payments.",
      words: turnOn,
      fixer: "admin",
    },
  },
  paymentsByCountry: {
    label: "Payments by country",
    closes: "Payments issued.",
    why: `${byRequirements}: Procore Pay is in the United States only.`,
    setting: "country",
    isOpen: ({ profile }) => profile.country === "us",
    held: ({ profile }) => countries[profile.country],
    finding: {
      in: "inProcore",
      code: "country",
      field: "status",
      sentence: () => "Payments go to Sage in the United States only; this company is in Canada.",
      words: "Reject it; the payment is kept in Sage by hand.",
      fixer: "accounting",
    },
  },
  costForecasts: {
    label: "Cost forecasts",
    closes: "Reading cost forecasts, and offering them beside the budget.",
    why: "Off until the company wants them (requirements of the connector, note 3).",
    setting: "exportCostForecast",
    isOpen: ({ profile }) => profile.exportCostForecast,
    held: ({ profile }) => (profile.exportCostForecast ? "Turned on" : "Turned off"),
    finding: {
      in: "inProcore",
      code: "off",
      field: "status",
      sentence: () => "This company does not send cost forecasts.",
      words: turnOn,
      fixer: "admin",
    },
  },
  subJobBudgets: {
    label: "Budget lines of sub jobs",
    closes: "Budgets and budget changes with a line on a sub job.",
    why: "A decision of the company.",
    setting: "exportSubJobBudgetLines",
    isOpen: ({ profile }) => profile.exportSubJobBudgetLines,
    held: ({ profile }) => (profile.exportSubJobBudgetLines ? "They go with the budget" : "Turned off"),
  },
  newCodes: {
    label: "Codes that are new to a job",
    closes: "Commitments and their change orders with a code that the job does not have.",
    why: "A decision of the company: zero-amount estimate lines make the code.",
    setting: "zeroLinesForNewCodes",
    isOpen: ({ profile }) => profile.zeroLinesForNewCodes,
    held: ({ profile }) => (profile.zeroLinesForNewCodes ? "Made with zero estimates" : "Left to Sage"),
  },
  mailAccept: {
    label: "Accept from a mail",
    closes: "Links in mails that accept clean items of low risk.",
    why: "A decision of the company, off by default: whoever has the mail can use its links.",
    setting: "acceptsByMail",
    isOpen: ({ profile }) => profile.acceptsByMail,
    held: ({ profile }) => (profile.acceptsByMail ? `Up to ${profile.mailAcceptMost}` : "Turned off"),
  },
  statusLinks: {
    label: "Links for outsiders",
    closes: "Links that show the status of a project without a sign-in.",
    why: "A decision of the company, off by default: whoever has such a link sees the status.",
    setting: "statusLinks",
    isOpen: ({ profile }) => profile.statusLinks,
    held: ({ profile }) => (profile.statusLinks ? "Turned on" : "Turned off"),
  },
  contracts: {
    label: "Contracts module (CN)",
    closes: "Reading prime contracts from the Contracts module; without it they come from the job and its worksheet.",
    why: `${byRequirements}: prime contracts are Contracts (CN) or Misc. Worksheet (JC).`,
    setting: "hasContracts",
    isOpen: ({ profile }) => profile.hasContracts,
    held: ({ profile }) => (profile.hasContracts ? "The module is used" : "Jobs and their worksheets"),
  },
  insurance: {
    label: "Insurance of vendors",
    closes: "Reading four kinds of insurance with the vendors.",
    why: `${byRequirements}, note 2: turned on for a company by itself.`,
    setting: "importsInsurance",
    isOpen: ({ profile }) => profile.importsInsurance,
    held: ({ profile }) => (profile.importsInsurance ? "Read from Sage" : "Not read"),
  },
  billedRates: {
    label: "Billed rates",
    closes: "Reading what Billing makes of job costs.",
    why: `${byRequirements}, note 5: needs work in progress of the Billing module.`,
    setting: "billedRates",
    isOpen: ({ profile }) => profile.billedRates,
    held: ({ profile }) => (profile.billedRates ? "Read from Sage" : "Not read"),
  },
  projectManagement: {
    label: "Project Management module (PJ)",
    closes: "Unlink of approved change orders of commitments: Sage deletes none without it.",
    why: "Not offered for companies that have it either; another change order corrects.",
    setting: null,
    whom: "Nobody.",
    isOpen: () => false,
    held: () => "Not offered",
  },
  receivables: {
    label: "Receivables module (AR)",
    closes: "Owner invoices and their payments.",
    why: `${byRequirements}, Unsupported Features.`,
    setting: null,
    whom: "Nobody.",
    isOpen: () => false,
    held: () => "Not offered",
  },
} as const satisfies Readonly<Record<string, Definition>>;
export type GateName = keyof typeof gates;
export const gateNames = Object.keys(gates) as GateName[];

const countries: Readonly<Record<CompanyProfile["country"], string>> = { us: "United States", canada: "Canada" };

/** Whether a gate that hangs on the profile alone is open. */
export function isGateOpen(name: Exclude<GateName, "syncClient">, profile: CompanyProfile): boolean {
  return gates[name].isOpen({ profile, clientVersion: null });
}

type ToldGate = { [Name in GateName]: (typeof gates)[Name] extends { finding: Told } ? Name : never }[GateName];

/** A finding for each of these gates that is closed. */
export function gateRules(
  names: readonly Exclude<ToldGate, "syncClient">[],
  profile: CompanyProfile,
  makers: FindingMakers,
): readonly Finding[] {
  return names.flatMap((name) => {
    if (isGateOpen(name, profile)) return [];
    const told: Told = gates[name].finding;
    const { code, field, words, fixer } = told;
    const options = { ...(fixer ? { fixer } : {}), fix: { words } };
    const sentence = told.sentence(profile);
    return told.in === "inSage"
      ? [makers.inSage(code, field, sentence, words, options)]
      : [makers.inProcore(code, field, sentence, options)];
  });
}

export type GateView = {
  readonly name: GateName;
  readonly label: string;
  readonly isOpen: boolean;
  readonly held: string;
  readonly closes: string;
  readonly why: string;
  readonly setting: keyof CompanyProfile | null;
  readonly whom: string;
};

/** Every gate as it stands, for the screen. */
export function gateViews(basis: GateBasis): readonly GateView[] {
  return gateNames.map((name) => {
    const gate: Definition = gates[name];
    const { label, closes, why, setting, whom = "An administrator, in Settings." } = gate;
    return { name, label, isOpen: gate.isOpen(basis), held: gate.held(basis), closes, why, setting, whom };
  });
}
