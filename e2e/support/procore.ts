import { randomInt } from "node:crypto";
import type { SampleCompany } from "#drizzle/factories/sample-company.ts";
import { control } from "./control.ts";
import { environment } from "./environment.ts";

export type Row = { readonly id: number } & Readonly<Record<string, unknown>>;
export type Contract = Row & {
  readonly number: string;
  readonly title: string;
  readonly origin_id: string | null;
  readonly line_items: readonly (Row & { readonly amount: string })[];
};
type Line = { readonly description: string; readonly amount: string; readonly costCode?: string };
export type ContractOptions = {
  readonly number?: string;
  readonly title?: string;
  readonly status?: string;
  /** Files of the contract, as the simulator's data file has them. */
  readonly attachments?: readonly object[];
  readonly lines?: readonly Line[];
  /** The company and the project of the sample by default; of another project its own codes are used. */
  readonly vendor?: { readonly id: number };
  readonly project?: Project;
};

/** A change order of a contract. */
export type ChangeOrder = Row & { readonly number: string; readonly title: string; readonly origin_id: string | null };
type ChangeOrderOptions = {
  readonly number?: string;
  readonly title?: string;
  /** What is added to the contract's lines, in their order. */
  readonly amounts?: readonly string[];
};

/** A project with its cost codes. */
export type Project = Row & {
  readonly name: string;
  readonly project_number: string;
  readonly origin_id: string | null;
  readonly codes: readonly Row[];
};
type Sub = Row & { readonly code: string; readonly name: string };
type Invoice = Row & { readonly invoice_number: string };
type Change = Row & { readonly number: number; readonly title: string };
type Payment = Row & { readonly payment_number: number; readonly check_number: string };
/** What a line of a budget is forecast to cost in all, and from now on. */
type Forecast = { readonly atCompletion: string; readonly toComplete: string };

const kind = "work_order_contracts";
const changeOrders = "change_order_packages";
/** Numbers of their own for every test: two runs on one installation do not meet. */
export const uniqueNumber = (): string =>
  `E2E-${randomInt(36 ** 5, 36 ** 6)
    .toString(36)
    .toUpperCase()}`;
/** A number of a project that is a Job ID in the sample company's format, away from those of the sample. */
export const uniqueJob = (): string => `${randomInt(30, 100)}-${randomInt(100, 1000)}`;
/** Below the ids whose budget codes (code and cost type in one number) are exact. */
const uniqueId = (): number => randomInt(10 ** 8, 10 ** 9);

/** The simulated Procore as its users change it. */
export class ProcoreSide {
  /** A subcontract in a project of the sample company, approved, on a linked vendor. */
  async contract(sample: SampleCompany, options: ContractOptions = {}): Promise<Contract> {
    const [vendor] = sample.vendors;
    const lines = options.lines ?? [
      { description: "Rough-in, level 1", amount: "18250.50" },
      { description: "Rough-in, level 2", amount: "21400.00" },
    ];
    const { project } = options;
    const codes = project
      ? new Map(project.codes.map((code) => [String(code.code), code.id]))
      : await this.#codes(sample);
    const subcontract = await this.#subcontract(project?.id ?? sample.project.sourceId);
    return await control<Contract>(environment.procore(), "POST", `records/${kind}`, {
      project_id: project?.id ?? Number(sample.project.sourceId),
      vendor_id: options.vendor?.id ?? Number(vendor?.sourceId),
      number: options.number ?? uniqueNumber(),
      title: options.title ?? "Site electrical",
      status: options.status ?? "Approved",
      attachments: options.attachments ?? [],
      accounting_method: "amount",
      retainage_percent: "10.0",
      contract_date: new Date().toISOString().slice(0, 10),
      line_items: lines.map((line, n) => ({
        position: n + 1,
        description: line.description,
        amount: line.amount,
        cost_code_id: codes.get(line.costCode ?? sample.costCodes[n % sample.costCodes.length] ?? ""),
        line_item_type_id: subcontract?.id,
      })),
    });
  }

  /** An approved change order that adds to lines of the contract. */
  async changeOrder(contract: Contract, options: ChangeOrderOptions = {}): Promise<ChangeOrder> {
    const amounts = options.amounts ?? ["950.00"];
    return await control<ChangeOrder>(environment.procore(), "POST", `records/${changeOrders}`, {
      project_id: contract.project_id,
      contract_id: contract.id,
      type: "CommitmentContractChangeOrder",
      number: options.number ?? "001",
      title: options.title ?? "More outlets",
      status: "approved",
      line_items: contract.line_items.slice(0, amounts.length).map((line, n) => ({
        position: n + 1,
        description: line.description,
        amount: amounts[n],
        cost_code_id: line.cost_code_id,
        line_item_type_id: line.line_item_type_id,
      })),
    });
  }

