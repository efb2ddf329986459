import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { control } from "./control.ts";
import { environment } from "./environment.ts";
import { until } from "./until.ts";

export type Effect = {
  readonly id: string;
  readonly tag: string;
  readonly kind: string;
  readonly natural_key: string;
  readonly amount: string | null;
};
export type SageCommitment = {
  readonly commitment: string;
  readonly posted: boolean;
  readonly description: string;
  readonly items: readonly Record<string, unknown>[];
};
type Fault = { readonly kind: string; readonly match: string; readonly words?: string; readonly times?: number };

/** The simulated Sage from its own side: what happened there, and what goes wrong there. */
export class SageSide {
  async effects(commitment: string): Promise<readonly Effect[]> {
    const answer = await control<{ effects: Effect[] }>(
      environment.sage(),
      "GET",
      `effects?key=${encodeURIComponent(commitment)}`,
    );
    return answer.effects;
  }

  async commitments(id: string): Promise<readonly SageCommitment[]> {
    const query = `commitments?commitment=${encodeURIComponent(id)}`;
    return (await control<{ commitments: SageCommitment[] }>(environment.sage(), "GET", query)).commitments;
  }

  /** A vendor that somebody keys in Accounts Payable. */
  async keyVendor(vendor: Record<string, unknown>): Promise<void> {
    await control(environment.sage(), "POST", "vendors", vendor);
  }

  /** An insurance of a vendor that somebody keys; what is left out stays as it is. */
  async keyInsurance(vendor: string, insurance: Record<string, unknown>): Promise<void> {
    await control(environment.sage(), "POST", `vendors/${encodeURIComponent(vendor)}/insurance`, insurance);
  }

  /** A cost of a job that somebody keys and posts. */
  async keyCost(cost: Record<string, unknown>): Promise<void> {
    await control(environment.sage(), "POST", "costs", cost);
  }

  /** A job with its codes and extras that somebody keys in Job Cost. */
  async keyJob(job: Record<string, unknown>): Promise<void> {
    await control(environment.sage(), "POST", "jobs", job);
  }

  /** An original estimate on one code and category of a job that somebody keys and posts. */
  async keyEstimate(estimate: Record<string, unknown>): Promise<void> {
    await control(environment.sage(), "POST", "estimates", estimate);
  }

  /** A contract with an owner that somebody keys in Contracts. */
  async keyContract(contract: Record<string, unknown>): Promise<void> {
    await control(environment.sage(), "POST", "contracts", contract);
  }

  /** An approved change of a job's contract that somebody keys. */
  async keyContractChange(change: Record<string, unknown>): Promise<void> {
    await control(environment.sage(), "POST", "contract-changes", change);
  }

  /** The codes of a posted invoice, "<vendor>/<number>", that somebody keys. */
  async keyInvoiceCodes(id: string, codes: Record<string, unknown>): Promise<void> {
    const path = id.split("/").map(encodeURIComponent).join("/");
    await control(environment.sage(), "POST", `invoices/${path}/codes`, codes);
  }

  /** The two miscellaneous amounts of a category of a job that somebody keys. */
  async keyForecast(place: { job: string; cost_code: string; category: string }, amounts: [string, string]) {
    const [msc_cat_amt_1, msc_cat_amt_2] = amounts;
    await control(environment.sage(), "POST", "load", { categories: [{ ...place, msc_cat_amt_1, msc_cat_amt_2 }] });
  }

  /** The text of a file that Sage imported and put aside. */
  async importedFile(tag: string, kind: "jcc" | "jce"): Promise<string> {
    const file = join(environment.sageFolder(), "Import", "Done", `${tag}.${kind}`);
    const bytes = await until(`${file} to be put aside`, () => readFile(file).catch(() => null));
    return new TextDecoder("windows-1252").decode(bytes);
  }

  /** For one commitment alone: other tests use the same Sage at the same time. */
  async fault(fault: Fault): Promise<void> {
    await control(environment.sage(), "POST", "faults", fault);
  }

  async change(commitment: string, change: Record<string, unknown>): Promise<void> {
    await control(environment.sage(), "POST", `commitments/${encodeURIComponent(commitment)}`, change);
  }

  /** What a person in Sage does with "Post Entries". */
  async post(commitment: string): Promise<void> {
    await control(environment.sage(), "POST", "post", { commitment });
  }

  /** A commitment that somebody keyed in Sage by hand. */
  async key(commitment: Record<string, unknown>): Promise<void> {
    await control(environment.sage(), "POST", "load", { commitments: [commitment] });
  }
}
