import { mailGroup } from "#components/settings/mail-fields.ts";
import { paymentFields } from "#components/settings/payment-fields.ts";
import type { Input, ProfileGroup } from "#components/settings/profile-group.ts";
import { shareGroup } from "#components/settings/share-fields.ts";
import { dateFormats } from "#lib/core/clock.ts";
import { supportedSageVersions } from "#lib/core/version.ts";

const yesNo = (on: string, off: string): Input => ({ kind: "switch", on, off });

/** The company profile in the order of the form; every field says what it decides. */
export const profileGroups: readonly ProfileGroup[] = [
  {
    title: "Ids and cost codes",
    note: "As this company's Sage is set up. A wrong mask makes Sage refuse the import.",
    fields: [
      {
        key: "jobIdMask",
        label: "Job id mask",
        hint: "9 a digit, A a letter, X either, anything else stands for itself; at most 10. Empty: any id. Jobs that do not fit are a finding.",
        input: { kind: "text" },
      },
      {
        key: "vendorIdMask",
        label: "Vendor id mask",
        hint: "As for jobs; at most 10. Empty: any id. A vendor ID that does not fit blocks the company.",
        input: { kind: "text" },
      },
      {
        key: "sageVersion",
        label: "Version of Sage 300 CRE",
        hint: `Supported: ${supportedSageVersions.join(", ")} and their updates, like 17.1.4.`,
        input: { kind: "text" },
      },
      {
        key: "capitalIds",
        label: "Capitals in ids",
        hint: "Decides whether ids go to Sage in capitals.",
        input: yesNo("Sage forces capitals", "As written in Procore"),
      },
      {
        key: "idsWithPunctuation",
        label: "Punctuation of ids",
        hint: "Decides how job ids and cost codes are written into the import files.",
        input: yesNo("With punctuation", "Without punctuation"),
      },
      {
        key: "costCodeDelimiter",
        label: "Delimiter in cost codes",
        hint: "A code that mixes delimiters is refused before it reaches Sage.",
        input: { kind: "choice", options: { "-": "Hyphen, 03-100", ".": "Full stop, 03.100" } },
      },
      {
        key: "costCodeSections",
        label: "Lengths of the cost code sections",
        hint: "Two to four lengths with commas: “2, 3” for 03-100.",
        input: { kind: "sections" },
      },
      {
        key: "contractNumberAsCommitmentId",
        label: "Use Procore Contract #",
        hint: "Decides what the commitment id is filled with; an accountant can still change it.",
        input: yesNo("Filled from the contract number", "Left empty for the accountant"),
      },
      {
        key: "changeOrderNumberAsId",
        label: "Use Procore change order #",
        hint: "Decides what the change order id is filled with; an accountant can still change it.",
        input: yesNo("Filled from the change order number", "Left empty for the accountant"),
      },
    ],
  },
  {
    title: "Import files and checks",
    note: "What is written into the files for Sage, and what is checked before.",
    fields: [
      {
        key: "commitmentDateFormat",
        label: "Date format of the commitment import",
        hint: "Must be the date format of the Sage operator who imports; otherwise days and months change places.",
        input: {
          kind: "choice",
          options: {
            "mm/dd/yyyy": "mm/dd/yyyy (03/14/2026)",
            "dd/mm/yyyy": "dd/mm/yyyy (14/03/2026)",
            "yyyy-mm-dd": "yyyy-mm-dd (2026-03-14)",
          },
        },
      },
      {
        key: "approvedChangeOrderStatus",
        label: "Status code of an approved change order",
        hint: "One or two digits, as the import of this Sage prints it. Not verified on a live Sage.",
        input: { kind: "text" },
      },
      {
        key: "vendorDoor",
        label: "New vendors",
        hint: "Decides how a company becomes a vendor. SQL skips Sage's own checks, and a sync client does it only where it was allowed at enrolment.",
        input: {
          kind: "choice",
          options: { attended: "Keyed in by a person from a sheet", database: "Written over SQL" },
        },
      },
      {
        key: "zeroLinesForNewCodes",
        label: "Codes that are new to a job",
        hint: "Decides whether zero-amount estimate lines go before a commitment whose code or category the job does not have yet.",
        input: yesNo("Make them with zero estimates", "Leave them to Sage"),
      },
      {
        key: "exportSubJobBudgetLines",
        label: "Budget lines of sub jobs",
        hint: "Decides whether a budget that has lines on sub jobs can go to Sage.",
        input: yesNo("Go with the budget", "A budget with such lines is blocked"),
      },
      {
        key: "exportCostForecast",
        label: "Cost forecasts",
        hint: "Decides whether “Estimated Cost at Completion” and “Forecast to Complete” of the budget view are read and offered beside the budget.",
        input: yesNo("Offered beside the budget", "Not read"),
      },
      {
        key: "costForecastDoor",
        label: "How cost forecasts get into Sage",
        hint: "Miscellaneous amounts 1 and 2 of the category. SQL skips Sage's own checks, and a sync client does it only where it was allowed at enrolment. Not verified on a live Sage.",
        input: {
          kind: "choice",
          options: { attended: "Keyed in by a person from a sheet", database: "Written over SQL" },
        },
      },
      {
        key: "checkUnitPrices",
        label: "Unit prices",
        hint: "Decides whether quantity × unit cost must give the amount to the cent.",
        input: yesNo("Must give the amount", "Not checked"),
      },
    ],
  },
  {
    title: "AP invoices",
    note: "The layout that this Sage prints under AP, Tools, Import Invoices, Import Format. None was verified on a live Sage.",
    showsInvoice: true,
    fields: [
      {
        key: "apLayout",
        label: "Layout of the invoice import",
        hint: "Decides which fields stand in which place. The variable format depends on the AP settings: compare it with the printout.",
        input: {
          kind: "choice",
          options: {
            a: "A: discount, no tax, no units",
            b: "B: tax, units, no accounting date",
            c: "C: units, no extra",
            fixed: "Fixed (APIF), unverified",
            printed: "As printed, below",
          },
        },
      },
      {
        key: "apDateFormat",
        label: "Date format of the invoice import",
        hint: "As in Sage's Tools, Options, Date Format; otherwise days and months change places.",
        input: {
          kind: "choice",
          options: {
            "mm/dd/yyyy": "mm/dd/yyyy (03/14/2026)",
            "dd/mm/yyyy": "dd/mm/yyyy (14/03/2026)",
            "yyyy-mm-dd": "yyyy-mm-dd (2026-03-14)",
            mmddyyyy: "mmddyyyy (03142026)",
          },
        },
      },
      {
        key: "apPrintedLayout",
        label: "Printed Import Format",
        hint: "A line API and the fields of the header below it, a line APD and those of the distribution; one field a line, - for a place that stays empty.",
        input: { kind: "lines" },
      },
      {
        key: "country",
        label: "Country",
        hint: "Decides whether subcontractor invoices go to Sage at all.",
        input: { kind: "choice", options: { us: "United States", canada: "Canada: no subcontractor invoices" } },
      },
      {
        key: "importsTaxGroups",
        label: "Sage's tax groups in Procore",
        hint: "Where they are imported, subcontractor invoices do not go to Sage.",
        input: yesNo("Imported: no subcontractor invoices", "Not imported"),
      },
      {
        key: "projectTemplate",
        label: "Project template",
        hint: "The template that Import proposes for jobs, by its name in Procore. Empty: none is proposed.",
        input: { kind: "text" },
      },
      {
        key: "hasContracts",
        label: "Contracts in Sage",
        hint: "Decides where prime contracts are read: from the Contracts module, or from the job and its worksheet.",
        input: yesNo("The Contracts module is used", "Jobs and their worksheets"),
      },
      {
        key: "importsInsurance",
        label: "Insurance of vendors",
        hint: "Decides whether policies and their expiry are read from Sage with the vendors.",
        input: yesNo("Read from Sage", "Not read"),
      },
      {
        key: "billedRates",
        label: "Billed rates",
        hint: "Decides whether what Billing makes of job costs is read from Sage.",
        input: yesNo("Read from Sage", "Not read"),
      },
      {
        key: "billedRateCategories",
        label: "Categories at their billed amount",
        hint: "With commas, like LAB, EQP. Their costs become direct costs at what Billing makes of them, once it has made work in progress.",
        input: { kind: "text" },
      },
      ...paymentFields,
    ],
  },
  {
    title: "Dates on the screens",
    note: "Business dates are days of this company; nobody's own time zone moves them.",
    fields: [
      {
        key: "shownDateFormat",
        label: "Date format",
        hint: "On the screens and in mails; each person can choose the other one for themselves. Files for Sage keep the formats above.",
        input: { kind: "choice", options: dateFormats },
      },
    ],
  },
  {
    title: "Sending and undo",
    note: "When items reach accounting, and how long a decision can be taken back for certain.",
    fields: [
      {
        key: "sendWhenApproved",
        label: "When approved in Procore",
        hint: "Decides whether an approved document goes to accounting by itself.",
        input: yesNo("Sent to accounting", "Waits for Send to ERP"),
      },
      {
        key: "undoSeconds",
        label: "Undo window, one item",
        hint: "Seconds between Accept and release; 0 to 3,600.",
        input: { kind: "seconds" },
      },
      {
        key: "undoSecondsBulk",
        label: "Undo window, several items",
        hint: "Seconds between Accept and release when several are accepted at once; 0 to 3,600.",
        input: { kind: "seconds" },
      },
    ],
  },
  mailGroup,
  shareGroup,
];

/** A setting by the name that the form gives it. */
export function fieldLabel(key: string): string {
  return profileGroups.flatMap((group) => group.fields).find((field) => field.key === key)?.label ?? key;
}