  async readChangeOrder(changeOrder: ChangeOrder): Promise<ChangeOrder> {
    return await control<ChangeOrder>(environment.procore(), "GET", `records/${changeOrders}/${changeOrder.id}`);
  }

  async edit(contract: Contract, change: Record<string, unknown>): Promise<void> {
    await control(environment.procore(), "PATCH", `records/${kind}/${contract.id}`, change);
  }

  async read(contract: Contract): Promise<Contract> {
    return await control<Contract>(environment.procore(), "GET", `records/${kind}/${contract.id}`);
  }

  /** A project that wants to become a job, with two codes of the standard list; none of its parts is seen before the whole. */
  async project(sample: SampleCompany): Promise<Project> {
    const company_id = await this.#companyOf(sample.project.sourceId);
    const number = uniqueJob();
    const own = { company_id, name: `Annex ${number}`, project_number: number, is_erp_integrated: false };
    const project = await this.#create<Project>("projects", own);
    const codes = await this.#addCodes(sample.costCodes.slice(0, 2), { project_id: project.id });
    const change = { is_erp_integrated: true };
    const path = `records/projects/${project.id}`;
    return { ...(await control<Project>(environment.procore(), "PATCH", path, change)), codes };
  }

  /** A sub job of the sample company's project; its codes are there before it. */
  async subJob(sample: SampleCompany): Promise<Sub> {
    const [id, project_id] = [uniqueId(), Number(sample.project.sourceId)];
    await this.#addCodes(sample.costCodes.slice(0, 2), { project_id, sub_job_id: id });
    const code = uniqueNumber();
    return await this.#create<Sub>("sub_jobs", { id, project_id, code, name: `Parking ${code}` });
  }

  /** One more code of a project, with the cost type of subcontracts. */
  async addCode(project: Project, code: string): Promise<void> {
    await this.#addCodes([code], { project_id: project.id });
  }

  /** The locked budget of a project that has none, one line for each amount, and what they are forecast to cost. */
  async budget(project: Project, amounts: readonly string[], forecasts: readonly Forecast[] = []): Promise<void> {
    const priced = await this.#priced(project, amounts, "original_budget_amount");
    const lines = priced.map((line, n) => {
      const { atCompletion, toComplete } = forecasts[n] ?? {};
      return { ...line, estimated_cost_at_completion: atCompletion, forecast_to_complete: toComplete };
    });
    await this.#create("budgets", { project_id: project.id, locked: true, line_items: lines });
  }

