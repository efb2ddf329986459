import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aBatch } from "#drizzle/factories/batch.ts";
import { commandInputs } from "#drizzle/factories/command-inputs.ts";
import { aCompany, type TestCompany, type TestRole } from "#drizzle/factories/company.ts";
import { anItem } from "#drizzle/factories/item.ts";
import { queryInputs } from "#drizzle/factories/query-inputs.ts";
import { aRun } from "#drizzle/factories/run.ts";
import { aStagedRecord } from "#drizzle/factories/staged-record.ts";
import { aSentFile } from "#drizzle/factories/talk.ts";
import { codeOf, demand, openTestBed, type TestBed } from "#drizzle/factories/test-bed.ts";
import { commands } from "#lib/commands/registry.ts";
import { row } from "#lib/db/database.ts";
import { projectList } from "#lib/queries/project-list.ts";
import { queries } from "#lib/queries/registry.ts";

const roles: readonly TestRole[] = ["accountant", "ungranted", "admin", "project_manager", "auditor"];
const reading: readonly TestRole[] = ["accountant", "ungranted", "admin", "auditor"];
/** Who may do what, by hand and on purpose not made from permissions.ts. */
const mayCommand: Readonly<Record<string, readonly TestRole[]>> = {
  "item.accept": ["accountant"],
  // Nobody who is signed in, and no program: only who came by a link.
  "item.accept_by_mail": [],
  "item.reject": ["accountant"],
  "run.start": ["accountant"],
  "run.stop": ["accountant", "ungranted"],
  "item.assign": ["accountant", "ungranted", "admin"],
  "item.save_fields": ["accountant"],
  "item.redate": ["accountant"],
  "item.send": ["project_manager", "admin"],
  "item.retrieve": ["project_manager", "admin"],
  "export.take_back": ["accountant"],
  "batch.take_back": ["accountant"],
  "export.release": ["accountant"],
  "item.hold": ["accountant"],
  "item.lift_hold": ["accountant"],
  "export.retry": ["accountant"],
  "export.retry_many": ["accountant"],
  "cause.mute": ["admin"],
  "cause.assign": ["admin"],
  "export.resolve": ["accountant"],
  "item.unlink": ["accountant"],
  "item.keep_linked": ["accountant"],
  "vendor.link": ["admin"],
  "project.link": ["admin"],
  "project.unlink": ["admin"],
  "document.link": ["accountant"],
  "document.refuse": ["accountant"],
  "difference.answer": ["accountant"],
  "reconcile.sign": ["accountant", "ungranted"],
  "sage.refresh": ["accountant", "ungranted", "admin"],
  "source.listen": ["admin"],
  "import.run": ["admin"],
  "import.archive": ["admin"],
  "import.restore": ["admin"],
  "import.undo": ["admin"],
  "project.switch_costs": ["admin"],
  "vendor.link_many": ["admin"],
  "vendor.unlink_many": ["admin"],
  "vendor.refuse": ["admin"],
  "sage-vendor.archive": ["admin"],
  "vendor.confirm_link": ["admin"],
  "vendor.import_links": ["admin"],
  "sync_client.make_code": ["admin"],
  "sync_client.revoke": ["admin"],
  "settings.save_profile": ["admin"],
  "settings.save_grants": ["admin"],
  "item.take_back_signature": ["accountant"],
  "rules.settle": ["admin"],
  "rules.propose": ["admin"],
  "delegation.end": ["accountant", "ungranted", "admin"],
  "delegation.make": ["accountant", "ungranted", "admin"],
  "settings.save_periods": ["admin"],
  "person.add": ["admin"],
  "person.change": ["admin"],
  "person.make_link": ["admin"],
  "view.save": ["accountant", "ungranted", "admin", "auditor"],
  "view.delete": ["accountant", "ungranted", "admin", "auditor"],
  "preference.save": roles,
  "history.verify": reading,
  "item.comment": ["accountant", "ungranted", "admin", "project_manager"],
  "item.edit_comment": ["accountant", "ungranted", "admin", "project_manager"],
  "item.remove_comment": ["accountant", "ungranted", "admin", "project_manager"],
  "item.add_file": ["accountant", "ungranted", "admin", "project_manager"],
  "item.remove_file": ["accountant", "ungranted", "admin", "project_manager"],
  "item.follow": roles,
  "notice.mark_read": roles,
  "notice.save_settings": roles,
  "mail.send_again": ["admin"],
  "webhook.add": ["admin"],
  "webhook.change": ["admin"],
  "webhook.send_again": ["admin"],
  "table.ask": roles,
  "table.stop": roles,
  "table.remove": roles,
  "share.make": ["project_manager", "admin"],
  "share.revoke": ["project_manager", "admin"],
  "token.make": roles,
  "token.revoke": roles,
};
/** What somebody has read, and what they have not sent yet, is nobody else's business. */
const unrecorded = ["notice.mark_read", "item.add_file", "item.accept_by_mail"];
const mayQuery: Readonly<Record<string, readonly TestRole[]>> = {
  "rules.view": ["admin", "auditor"],
  "delegation.list": reading,
  "inbox.page": reading,
  "inbox.past": reading,
  "project.past": roles,
  "project.past_list": roles,
  "settings.past": ["admin", "auditor"],
  "people.past": ["admin", "auditor"],
  "vendor.past": reading,
  "inbox.groups": reading,
  "inbox.assignees": reading,
  "inbox.choices": reading,
  "inbox.vendors": reading,
  "accept.check": reading,
  "run.check": reading,
  "run.page": reading,
  "run.list": reading,
  "item.view": roles,
  "item.changes": roles,
  "item.past": roles,
  "item.stuck": roles,
  "item.talk": roles,
  "item.file": roles,
  "item.source": roles,
  "outbox.page": reading,
  "batch.list": reading,
  "batch.page": reading,
  "project.list": roles,
  "project.status": roles,
  "project.costs": roles,
  "project.jobs": ["admin"],
  "project.ladder": roles,
  "document.page": reading,
  "document.match": reading,
  "vendor.page": reading,
  "import.page": reading,
  "import.record": reading,
  "reconcile.page": reading,
  "reconcile.project": reading,
  "reconcile.cell": reading,
  "rehearsal.page": reading,
  "rehearsal.items": reading,
  "dashboard.view": reading,
  "dashboard.items": reading,
  "vendor.match": reading,
  "vendor.search": reading,
  "vendor.link_file": reading,
  "history.page": reading,
  "history.chain": reading,
  "history.replay": reading,
  "health.view": reading,
  "cause.list": reading,
  "cause.view": reading,
  "unknown.page": reading,
  "attempt.page": reading,
  "settings.view": ["admin", "auditor"],
  "settings.impact": ["admin"],
  "settings.changes": ["admin", "auditor"],
  "shell.view": roles,
  "record.search": roles,
  "view.list": reading,
  "preference.view": roles,
  "notice.page": roles,
  "notice.settings": roles,
  "mail.page": ["admin", "auditor"],
  "mail_link.view": [],
  "share.list": ["admin", "project_manager"],
  "share.view": ["admin", "project_manager"],
  "webhook.list": ["admin", "auditor"],
  "webhook.deliveries": ["admin", "auditor"],
  "token.list": roles,
  "table.files": roles,
  "table.file": roles,
};
/** What is one person's alone is answered to all others as if it were not there. */
const ownAlone: Readonly<Record<string, string>> = {
  "table.file": "table_file.unknown",
  // A link that is none shows nothing.
  "share.view": "share.nothing",
};

