import { z } from "zod";
import { readMistakes } from "#lib/simulators/sage/books.ts";
import {
  CommitmentChange,
  changeCommitment,
  changeVendor,
  deleteCommitment,
  deleteVendor,
  postByHand,
  resetCompany,
  VendorChange,
} from "#lib/simulators/sage/corrections.ts";
import { FAULT_KINDS, FaultRequest } from "#lib/simulators/sage/faults.ts";
import { keyContractChange, NewContractChange } from "#lib/simulators/sage/keyed-contract-changes.ts";
import { keyContract, keyWorksheetLine, NewContract, NewWorksheetLine } from "#lib/simulators/sage/keyed-contracts.ts";
import {
  keyBilling,
  keyCost,
  keyEstimate,
  NewBilling,
  NewCost,
  NewEstimate,
} from "#lib/simulators/sage/keyed-costs.ts";
import { Insurance, keyInsurance } from "#lib/simulators/sage/keyed-insurance.ts";
import { InvoiceCodes, keyInvoiceCodes } from "#lib/simulators/sage/keyed-invoice-codes.ts";
import { keyJob, NewJob } from "#lib/simulators/sage/keyed-jobs.ts";
import { keyTaxGroup, NewTaxGroup } from "#lib/simulators/sage/keyed-tax-groups.ts";
import { keyVendor, NewVendor } from "#lib/simulators/sage/keyed-vendors.ts";
import { LoadRequest, load } from "#lib/simulators/sage/load.ts";
import { readMasters } from "#lib/simulators/sage/masters.ts";
import { Payment, payInvoice } from "#lib/simulators/sage/payments.ts";
import { changePeriod, PeriodChange, readPeriods } from "#lib/simulators/sage/periods.ts";
import type { Selection } from "#lib/simulators/sage/posted.ts";
import { readCommitments, readCounts, readEffects } from "#lib/simulators/sage/queries.ts";
import { Refused } from "#lib/simulators/sage/refused.ts";
import { type Sage, writePostReport } from "#lib/simulators/sage/run.ts";
import type { Watcher } from "#lib/simulators/sage/watcher.ts";

export interface ControlRequest {
  method: string;
  /** The path after /control/, decoded. */
  path: string[];
  query: URLSearchParams;
  body: unknown;
}

export interface ControlContext {
  sage: Sage;
  watcher: Watcher;
}

type Answer = Record<string, unknown>;

/** All entries that wait, those of one run, or those of one commitment. */
const PostRequest = z.union([
  z.strictObject({}).transform((): Selection => "all"),
  z.strictObject({ batch: z.string().min(1) }),
  z.strictObject({ commitment: z.string().min(1) }),
]);
const FaultKindName = z.enum(FAULT_KINDS);

export async function answerControl(request: ControlRequest, context: ControlContext): Promise<Answer> {
  const [place = ""] = request.path;
  if (request.method === "GET") return answerRead(place, request.query, context);
  if (place === "faults") return answerFaults(request, context);
  if (request.method !== "POST") throw new Refused(405, "method not allowed");
  return answerChange(request, context);
}

async function answerRead(place: string, query: URLSearchParams, { sage, watcher }: ControlContext): Promise<Answer> {
  switch (place) {
    case "state":
      return { counts: await readCounts(sage.pool), faults: sage.faults.list(), ...watcher.state() };
    case "commitments":
      return { commitments: await readCommitments(sage.pool, query.get("commitment")) };
    case "effects": {
      const filter = {
        after: query.get("after"),
        tag: query.get("tag"),
        kind: query.get("kind"),
        key: query.get("key"),
      };
      return { effects: await readEffects(sage.pool, filter) };
    }
    case "periods":
      return { periods: await readPeriods(sage.pool) };
    case "masters":
      return await readMasters(sage.pool);
    case "books":
      return { mistakes: await readMistakes(sage.pool) };
    case "faults":
      return { faults: sage.faults.list() };
    default:
      throw new Refused(404, "not found");
  }
}

function answerFaults({ method, path, body }: ControlRequest, { sage }: ControlContext): Answer {
  const [, name] = path;
  if (method === "POST" && name === undefined) return { fault: sage.faults.add(FaultRequest.parse(body)) };
  if (method === "POST" && name === "clear") return { cleared: sage.faults.clear() };
  if (method === "DELETE") {
    return { cleared: sage.faults.clear(name === undefined ? undefined : FaultKindName.parse(name)) };
  }
  throw new Refused(405, "method not allowed");
}

