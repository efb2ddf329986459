import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { anApiToken } from "#drizzle/factories/api-token.ts";
import { aBatch } from "#drizzle/factories/batch.ts";
import type { TestCompany } from "#drizzle/factories/company.ts";
import { aDelegation } from "#drizzle/factories/delegation.ts";
import { anItem } from "#drizzle/factories/item.ts";
import { aMailLink } from "#drizzle/factories/mail-link.ts";
import { aProjectAndJob } from "#drizzle/factories/project-and-job.ts";
import { sageHas } from "#drizzle/factories/sage-has.ts";
import { aShare } from "#drizzle/factories/share.ts";
import { acceptRules, aSignedItem } from "#drizzle/factories/signed-item.ts";
import { aStagedRecord } from "#drizzle/factories/staged-record.ts";
import { anAskedTable, aTableFile } from "#drizzle/factories/table-file.ts";
import { aComment, aMail, aSentFile, aWebhook } from "#drizzle/factories/talk.ts";
import { aVendorPair } from "#drizzle/factories/vendor-pair.ts";
import { holdItems } from "#lib/commands/hold-items.ts";
import { importVendorLinks } from "#lib/commands/import-vendor-links.ts";
import { saveView } from "#lib/commands/save-view.ts";
import { unlinkItem } from "#lib/commands/unlink-item.ts";
import type { StagedState } from "#lib/core/import-type.ts";
import type { ItemState } from "#lib/core/workflow.ts";
import { type Database, withCompany } from "#lib/db/database.ts";
import { differenceHash, openDifference } from "#lib/db/differences.ts";
import { documentMatch } from "#lib/queries/document-match.ts";
import { reconcileProject } from "#lib/queries/reconcile-project.ts";
import { runCheck } from "#lib/queries/run-check.ts";

/** For every command an input that the right role of the company could give now, on items of its own. For tests only. */
export async function commandInputs(app: Database, company: TestCompany): Promise<ReadonlyMap<string, object>> {
  const item = async (state: ItemState) => await anItem(app, company, { state });
  const ref = async (state: ItemState) => {
    const { id, version } = await item(state);
    return { itemId: id, seenVersion: version };
  };
  const refs = async (state: ItemState) => ({ items: [await ref(state)] });
  const seen = async (state: ItemState) => {
    const { id, version, documentSha256 } = await item(state);
    return { itemId: id, decisionId: randomUUID(), seenVersion: version, seenSha256: documentSha256 };
  };
  await connectSyncClient(app, company);
  const differing = async () => await aDifference(app, company, (await item("synced")).id);
  const accept = await item("ready");
  const acceptRow = {
    itemId: accept.id,
    decisionId: randomUUID(),
    seenVersion: accept.version,
    seenSha256: accept.documentSha256,
  };
  // Before everything that the other inputs make: those are not to move the figures.
  const figures = { projectId: company.project.id, upTo: "2001-01-31" };
  const seenFigures = async () => {
    const seen = await reconcileProject.execute(app, company.principal("accountant"), figures);
    if (!seen.ok) throw new Error(`no figures: ${seen.refusal.code}`);
    return { ...figures, seenSha256: seen.value.sha256 };
  };
  const projectAndJob = async (isLinked: boolean) => {
    const made = await aProjectAndJob(app, company, { isLinked });
    return { projectId: made.projectId, job: made.job };
  };
  const record = async (state: StagedState) => ({ records: [await aStagedRecord(app, company, state)] });
  return new Map<string, object>([
    ["item.accept", { rows: [{ ...acceptRow, seenRevisionId: accept.revisionId }] }],
    ["item.reject", { rows: [{ ...(await ref("ready")), decisionId: randomUUID() }], reasons: ["codes"], text: "" }],
    ["item.save_fields", { ...(await ref("ready")), fields: { sageId: `T-${accept.contract.number.slice(-6)}` } }],
    ["item.redate", { ...(await refs("ready")), date: "2026-05-20", reason: "month end" }],
    ["item.send", await refs("not_sent")],
    ["item.retrieve", await refs("ready")],
    ...(await outboxInputs(app, company)),
    ...(await signingInputs(app, company)),
    ["export.retry", await seen("failed")],
    ["export.retry_many", { rows: [await seen("failed")] }],
    ...(await causeInputs(app, company)),
    ["export.resolve", { ...(await ref("held")), as: "give_up" }],
    ["item.unlink", await ref("synced")],
    ["item.keep_linked", await aWish(app, company, await ref("synced"))],
    ["project.link", await projectAndJob(false)],
    ["project.unlink", await projectAndJob(true)],
    ...(await documentInputs(app, company)),
    ["difference.answer", await differing()],
    ["reconcile.sign", { ...(await seenFigures()), note: "as agreed" }],
    ["import.run", await record("ready")],
    ["import.archive", await record("ready")],
    ["import.restore", await record("archived")],
    ["import.undo", await record("imported")],
    ["project.switch_costs", { projectId: company.project.id, isOn: true }],
    ["vendor.link", { vendorId: company.unlinkedVendor.id, sageVendor: "CEDARRIDGE", seen: null }],
    ...(await vendorInputs(app, company)),
    ["sync_client.make_code", { name: "Another server" }],
    ["sync_client.revoke", { syncClientId: company.syncClient.id }],
    ...settingsInputs(company),
    ...(await triageInputs(app, company)),
    ...(await talkInputs(app, company)),
    ...(await tokenInputs(app, company)),
    ...(await tableInputs(app, company)),
  ]);
}