let bed: TestBed;
let company: TestCompany;
let inputs: ReadonlyMap<string, object>;
let questions: ReadonlyMap<string, object>;
beforeAll(async () => {
  bed = await openTestBed();
  company = await aCompany(bed.owner, { profile: { undoSeconds: 600 } });
  inputs = await commandInputs(bed.app, company);
  const { recordId } = await aStagedRecord(bed.app, company, "ready");
  const { id: batchId } = await aBatch(bed.app, company);
  const { id: itemId } = await anItem(bed.app, company);
  const { fileId } = await aSentFile(bed.app, company, itemId);
  const runId = await aRun(bed.app, company, itemId);
  questions = queryInputs(company, { itemId, recordId, batchId, fileId, runId });
});
afterAll(() => bed.close());

test("every command and every query has a row", () => {
  expect([...commands.keys()].toSorted()).toEqual(Object.keys(mayCommand).toSorted());
  expect([...queries.keys()].toSorted()).toEqual(Object.keys(mayQuery).toSorted());
});

describe.each(Object.entries(mayCommand))("%s", (name, allowed) => {
  const execute = async (role: TestRole) =>
    codeOf((await commands.get(name)?.execute(bed.app, company.principal(role), inputs.get(name))) as never);
  const events = async () =>
    (await row<{ n: string }>(bed.owner, sql`select count(*) as n from audit_event where company_id = ${company.id}`))
      ?.n;

  test("is refused to all others, and leaves no trace", async () => {
    const before = await events();
    for (const role of roles.filter((entry) => !allowed.includes(entry))) {
      const code = await execute(role);
      expect([role, code?.split(".")[0]]).toEqual([role, "access"]);
    }
    expect(await events()).toBe(before);
  });

  test("is open to its roles: the first does it, with a record; nobody of them is told to ask for rights", async () => {
    const before = await events();
    for (const [n, role] of allowed.entries()) {
      const code = await execute(role);
      expect([role, n === 0 ? code : (code?.startsWith("access.") ?? false)]).toEqual([role, n === 0 ? null : false]);
    }
    if (unrecorded.includes(name)) expect(await events()).toBe(before);
    else expect(await events()).not.toBe(before);
  });
});

