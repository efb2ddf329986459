import type { Json } from "#lib/core/canonical-json.ts";
import type { CompanyProfile } from "#lib/core/company-profile.ts";
import {
  type Difference,
  differing,
  type ImportType,
  type LabelledField,
  type ListedEntry,
  type Staged,
  type StepContext,
  type StepRow,
} from "#lib/core/import-type.ts";
import { toScale } from "#lib/core/money.ts";
import { isAtLeast } from "#lib/core/version.ts";
import {
  type Item,
  lineKey,
  linesOf,
  PrimeContract,
  readContract,
  totalOf,
} from "#lib/imports/prime-contract/model.ts";
import { againstAgain, rules, unapproved } from "#lib/imports/prime-contract/rules.ts";

/**
 * Contracts with owners: they become prime contracts with their schedule of values, several in one project, one never in
 * two (domain/procore-erp-tool.md 4.12).
 */
export const primeContract: ImportType = {
  id: "prime_contract",
  label: { one: "Contract", many: "Contracts" },
  procoreNoun: "prime contract",
  source: "prime_contracts",
  isOff,
  head(row) {
    const contract = PrimeContract.parse(row);
    return { code: contract.contract, name: contract.name, job: contract.job, amount: totalOf(contract) };
  },
  tied: (staged) => readContract(staged).here.contracts[0]?.sourceId ?? null,
  rules,
  options: [],
  differences,
  effect: () => null,
  details,
  readsContracts: true,
  before: {
    list: (staged) => ({ list: "prime_contracts", place: placeOf(staged) }),
    against: standsBefore,
  },
  steps: [
    {
      name: "contract",
      write(staged, context) {
        return { list: "prime_contracts", place: placeOf(staged), rows: [headOf(staged, context)] };
      },
    },
    {
      name: "lines",
      write(staged, context) {
        const { contract } = readContract(staged);
        const place = { ...placeOf(staged), contractId: context.written.contract?.[contract] ?? "" };
        return { list: "prime_contract_line_items", place, rows: lineRows(staged, context) };
      },
    },
  ],
  again:
    "Amounts are written as Sage has them; lines that Sage has no more become zero. Codes and descriptions that people gave in Procore stay where Sage has none or the same as before.",
  againstAgain: (staged) => againstAgain(readContract(staged)),
  undo: {
    consequence:
      "The prime contract stays in Procore, without its tie to Sage. Delete it there before the contract is imported again.",
    below(staged, contractSourceId) {
      return { projectSourceId: readContract(staged).here.projectSourceId ?? "", extra: null, contractSourceId };
    },
  },
};

/** Sage gives contracts away since this version. */
const oldest = "17.1.4";
function isOff({ sageVersion }: CompanyProfile): string | null {
  if (isAtLeast(sageVersion, oldest)) return null;
  return `Prime contracts need Sage 300 CRE ${oldest} or newer; the company has ${sageVersion}.`;
}

function placeOf(staged: Staged) {
  return { projectId: readContract(staged).here.projectSourceId ?? "" };
}

/** Approved as a contract of the books is; what people make of the status afterwards stays. */
function headOf(staged: Staged, { imported }: StepContext): StepRow<"prime_contracts"> {
  const { contract, name, date, retainage } = readContract(staged);
  const own = { originId: contract, number: contract, title: name || contract, retainagePercent: retainage };
  const fresh = imported === null ? ({ status: "Approved", accountingMethod: "amount" } as const) : {};
  return { key: contract, row: { ...own, contractDate: date, ...fresh } };
}

/** Sage's lines, and those that were imported and Sage has no more, with zero: Procore lets nobody delete what is tied. */
function lineRows(staged: Staged, { imported }: StepContext): readonly StepRow<"prime_contract_line_items">[] {
  const contract = readContract(staged);
  const before = imported === null ? [] : linesOf(PrimeContract.parse(imported));
  const lines = linesOf(contract);
  const gone = before.filter(({ item }) => !lines.some((line) => line.item === item));
  const row = (line: Item): StepRow<"prime_contract_line_items"> => {
    const key = lineKey(contract.contract, line);
    const was = before.find(({ item }) => item === line.item);
    const description = was?.description === line.description ? {} : { description: line.description };
    return { key, row: { originId: key, amount: toScale(line.amount, 2), ...description, ...codeOf(line) } };
  };
  return [...lines.map(row), ...gone.map((line) => row({ ...line, amount: "0" }))];
}

/** A line without a whole code gets the one that people choose in Procore. */
function codeOf({ extra, costCode, category }: Item) {
  if (costCode === "" || category === "") return {};
  return { budgetCode: { subJob: extra === "" ? null : extra, costCode, costType: category } };
}

/** As Procore has it this moment: its list here may be some minutes old. */
function standsBefore(staged: Staged, entries: readonly ListedEntry[], imported: Json | null): string | null {
  const { contract } = readContract(staged);
  const text = (entry: ListedEntry, name: string) => String((entry.raw as Record<string, unknown>)[name] ?? "");
  const own = entries.find(({ originId }) => originId === contract);
  if (own) return imported === null ? null : unapproved(contract, text(own, "status"));
  if (imported !== null) {
    return `Prime contract ${contract} is not in the project any more; archive it, or unlink it and import it anew.`;
  }
  const twin = entries.find((entry) => entry.originId === null && text(entry, "number") === contract);
  return twin
    ? `A prime contract with the number ${contract} is in the project already; importing would make a second one.`
    : null;
}

function differences(before: Json, after: Json): readonly Difference[] {
  const [was, is] = [PrimeContract.parse(before), PrimeContract.parse(after)];
  const [old, now] = [byItem(was), byItem(is)];
  const items = [...new Set([...old.keys(), ...now.keys()])].toSorted();
  const itemsOf = (of: ReadonlyMap<string, string>) =>
    items.map((item): LabelledField => [`Item ${item}`, of.get(item) ?? ""]);
  return differing([...headsOf(was), ...itemsOf(old)], [...headsOf(is), ...itemsOf(now)]);
}

function headsOf({ job, name, date, retainage }: PrimeContract): readonly LabelledField[] {
  return [
    ["Job", job],
    ["Description", name],
    ["Date", date ?? ""],
    ["Retainage percent", retainage],
  ];
}

function byItem(contract: PrimeContract): ReadonlyMap<string, string> {
  return new Map(
    linesOf(contract).map((line) => {
      const code = [line.extra, line.costCode, line.category].filter(Boolean).join(" ");
      return [line.item, [line.description, code, toScale(line.amount, 2)].filter(Boolean).join(" · ")];
    }),
  );
}

function details(row: Json) {
  const contract = PrimeContract.parse(row);
  const text = (label: string, value: string) => ({ label, value, kind: "text" as const });
  return [
    text("Contract", contract.contract),
    text("Description", contract.name),
    text("Job", contract.job),
    text("Kept in", contract.isOwn ? "Contracts" : "the job and its miscellaneous worksheet"),
    text("Date", contract.date ?? ""),
    text("Retainage percent", contract.retainage),
    { label: "Amount", value: totalOf(contract), kind: "money" as const },
    ...linesOf(contract).map((line) => {
      const code = [line.extra, line.costCode, line.category].filter(Boolean).join(" ");
      return text(`Item ${line.item}`, [line.description, code, toScale(line.amount, 2)].filter(Boolean).join(" · "));
    }),
  ];
}