async function tokenInputs(app: Database, company: TestCompany): Promise<readonly (readonly [string, object])[]> {
  return [
    ["token.make", { name: "Month's end", rights: ["item.read"], days: 90 }],
    ["share.make", { projectId: company.project.id, name: "Architect", days: 30, hasMoney: false }],
    ["share.revoke", { shareId: (await aShare(app, company)).shareId }],
    ["token.revoke", { tokenId: (await anApiToken(app, company, "accountant")).tokenId }],
  ];
}

async function tableInputs(app: Database, company: TestCompany): Promise<readonly (readonly [string, object])[]> {
  return [
    ["table.ask", { fileId: randomUUID(), table: "projects", format: "csv", input: {} }],
    ["table.stop", await anAskedTable(app, company)],
    ["table.remove", await aTableFile(app, company)],
  ];
}

/** A contract of the project that Sage has already, as somebody sees it who links it; another that is not the same. */
async function documentInputs(app: Database, company: TestCompany): Promise<[string, object][]> {
  const other = await anItem(app, company, { state: "not_sent" });
  const item = await anItem(app, company, { state: "not_sent" });
  const erpId = await sageHas(app, company, item.contract);
  const seen = await documentMatch.execute(app, company.principal("accountant"), { itemId: item.id });
  if (!seen.ok) throw new Error(`no match: ${seen.refusal.code}`);
  const { version: seenVersion, amount, seen: mark } = seen.value;
  const row = { itemId: item.id, decisionId: randomUUID(), seenVersion, erpId, seen: mark };
  return [
    ["document.link", { projectId: company.project.id, rows: [row], count: 1, amount, isExact: true }],
    ["document.refuse", { itemId: other.id, erpId: "SC-OTHER", isRefused: true }],
  ];
}

async function outboxInputs(app: Database, company: TestCompany): Promise<readonly (readonly [string, object])[]> {
  const waiting = async () => {
    const { id, version } = await anItem(app, company, { state: "outbox" });
    return { items: [{ itemId: id, seenVersion: version }] };
  };
  const held = async () => {
    const input = await waiting();
    await holdItems.execute(app, company.principal("accountant"), { ...input, until: { kind: "lift" }, note: "" });
    return input;
  };
  const { linkId } = await aMailLink(app, company, await anItem(app, company));
  return [
    ["item.accept_by_mail", { linkId }],
    ["export.take_back", await waiting()],
    ["batch.take_back", { batchId: (await aBatch(app, company)).id }],
    ["export.release", await waiting()],
    ["item.hold", { ...(await waiting()), until: { kind: "lift" }, note: "" }],
    ["item.lift_hold", await held()],
    ...(await runInputs(app, company)),
  ];
}