describe.each(Object.entries(mayQuery))("%s", (name, allowed) => {
  test.each(roles)("for %s", async (role) => {
    const answer = await queries.get(name)?.execute(bed.app, company.principal(role), questions.get(name));
    const code = answer?.ok ? null : answer?.refusal.code;
    const isByLink = name === "mail_link.view" && company.people[role].roles.includes("accountant");
    const within = isByLink ? "access.mail_link" : (ownAlone[name] ?? null);
    expect(code).toBe(isByLink || allowed.includes(role) ? within : "access.role");
  });
});

describe("a project manager", () => {
  test("sees the items and the status of own projects only", async () => {
    const { actor } = company.principal("project_manager");
    const elsewhere = { companyId: company.id, actor: { ...actor, projectIds: [randomUUID()] } };
    for (const name of [
      "item.view",
      "item.changes",
      "item.past",
      "item.stuck",
      "item.talk",
      "item.file",
      "item.source",
      "project.status",
      "project.ladder",
    ]) {
      expect(codeOf((await queries.get(name)?.execute(bed.app, elsewhere, questions.get(name))) as never)).toBe(
        "access.project",
      );
    }
    expect(demand(await projectList.execute(bed.app, elsewhere, {})).rows).toEqual([]);
    expect(demand(await projectList.execute(bed.app, company.principal("project_manager"), {})).rows).toHaveLength(1);
  });

  test("who has no role at all may do nothing", async () => {
    const nobody = { companyId: company.id, actor: { ...company.principal("auditor").actor, roles: [] } };
    for (const [name, query] of queries)
      expect(codeOf((await query.execute(bed.app, nobody, questions.get(name))) as never)).toBe("access.role");
    for (const [name, command] of commands)
      expect(codeOf((await command.execute(bed.app, nobody, inputs.get(name))) as never)).toBe("access.role");
  });
});
