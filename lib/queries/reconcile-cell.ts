import { z } from "zod";
import { ok, refuse } from "#lib/core/outcome.ts";
import { cellParts, countsIn, type Measure, measureNames } from "#lib/core/reconcile/measures.ts";
import { type FigureLine, figureLines } from "#lib/core/reconcile/records.ts";
import { itemStates } from "#lib/core/workflow.ts";
import { readNow } from "#lib/db/inbox.ts";
import { type DocumentRow, readProject, readRecords, readSageTime } from "#lib/db/reconcile.ts";
import { reconcileKinds, reconcileProjects } from "#lib/preflight/reconcile-projects.ts";
import { defineQuery } from "#lib/queries/define-query.ts";
import { briefName, recordType } from "#lib/records/registry.ts";
import type { FigureRow, ReconcileCell } from "#lib/views/reconcile.ts";

/** The records behind one figure: items, records of Sage and codes of the job, which add up to it. */
export const reconcileCell = defineQuery({
  name: "reconcile.cell",
  needs: "reconcile.read",
  open: {
    about: "The records behind one figure of Reconcile.",
    refusals: ["item.unknown"],
  },
  input: z.object({
    projectId: z.uuid(),
    measure: z.enum(measureNames as [Measure, ...Measure[]]),
    part: z.enum(cellParts),
    upTo: z.iso.date().optional(),
    /** How many lines were shown already: they are read as one, and stand in one order. */
    after: z.coerce.number().int().min(0).default(0),
    limit: z.coerce.number().int().min(1).max(500).default(200),
  }),
  async run({ tx, companyId }, { projectId, measure, part, upTo = null, after, limit }) {
    const project = await readProject(tx, companyId, projectId);
    const [row] = project ? await reconcileProjects(tx, companyId, [project], upTo) : [];
    if (!project || !row) return refuse("item.unknown");
    const scope = { kinds: reconcileKinds, projectIds: [projectId], upTo };
    const cell = row.cells[measure];
    const lines = figureLines(await readRecords(tx, companyId, scope), measure, part, cell);
    const view: ReconcileCell = {
      project: { id: project.id, number: project.number, name: project.name },
      measure,
      part,
      upTo,
      cell,
      figure: part in cell.causes ? cell.causes[part as keyof typeof cell.causes] : cell[part as "procore"],
      rows: lines.slice(after, after + limit).map((line, index) => toRow(line, measure, after + index)),
      count: lines.length,
      next: lines.length > after + limit ? String(after + limit) : null,
      readAt: await readSageTime(tx, companyId),
      now: await readNow(tx),
    };
    return ok(view);
  },
});

const blank = { itemId: null, words: "", state: null, stateLabel: "", sageId: "", procore: null, sage: null };

function toRow(line: FigureLine<DocumentRow>, measure: Measure, index: number): FigureRow {
  const key = String(index);
  if (line.kind === "document") return documentRow(line.document, line.amount, measure, key);
  if (line.kind === "sage") {
    const { key: sageId, description, itemId } = line.record;
    return { ...blank, key, itemId, label: sageId, words: description, sageId, sage: line.amount, amount: line.amount };
  }
  if (line.kind === "code") {
    const { extra, costCode, category, description } = line.code;
    const label = [extra, costCode, category].filter(Boolean).join(" ");
    return { ...blank, key, label, words: description, sage: line.amount, amount: line.amount };
  }
  const words = "Counted twice or not at all on one side: no single record shows it.";
  return { ...blank, key, label: "No record", words, amount: line.amount };
}

function documentRow(
  { id, recordType: type, sourceKind, number, title, sageKey, strand }: DocumentRow,
  amount: string,
  measure: Measure,
  key: string,
): FigureRow {
  const part = countsIn[strand.counterpart].find((one) => one.measure === measure)?.part ?? "amount";
  return {
    key,
    itemId: id,
    label: briefName(recordType(type), sourceKind, number),
    words: title,
    state: strand.state,
    stateLabel: itemStates[strand.state].label,
    sageId: sageKey ?? "",
    procore: strand.procore[part],
    sage: strand.sage[part],
    amount,
  };
}