type Change = (sage: Sage, ids: readonly string[], body: unknown) => Promise<Answer>;

/** What a person does in Sage, by the path after /control/; a star is an id. */
const CHANGES: Readonly<Record<string, Change>> = {
  post: (sage, _, body) => post(sage, body),
  load: async ({ pool }, _, body) => ({ loaded: await load(pool, LoadRequest.parse(body)) }),
  reset: async ({ pool }) => {
    await resetCompany(pool);
    return { reset: true };
  },
  periods: async ({ pool }, _, body) => {
    await changePeriod(pool, PeriodChange.parse(body));
    return { periods: await readPeriods(pool) };
  },
  costs: async ({ pool }, _, body) => ({ run: await keyCost(pool, NewCost.parse(body)) }),
  billings: async ({ pool }, _, body) => ({ wip: await keyBilling(pool, NewBilling.parse(body)) }),
  estimates: async ({ pool }, _, body) => ({ run: await keyEstimate(pool, NewEstimate.parse(body)) }),
  jobs: async ({ pool }, _, body) => ({ job: await keyJob(pool, NewJob.parse(body)) }),
  contracts: async ({ pool }, _, body) => ({ contract: await keyContract(pool, NewContract.parse(body)) }),
  "worksheet-lines": async ({ pool }, _, body) => ({
    line: await keyWorksheetLine(pool, NewWorksheetLine.parse(body)),
  }),
  "contract-changes": async ({ pool }, _, body) => {
    return { change: await keyContractChange(pool, NewContractChange.parse(body)) };
  },
  "tax-groups": async ({ pool }, _, body) => ({ taxGroup: await keyTaxGroup(pool, NewTaxGroup.parse(body)) }),
  vendors: async ({ pool }, _, body) => ({ vendor: await keyVendor(pool, NewVendor.parse(body)) }),
  "vendors/*": async ({ pool }, [id = ""], body) => {
    await changeVendor(pool, id, VendorChange.parse(body));
    return { vendor: id };
  },
  "vendors/*/insurance": async ({ pool }, [id = ""], body) => {
    await keyInsurance(pool, id, Insurance.parse(body));
    return { vendor: id };
  },
  "vendors/*/delete": async ({ pool }, [id = ""]) => {
    await deleteVendor(pool, id);
    return { deleted: id };
  },
  "commitments/*": async ({ pool }, [id = ""], body) => {
    await changeCommitment(pool, id, CommitmentChange.parse(body));
    return { commitment: id };
  },
  "commitments/*/delete": async ({ pool }, [id = ""]) => {
    await deleteCommitment(pool, id);
    return { deleted: id };
  },
  "commitments/*/items/*": async ({ pool }, [id = "", number], body) => {
    const item = { ...(body as object), item_number: Number(number) };
    await changeCommitment(pool, id, CommitmentChange.parse({ items: [item] }));
    return { commitment: id };
  },
  "invoices/*/*/pay": async ({ pool }, [vendor = "", invoice = ""], body) => {
    await payInvoice(pool, vendor, invoice, Payment.parse(body ?? {}));
    return { paid: `${vendor}/${invoice}` };
  },
  "invoices/*/*/codes": async ({ pool }, [vendor = "", invoice = ""], body) => {
    return { invoice: await keyInvoiceCodes(pool, vendor, invoice, InvoiceCodes.parse(body)) };
  },
};

async function answerChange({ path, body }: ControlRequest, { sage }: ControlContext): Promise<Answer> {
  for (const [pattern, change] of Object.entries(CHANGES)) {
    const parts = pattern.split("/");
    if (parts.length !== path.length || !parts.every((part, index) => part === "*" || part === path[index])) continue;
    return change(
      sage,
      path.filter((_, index) => parts[index] === "*"),
      body,
    );
  }
  throw new Refused(404, "not found");
}

async function post(sage: Sage, body: unknown): Promise<Answer> {
  const { posted, reports } = await postByHand(sage.pool, PostRequest.parse(body ?? {}));
  for (const { tag, text } of reports) await writePostReport(sage, tag, text);
  return { posted };
}