const aPeriod = { name: "May 2026", firstDay: "2026-05-01", lastDay: "2026-05-31", isApOpen: true, isJcOpen: true };

/** A document that is watched in Sage because its Unlink was asked for. */
async function aWish(app: Database, company: TestCompany, input: object): Promise<object> {
  const asked = await unlinkItem.execute(app, company.principal("accountant"), input);
  if (!asked.ok) throw new Error(`no wish to unlink: ${asked.refusal.code}`);
  return input;
}

/** Of a failed item that nobody tries again. */
async function causeInputs(app: Database, company: TestCompany): Promise<[string, object][]> {
  await anItem(app, company, { state: "failed" });
  const key = "failed:vendor inactive";
  return [
    ["cause.mute", { key, hours: 24, note: "as agreed" }],
    ["cause.assign", { key, ownerId: company.people.accountant.id, seenOwnerId: null }],
  ];
}

const days = { firstDay: "2040-05-01", lastDay: "2040-05-31" };

/** Two signatures, the rules that ask for them, and those who stand in. */
async function signingInputs(app: Database, company: TestCompany): Promise<readonly (readonly [string, object])[]> {
  const { people } = company;
  const signed = await aSignedItem(app, company);
  await acceptRules(app, company, [], { version: 2, status: "proposed" });
  return [
    ["item.take_back_signature", signed],
    ["delegation.end", { delegationId: await aDelegation(app, company) }],
    ["rules.settle", { version: 2, as: "refuse" }],
    ["rules.propose", { rules: [], seenVersion: 1, note: "as agreed" }],
    [
      "delegation.make",
      { fromPersonId: people.accountant.id, toPersonId: people.ungranted.id, ...days, note: "on leave" },
    ],
  ];
}

function settingsInputs({ id, people }: TestCompany): [string, object][] {
  const membership = { roles: ["auditor"], projectIds: [], procoreUserId: null };
  return [
    ["settings.save_profile", { profile: { undoSeconds: 7 }, note: "as agreed" }],
    ["settings.save_grants", { personId: people.ungranted.id, recordTypes: ["commitment"] }],
    ["person.add", { name: "Rhea Novak", email: `rhea.${id.slice(0, 8)}@test.example`, ...membership }],
    ["person.change", { personId: people.ungranted.id, isDisabled: false, ...membership }],
    ["sage.refresh", {}],
    ["history.verify", {}],
    ["settings.save_periods", { periods: [aPeriod], seen: [], note: "as agreed" }],
    ["person.make_link", { personId: people.auditor.id }],
  ];
}

async function triageInputs(app: Database, company: TestCompany): Promise<readonly (readonly [string, object])[]> {
  const item = await anItem(app, company, { state: "ready" });
  const view = { viewId: null, seenVersion: null, name: "Roofs", isShared: false, body: { tab: "look" } };
  const saved = await saveView.execute(app, company.principal("accountant"), { ...view, name: "To go" });
  if (!saved.ok) throw new Error(`no view: ${saved.refusal.code}`);
  return [
    ["item.assign", { itemIds: [item.id], personId: company.people.accountant.id }],
    ["view.save", view],
    ["view.delete", { viewId: saved.value.viewId }],
    ["preference.save", { density: "comfortable" }],
  ];
}

/** A run of one item, found by its number, and the stop of that very run. */
async function runInputs(app: Database, company: TestCompany): Promise<readonly (readonly [string, object])[]> {
  const { contract } = await anItem(app, company, { state: "ready" });
  const [runId, view] = [randomUUID(), { tab: "ready", q: contract.number }];
  const seen = await runCheck.execute(app, company.principal("accountant"), view);
  if (!seen.ok) throw new Error(`no run: ${seen.refusal.code}`);
  const { count, hashTotal } = seen.value;
  return [
    ["run.start", { runId, view, seen: { count, hashTotal } }],
    ["run.stop", { runId }],
  ];
}

