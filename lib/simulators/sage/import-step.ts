import { planChangeOrders } from "#lib/simulators/sage/change-order-rules.ts";
import { planCommitments } from "#lib/simulators/sage/commitment-rules.ts";
import { type Client, insertRows, type Row } from "#lib/simulators/sage/database.ts";
import { groupDocuments, rejectOrphans } from "#lib/simulators/sage/documents.ts";
import { planEstimates } from "#lib/simulators/sage/estimate-rules.ts";
import type { RuleContext } from "#lib/simulators/sage/facts.ts";
import { loadInvoiceFacts, planInvoices } from "#lib/simulators/sage/invoice-rules.ts";
import { loadFacts, wantedBy } from "#lib/simulators/sage/load-facts.ts";
import type { ParsedLine } from "#lib/simulators/sage/parser.ts";
import { type Effect, emptyPlan, type Plan } from "#lib/simulators/sage/plan.ts";
import type { Step } from "#lib/simulators/sage/script.ts";

export interface RunIdentity {
  tag: string;
  identity: string;
  script: string;
}

export interface StepOptions {
  position: number;
  step: Step;
  bytes: Buffer | undefined;
  lines: readonly ParsedLine[];
  rules: Omit<RuleContext, "facts">;
  /** The fault in force, kept with every effect. */
  fault: string | null;
}

/** One step of a run with its effects and its own record: all of it or nothing. */
export async function importStep(client: Client, run: RunIdentity, options: StepOptions): Promise<void> {
  const { step, bytes, lines } = options;
  const runId = await recordRun(client, run);
  const plan = await planStep(client, options);
  await writePlan(client, plan);
  await recordEffects(client, run.tag, plan.effects, options.fault);
  const reject = lines.filter((line) => plan.rejectLines.has(line.number)).map((line) => line.raw);
  await client.query(
    `insert into simulator.run_step (run_id, position, kind, file, bytes, imported, rejected, reject)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      runId,
      options.position,
      step.kind,
      step.file,
      bytes ?? null,
      plan.imported,
      plan.rejected,
      reject.length > 0 ? Buffer.concat(reject) : null,
    ],
  );
}

async function recordRun(client: Client, run: RunIdentity): Promise<number> {
  const { rows } = await client.query<{ id: number }>(
    `insert into simulator.run (tag, identity, script) values ($1, $2, $3)
     on conflict (identity) do update set tag = excluded.tag returning id`,
    [run.tag, run.identity, run.script],
  );
  return rows[0]?.id ?? 0;
}

async function planStep(client: Client, { step, bytes, lines, rules }: StepOptions): Promise<Plan> {
  const plan = emptyPlan();
  if (step.kind === "Invalid") {
    plan.rejected.push(`Rejected: line ${step.line} RUN ${rules.tag}: ${step.words}`);
    return plan;
  }
  if (!bytes) {
    plan.rejected.push(`Rejected: line 0 FILE ${step.file}: file not found`);
    return plan;
  }
  if (step.kind === "ApInvoices") {
    planInvoices(plan, lines, { ...rules, facts: await loadInvoiceFacts(client, lines) });
    return plan;
  }
  const context = { ...rules, facts: await loadFacts(client, wantedBy(lines)) };
  if (step.kind !== "Commitments") {
    planEstimates(plan, lines, step.kind, context);
    return plan;
  }
  const { documents, orphans } = groupDocuments(lines);
  const commitments = documents.filter((document) => document.header.record === "C");
  const changeOrders = documents.filter((document) => document.header.record === "CCO");
  planCommitments(plan, commitments, context);
  planChangeOrders(plan, changeOrders, context);
  rejectOrphans(plan, orphans);
  return plan;
}

async function writePlan(client: Client, { rows }: Plan): Promise<void> {
  await insertRows(client, "jcm_master__job", rows.jobs);
  await insertRows(client, "jcm_master__extra", rows.extras);
  await insertRows(client, "jcm_master__cost_code", rows.costCodes);
  await insertRows(client, "jcm_master__category", rows.categories);
  await insertRows(client, "jct_new__transaction", rows.transactions);
  await insertRows(client, "jcm_new__commitment", rows.commitments);
  await insertRows(client, "jcm_new__commitment_item", rows.items);
  await insertRows(client, "jcm_new__commitment_co", rows.changeOrders);
  await insertRows(client, "jcm_new__commitment_co_item", rows.changeOrderItems);
  await insertRows(client, "apm_new__invoice", rows.invoices);
  await insertRows(client, "apm_new__distribution", rows.distributions);
  const used = rows.commitments.map((row): Row => ({ commitment: row.commitment ?? "", tag: row.batch ?? "" }));
  await insertRows(client, "simulator.used_commitment", used);
}

export async function recordEffects(
  client: Client,
  tag: string,
  effects: readonly Effect[],
  fault: string | null,
): Promise<void> {
  if (effects.length === 0) return;
  await client.query(
    `insert into simulator.effect (tag, kind, natural_key, amount, detail, fault)
     select $1, x.kind, x.key, x.amount, x.detail, $3
     from jsonb_to_recordset($2::jsonb) as x(kind text, key text, amount numeric, detail jsonb)`,
    [tag, JSON.stringify(effects), fault],
  );
}
