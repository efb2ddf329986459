import { z } from "zod";
import { sum } from "#lib/core/money.ts";
import { ok, refuse } from "#lib/core/outcome.ts";
import { wordsOf } from "#lib/core/refusals.ts";
import { itemStates } from "#lib/core/workflow.ts";
import { iso, type Tx } from "#lib/db/database.ts";
import { companyClock, readCompany, readFacts, readFactsBase } from "#lib/db/facts.ts";
import { readNow } from "#lib/db/inbox.ts";
import { type ItemExtras, readFindings, readItemExtras } from "#lib/db/item-view.ts";
import type { StoredItem } from "#lib/db/items.ts";
import { readClock } from "#lib/db/own-preferences.ts";
import { documentPreview } from "#lib/preflight/document-preview.ts";
import { type MailLinkStanding, mailLinkStanding } from "#lib/preflight/mail-link-standing.ts";
import { defineQuery } from "#lib/queries/define-query.ts";
import { kindWords, recordType } from "#lib/records/registry.ts";
import type { MailLinkItem, MailLinkView } from "#lib/views/mail-link.ts";
import { placeOf } from "#lib/views/rows.ts";

/**
 * Where a link from a mail leads: what it would accept, checked anew, or why it accepts nothing any more. It writes nothing,
 * whoever opens it and however often; only who came by the link can ask.
 */
export const mailLinkView = defineQuery({
  name: "mail_link.view",
  needs: "export.decide",
  input: z.object({ linkId: z.uuid() }),
  async run({ tx, companyId, actor }, { linkId }) {
    const standing = await mailLinkStanding({ tx, companyId, actor }, linkId, false);
    if (!standing.ok) return standing;
    const { item } = standing.value;
    const extras = await readItemExtras(tx, companyId, item.id);
    if (!extras || actor.kind !== "person") return refuse("mail_link.unknown");
    const basics = await readCompany(tx, companyId);
    const { name: company, currency, profile } = basics;
    const view: MailLinkView = {
      person: actor.name,
      ...{ company, currency, clock: companyClock(basics), own: await readClock(tx, basics, actor) },
      now: await readNow(tx),
      itemId: item.id,
      kindLabel: kindWords(recordType(item.recordType), item.sourceKind).label,
      number: item.number,
      title: extras.title,
      standing: await standingOf(tx, companyId, standing.value, extras, profile.undoSeconds),
    };
    return ok(view);
  },
});

async function standingOf(
  tx: Tx,
  companyId: string,
  { link, item, closed }: MailLinkStanding,
  extras: ItemExtras,
  undoSeconds: number,
): Promise<MailLinkView["standing"]> {
  if (closed) return { kind: "closed", ...wordsOf(closed) };
  if (link.usedAt !== null && link.releaseAt !== null)
    return { kind: "used", at: link.usedAt, releaseAt: link.releaseAt, state: itemStates[item.state].label };
  return { kind: "open", until: link.expiresAt, undoSeconds, item: await itemOf(tx, companyId, item, extras) };
}

/** The item as its link accepts it: the stored document is the one that the checks have just made again. */
async function itemOf(tx: Tx, companyId: string, item: StoredItem, extras: ItemExtras): Promise<MailLinkItem> {
  const type = recordType(item.recordType);
  const query = type.factsQuery(item.body, item.fields);
  const facts = await readFacts(tx, await readFactsBase(tx, companyId), type.id, query, item.id);
  const lines = type.lines(item.body);
  const { vendor_name: name, sage_vendor: sageVendor, sage_name: sageName } = extras;
  return {
    id: item.id,
    number: item.number,
    amount: item.amount,
    vendor: item.vendorId && name !== null ? { id: item.vendorId, name, sageVendor, sageName } : null,
    project: { ...placeOf({ ...extras, project_id: item.projectId }), job: extras.job },
    sentBy: extras.sent_by,
    sentAt: iso(extras.sent_at),
    revision: { number: extras.revision_number, of: extras.revision_count },
    details: type.details(item.body),
    fieldSpecs: type.exportFields,
    fields: item.fields,
    findings: await readFindings(tx, companyId, item.id),
    lines,
    linesTotal: sum(lines.map(({ amount }) => amount)),
    documentProblem: item.documentProblem,
    export: null,
    ...documentPreview(item, extras, type, facts),
  };
}