async function talkInputs(app: Database, company: TestCompany): Promise<readonly (readonly [string, object])[]> {
  const { id: itemId } = await anItem(app, company);
  const { mailId } = await aMail(app, company);
  const hook = await aWebhook(app, company);
  return [
    ["item.comment", { itemId, commentId: randomUUID(), text: "Please look.", lineKey: null, mentions: [] }],
    ["item.edit_comment", { ...(await aComment(app, company, itemId)), text: "Other words.", mentions: [] }],
    ["item.remove_comment", await aComment(app, company, itemId)],
    ["item.add_file", { itemId, fileId: randomUUID(), name: "Lines.csv", content: btoa("code,amount") }],
    ["item.remove_file", await aSentFile(app, company, itemId)],
    ["item.follow", { itemId: (await anItem(app, company)).id, isOn: true }],
    ["notice.mark_read", { ids: [1], upTo: null }],
    ["notice.save_settings", { channels: { mention: "screen" }, hasSummary: true, summaryHour: 6 }],
    ["mail.send_again", { mailId }],
    ["webhook.add", { url: "https://hooks.test.example/in", events: ["item.accepted"] }],
    ["source.listen", {}],
    ["webhook.change", { webhookId: hook.webhookId, events: ["item.rejected"], isOn: true }],
    ["webhook.send_again", { deliveryId: (await aWebhook(app, company)).deliveryId }],
  ];
}

/** The company's sync client reads Sage, for as long as a test takes. */
async function connectSyncClient(app: Database, company: TestCompany): Promise<void> {
  await withCompany(app, company.id, (tx) =>
    tx.execute(sql`update sync_client set connection_id = gen_random_uuid(), is_sage_readable = true, seen_at = clock_timestamp() + interval '1 hour'
      where company_id = ${company.id} and id = ${company.syncClient.id}`),
  );
}

/** A proved document that Sage shows with another amount, and an answer to it. */
async function aDifference(app: Database, company: TestCompany, itemId: string) {
  const column = {
    table: "JCM_MASTER__COMMITMENT",
    row: "",
    column: "Amount",
    label: "Amount",
    accepted: "2.00",
    found: "1.00",
  };
  const drift = { columns: [column], amountChange: "-1.00", retainageChange: "0.00", isGone: false };
  await withCompany(app, company.id, (tx) => openDifference(tx, company.id, itemId, randomUUID(), drift));
  return { itemId, answer: "restore", seenSha256: differenceHash(drift), note: "" };
}

async function vendorInputs(app: Database, company: TestCompany): Promise<readonly (readonly [string, object])[]> {
  const pair = async (isLinked = false) => {
    const { vendorId, sageVendor } = await aVendorPair(app, company, { isLinked });
    return { vendorId, sageVendor };
  };
  const { sourceId, sageVendor } = await aVendorPair(app, company);
  const csv = `procore_company_id,sage_vendor\n${sourceId},${sageVendor}`;
  const dry = await importVendorLinks.execute(app, company.principal("admin"), { csv, plan: null });
  if (!dry.ok) throw new Error(`no dry run: ${dry.refusal.code}`);
  const linked = await pair(true);
  return [
    ["vendor.link_many", { pairs: [await pair()], count: 1 }],
    ["vendor.unlink_many", { pairs: [await pair(true)] }],
    ["vendor.refuse", { vendorId: company.vendor.id, sageVendor: "OAKFIELD", isRefused: true }],
    ["sage-vendor.archive", { sageVendors: ["DORMANT"], isArchived: true }],
    ["vendor.confirm_link", { vendorId: linked.vendorId, seen: linked.sageVendor }],
    ["vendor.import_links", { csv, plan: dry.value.plan }],
  ];
}
