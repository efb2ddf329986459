import { z } from "zod";
import { degreeOf } from "#lib/core/adoption.ts";
import { ok, refuse } from "#lib/core/outcome.ts";
import { readFactsBase } from "#lib/db/facts.ts";
import { readItem } from "#lib/db/items.ts";
import { readLinkable } from "#lib/db/job-choices.ts";
import { adoptableTypes, compare, matchDocuments } from "#lib/preflight/adopt-documents.ts";
import { toChoice, whyNot } from "#lib/preflight/document-choices.ts";
import { defineQuery } from "#lib/queries/define-query.ts";
import { recordType } from "#lib/records/registry.ts";
import type { DocumentMatch } from "#lib/views/adoption.ts";

const most = 12;

/** One document beside one record of Sage, the proposed one unless another is asked for. */
export const documentMatch = defineQuery({
  name: "document.match",
  needs: "inbox.read",
  open: {
    about: "The record of Sage that fits a document, with the differences of both.",
    refusals: ["item.unknown"],
  },
  input: z.object({ itemId: z.uuid(), erpId: z.string().max(60).optional() }),
  async run({ tx, companyId, actor }, { itemId, erpId }) {
    const item = await readItem(tx, companyId, itemId);
    const type = item && adoptableTypes.find(({ id }) => id === item.recordType);
    const project = item?.projectId ? await readLinkable(tx, companyId, item.projectId) : null;
    if (!item || !type || !project) return refuse("item.unknown");
    const base = await readFactsBase(tx, companyId);
    const [match] = project.job === null ? [] : await matchDocuments(tx, base, project.job, [item]);
    const chosen = match?.candidates.find(({ record }) => record.erpId === erpId) ?? match?.chosen ?? null;
    const isProposed = chosen === match?.chosen;
    const comparison = chosen && (isProposed ? match?.comparison : await compare(tx, base, item, chosen.record));
    const differences = comparison?.differences ?? [];
    const view: DocumentMatch = {
      ...{ id: item.id, version: item.version, number: item.number, amount: item.amount, title: item.head.title },
      typeLabel: recordType(item.recordType).label.one,
      lines: type.lines(item.body),
      degree: chosen ? degreeOf(chosen.points, differences, isProposed && match?.degree === "exact") : "none",
      record: chosen && toChoice(chosen.record),
      points: chosen?.points ?? [],
      differences,
      choices: (match?.candidates ?? []).slice(0, most).map(({ record }) => toChoice(record)),
      refused: [...(match?.refused ?? [])].slice(0, most),
      seen: comparison?.seen ?? null,
      reason:
        match && comparison
          ? whyNot(item, { ...match, chosen, comparison }, project.job, actor)
          : whyNot(item, match, project.job, actor),
    };
    return ok(view);
  },
});