  /** An approved change of the project's budget, one line for each amount. */
  async budgetChange(project: Project, amounts: readonly string[]): Promise<Change> {
    return await this.#create<Change>("budget_changes", {
      project_id: project.id,
      number: randomInt(1000, 10_000),
      title: "Owner allowance",
      status: "approved",
      adjustment_line_items: await this.#priced(project, amounts, "amount"),
    });
  }

  /** An approved invoice that bills lines of the contract, a tenth of each amount retained. */
  async invoice(contract: Contract, amounts: readonly string[]): Promise<Invoice> {
    const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
    return await this.#create<Invoice>("requisitions", {
      project_id: contract.project_id,
      commitment_id: contract.id,
      vendor_id: contract.vendor_id,
      invoice_number: uniqueNumber(),
      status: "approved",
      billing_date: yesterday,
      items: contract.line_items.slice(0, amounts.length).map((line, n) => ({
        position: n + 1,
        line_item_id: line.id,
        cost_code_id: line.cost_code_id,
        line_item_type_id: line.line_item_type_id,
        description_of_work: line.description,
        scheduled_value: line.amount,
        work_completed_this_period: amounts[n],
        work_completed_retainage_retained_this_period: (Number(amounts[n]) / 10).toFixed(2),
      })),
    });
  }

  /** An approved change order of the project's prime contract, which came from Sage; one line for each amount. */
  async primeChangeOrder(project: Project, amounts: readonly string[]): Promise<ChangeOrder> {
    const subcontract = await this.#subcontract(project.id);
    const items = amounts.map((_, n) => ({
      position: n + 1,
      description: `Work of item ${n + 1}`,
      amount: "100000.00",
      origin_code: `${n + 1}000`,
      cost_code_id: project.codes[n]?.id,
      line_item_type_id: subcontract?.id,
    }));
    const own = { project_id: project.id, number: `P-${project.project_number}`, title: "Owner contract" };
    const contract = await this.#create<Contract>("prime_contracts", {
      ...own,
      status: "Approved",
      origin_id: `${project.project_number}-P`,
      line_items: items,
    });
    return await this.#create<ChangeOrder>(changeOrders, {
      project_id: project.id,
      contract_id: contract.id,
      type: "PrimeContractChangeOrder",
      number: "PC001",
      title: "Added entrance canopy",
      status: "approved",
      executed: true,
      line_items: contract.line_items.map(({ id, cost_code_id, line_item_type_id, position, description }, n) => {
        return { position, description, amount: amounts[n], prime_line_item_id: id, cost_code_id, line_item_type_id };
      }),
    });
  }

  /** What Procore Pay has paid of an invoice, today and by check. */
  async payment(contract: Contract, invoice: Invoice, amount: string): Promise<Payment> {
    const today = new Date().toISOString().slice(0, 10);
    return await this.#create<Payment>("contract_payments", {
      project_id: contract.project_id,
      contract_id: contract.id,
      requisition_id: invoice.id,
      payment_number: randomInt(1000, 10_000),
      status: "paid",
      payment_method: "check",
      check_number: String(randomInt(100_000, 1_000_000)),
      amount,
      date: today,
      date_payment_settled: today,
    });
  }

  /** A company of the directory that Sage does not have. */
  async company(sample: SampleCompany, address: Readonly<Record<string, string>>): Promise<Row & { name: string }> {
    const company_id = await this.#companyOf(sample.project.sourceId);
    return await this.#create("vendors", { company_id, name: `Quarry Lane ${uniqueNumber()}`, ...address });
  }

  /** The origin that a record of any kind carries. */
  async originOf(name: string, { id }: Row): Promise<unknown> {
    return (await control<Row>(environment.procore(), "GET", `records/${name}/${id}`)).origin_id;
  }

  async #create<T>(name: string, record: Readonly<Record<string, unknown>>): Promise<T> {
    return await control<T>(environment.procore(), "POST", `records/${name}`, record);
  }

  /** Codes that the sample's job has as well, each with the cost type of subcontracts. */
  async #addCodes(wanted: readonly string[], place: Readonly<Record<string, unknown>>): Promise<readonly Row[]> {
    const subcontract = await this.#subcontract(place.project_id);
    const codes: Row[] = [];
    for (const code of wanted) {
      const own = { code, full_code: code, name: `Work ${code}`, line_item_type_ids: [subcontract?.id] };
      codes.push(await this.#create<Row>("cost_codes", { ...place, ...own }));
    }
    return codes;
  }

  async #priced(project: Project, amounts: readonly string[], field: string) {
    const subcontract = await this.#subcontract(project.id);
    return amounts.map((amount, n) => {
      return { cost_code_id: project.codes[n]?.id, line_item_type_id: subcontract?.id, [field]: amount };
    });
  }

  /** A line on a code and cost type in the unlocked budget of a project that has no budget yet. */
  async addBudgetLine(project: Row, code: string, type: string, amount: string): Promise<void> {
    const [place, lineType] = await Promise.all([
      this.#list("cost_codes", { project_id: String(project.id), full_code: code }),
      this.#list("line_item_types", { code: type, company_id: String(project.company_id) }),
    ]);
    const line = { cost_code_id: place[0]?.id, line_item_type_id: lineType[0]?.id, original_budget_amount: amount };
    await this.#create("budgets", { project_id: project.id, locked: false, line_items: [line] });
  }

  /** Amounts of the project's budget, in ascending order. */
  async budgetAmounts(project: Row): Promise<readonly number[]> {
    const [budget] = await this.#list("budgets", { project_id: String(project.id) });
    const lines = (budget?.line_items ?? []) as readonly Row[];
    return lines.map((line) => Number(line.original_budget_amount)).toSorted((a, b) => a - b);
  }

  /** The prime contracts of the project. */
  async primeContractsOf(project: Row): Promise<readonly Row[]> {
    return await this.#list("prime_contracts", { project_id: String(project.id) });
  }

  /** The first record of a kind with these values; undefined when there is none. */
  async record(name: string, wanted: Record<string, string>): Promise<Row | undefined> {
    return (await this.#list(name, wanted))[0];
  }

  /** The project of this number. */
  async projectOf(project_number: string): Promise<Row | undefined> {
    return (await this.#list("projects", { project_number }))[0];
  }

  async #companyOf(projectId: unknown): Promise<unknown> {
    return (await control<Row>(environment.procore(), "GET", `records/projects/${projectId}`)).company_id;
  }

  /** The cost type of subcontracts of the project's company: every company has one of its own. */
  async #subcontract(projectId: unknown): Promise<Row | undefined> {
    const company_id = String(await this.#companyOf(projectId));
    return (await this.#list("line_item_types", { code: "SUB", company_id }))[0];
  }

  async #list(name: string, wanted: Record<string, string>): Promise<readonly Row[]> {
    return await control<Row[]>(environment.procore(), "GET", `records/${name}?${new URLSearchParams(wanted)}`);
  }

  async #codes(sample: SampleCompany): Promise<ReadonlyMap<string, number>> {
    const found = await this.#list("cost_codes", { project_id: sample.project.sourceId });
    const own = found.filter((code) => !code.sub_job_id);
    return new Map(own.map((code) => [String(code.code), code.id]));
  }
}
