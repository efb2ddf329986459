import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { anApiToken } from "#drizzle/factories/api-token.ts";
import { aBatch } from "#drizzle/factories/batch.ts";
import { commandInputs } from "#drizzle/factories/command-inputs.ts";
import { aCompany, type TestCompany, type TestRole } from "#drizzle/factories/company.ts";
import { anItem } from "#drizzle/factories/item.ts";
import { aMailLink } from "#drizzle/factories/mail-link.ts";
import { connectProcore } from "#drizzle/factories/procore-connection.ts";
import { queryInputs } from "#drizzle/factories/query-inputs.ts";
import { aReplayRun } from "#drizzle/factories/replay-run.ts";
import { aRun } from "#drizzle/factories/run.ts";
import { aStagedRecord } from "#drizzle/factories/staged-record.ts";
import { aSentFile, someTalk } from "#drizzle/factories/talk.ts";
import { codeOf, demand, openTestBed, type TestBed } from "#drizzle/factories/test-bed.ts";
import { commands } from "#lib/commands/registry.ts";
import { signReconcile } from "#lib/commands/sign-reconcile.ts";
import { json, row, rows, sqlState, withCompany } from "#lib/db/database.ts";
import { writeChoices } from "#lib/db/import-choices.ts";
import { beginImportRun } from "#lib/db/import-runs.ts";
import { writeContracts } from "#lib/db/source-contracts.ts";
import { queries } from "#lib/queries/registry.ts";

/** Looked up before the company of a request is known; it holds ids and times only. */
const outside = ["session"];
const identifier = /^[a-z_]+$/;

let bed: TestBed;
let theirs: TestCompany;
let ours: TestCompany;
let theirInputs: ReadonlyMap<string, object>;
let theirItem: string;
let theirRecord: string;
let theirBatch: string;
let theirFile: string;
let theirRun: string;
let tables: string[];
beforeAll(async () => {
  bed = await openTestBed();
  [theirs, ours] = [
    await aCompany(bed.owner, { profile: { undoSeconds: 600 } }),
    await aCompany(bed.owner, { profile: { undoSeconds: 600 } }),
  ];
  theirInputs = await commandInputs(bed.app, theirs);
  const ourInputs = await commandInputs(bed.app, ours);
  demand(await signReconcile.execute(bed.app, theirs.principal("accountant"), theirInputs.get("reconcile.sign")));
  demand(await signReconcile.execute(bed.app, ours.principal("accountant"), ourInputs.get("reconcile.sign")));
  for (const company of [theirs, ours]) {
    const { id: synced } = await anItem(bed.app, company, { state: "synced" });
    await bed.owner.execute(sql`insert into difference (company_id, item_id, export_id, columns, amount_change, retainage_change)
      values (${company.id}, ${synced}, gen_random_uuid(), '[]', 1, 0)`);
    await bed.owner.execute(
      sql`insert into difference_watch (company_id, seen_until, proved_until) values (${company.id}, now(), now())`,
    );
    await bed.owner.execute(sql`insert into cause_episode (company_id, key, words, items, amount, peak_items, opened_at)
      values (${company.id}, 'failed:x', 'Failed to Export: x.', 1, 1, 1, now())`);
    await bed.owner.execute(
      sql`insert into cause_mark (company_id, key, mute_note) values (${company.id}, 'failed:x', 'n')`,
    );
    await bed.owner.execute(
      sql`insert into document_refusal (company_id, item_id, erp_id, refused_by) values (${company.id}, ${synced}, 'SC-X', '')`,
    );
    await bed.owner.execute(
      sql`insert into sage_payment (company_id, item_id, paid, state, due_at) values (${company.id}, ${synced}, 1, 'due', now())`,
    );
    await bed.owner.execute(
      sql`insert into sync_client_event (company_id, sync_client_id, level, words) values (${company.id}, ${company.syncClient.id}, 'info', 'words')`,
    );
    await bed.owner.execute(
      sql`insert into source_cursor (company_id, list, read_until) values (${company.id}, 'project', now())`,
    );
    await connectProcore(bed.owner, company.id);
    await bed.owner.execute(
      sql`insert into enrolment_code (code_hash, company_id, name, expires_at) values (${`hash ${company.id}`}, ${company.id}, 'n', now())`,
    );
    await bed.owner.execute(sql`insert into sage_commitment (company_id, commitment, commitment_type, description, vendor, job, amount, amount_invoiced, is_closed, seen_at)
      values (${company.id}, 'C-1', '', '', '', '', 0, 0, false, now())`);
    await bed.owner.execute(sql`insert into sage_commitment_item (company_id, commitment, item_number, description, job, extra, cost_code, category, amount, seen_at)
      values (${company.id}, 'C-1', 1, '', '', '', '', '', 0, now())`);
    await bed.owner.execute(sql`insert into sage_commitment_co (company_id, commitment, commitment_co, description, amount, seen_at)
      values (${company.id}, 'C-1', '1', '', 0, now())`);
    await bed.owner.execute(sql`insert into sage_row (company_id, table_name, row_key, group_key, row, seen_at)
      values (${company.id}, 'T', '1', '', '{}', now())`);
    await bed.owner.execute(sql`update sage_row set row = '{"a": 1}' where company_id = ${company.id}`);
    await bed.owner.execute(
      sql`insert into sage_cost_transaction (company_id, run, sequence, seen_at) values (${company.id}, 1, 1, now())`,
    );
    await bed.owner.execute(
      sql`insert into mirror_sweep_key (company_id, table_name, row_key) values (${company.id}, 'T', '1')`,
    );
    await bed.owner.execute(sql`with r as (insert into sage_refresh (company_id) values (${company.id}) returning id)
      insert into sage_refresh_leg (company_id, refresh_id, leg, position) select ${company.id}, id, 'vendors', 1 from r`);
    await withCompany(bed.app, company.id, async (tx) => {
      await beginImportRun(tx, company.id, "job", "Iris Vance", 1);
      await writeChoices(tx, company.id, "project_templates", [{ id: "31", name: "Tenant fit-out" }]);
      const contract = { sourceId: "41", number: "P-1", title: "Owner", status: "Approved", originId: null };
      await writeContracts(tx, company.id, company.project.sourceId, [contract]);
    });
  }
  for (const company of [theirs, ours]) await someTalk(bed.owner, company, (await anItem(bed.app, company)).id);
  theirFile = (await aSentFile(bed.app, theirs, (await anItem(bed.app, theirs)).id)).fileId;
  theirBatch = (await aBatch(bed.app, theirs)).id;
  await aBatch(bed.app, ours);
  theirRecord = (await aStagedRecord(bed.app, theirs, "imported")).recordId;
  for (const company of [theirs, ours]) {
    await aMailLink(bed.app, company, await anItem(bed.app, company));
    const { tokenId } = await anApiToken(bed.app, company, "auditor");
    await bed.owner.execute(sql`insert into api_token_use (company_id, token_id, window_at, count, last_used_at)
      values (${company.id}, ${tokenId}, now(), 1, now())`);
  }
  for (const { id, vendor, people } of [theirs, ours]) {
    await bed.owner.execute(sql`insert into password_link (token_hash, company_id, person_id, expires_at)
      values (${`hash ${id}`}, ${id}, ${people.auditor.id}, now())`);
    await bed.owner.execute(
      sql`insert into person_preference (company_id, person_id, density) values (${id}, ${people.auditor.id}, 'compact')`,
    );
    await bed.owner.execute(sql`insert into accounting_period (company_id, name, first_day, last_day)
      values (${id}, 'May 2026', '2026-05-01', '2026-05-31')`);
    await aReplayRun(bed.owner, id);
    await bed.owner.execute(sql`insert into chain_check (company_id, asked_by, event_count, last_hash, finished_at)
      values (${id}, 'Tess Arden', 0, '', now())`);
    await bed.owner.execute(sql`insert into link_word (company_id, word, count) values (${id}, 'word', 1)`);
    await bed.owner.execute(
      sql`insert into vendor_refusal (company_id, vendor_id, sage_vendor, refused_by) values (${id}, ${vendor.id}, 'X', '')`,
    );
    await bed.owner.execute(sql`insert into vendor_alias (company_id, sage_vendor, name) values (${id}, 'X', 'Y')`);
  }
  theirItem = (await anItem(bed.app, theirs, { vendor: "unlinked" })).id;
  theirRun = await aRun(bed.app, theirs, theirItem);
  await aRun(bed.app, ours, (await anItem(bed.app, ours, { vendor: "unlinked" })).id);
  const found = await rows<{ name: string }>(
    bed.owner,
    sql`select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
    where n.nspname = 'public' and c.relkind in ('r', 'p') and a.attname = 'company_id' and not a.attisdropped order by 1`,
  );
  tables = found.map((entry) => entry.name).filter((name) => !outside.includes(name) && identifier.test(name));
});
afterAll(() => bed.close());

/** Every row that the company has, in every table, as one hash by table. */
async function snapshot(company: TestCompany): Promise<Record<string, string | null>> {
  const hashes = await Promise.all(
    tables.map(async (name) => {
      const found = await row<{ h: string | null }>(
        bed.owner,
        sql`select md5(string_agg(t::text, ',' order by t::text)) as h from ${sql.identifier(name)} t where company_id = ${company.id}`,
      );
      return [name, found?.h ?? null] as const;
    }),
  );
  return Object.fromEntries(hashes);
}
/** Our people, who claim what of theirs a person can claim: memberships are looked up, ids are not secret. */
const intruder = (role: TestRole) => {
  const { actor } = ours.principal(role);
  return { companyId: ours.id, actor: { ...actor, projectIds: [...actor.projectIds, theirs.project.id] } };
};

describe("twin companies", () => {
  test("have rows in every table that belongs to a company", async () => {
    const empty = Object.entries(await snapshot(theirs)).filter(([, hash]) => hash === null);
    expect(empty).toEqual([]);
    expect(tables.length).toBeGreaterThan(25);
  });

  test("no command reaches the other's: not found, and not one row of theirs is another", async () => {
    const before = await snapshot(theirs);
    // Sage's ids of vendors are words that every company may have; a file that names other companies does something else.
    const withoutIds = [
      "sync_client.make_code",
      "settings.save_profile",
      "sage.refresh",
      "source.listen",
      "history.verify",
      "person.add",
      "sage-vendor.archive",
      "view.save",
      "preference.save",
      "notice.mark_read",
      "notice.save_settings",
      "webhook.add",
      // Causes are known by their words, which ours has too.
      "cause.mute",
      // Versions of the rules are numbers that ours has too: it settles our own proposal.
      "rules.settle",
      "token.make",
      // Its id is made by whoever asks: the same one is another file in another company.
      "table.ask",
    ];
    const unknown = [
      "item.unknown",
      "batch.unknown",
      "run.unknown",
      "run.empty",
      "comment.unknown",
      "file.unknown",
      "table_file.unknown",
      "mail.unknown",
      "access.mail_link",
      "webhook.unknown",
      "token.gone",
      "share.gone",
      "person.unknown",
      "periods.moved",
      "rules.moved",
      "delegation.person",
      "delegation.other",
      "delegation.over",
      "vendor.file_changed",
      "view.unknown",
      "assign.person",
      "cause.owner",
    ];
    for (const [name, command] of commands) {
      const codes = await Promise.all(
        (["accountant", "admin", "project_manager"] as const).map(async (role) =>
          codeOf((await command.execute(bed.app, intruder(role), theirInputs.get(name))) as never),
        ),
      );
      const other = codes.filter((code) => code !== null && code !== "access.role" && !unknown.includes(code));
      expect([name, other, codes.includes(null)]).toEqual([name, [], withoutIds.includes(name)]);
      if (!withoutIds.includes(name))
        expect([name, codes.some((code) => code !== null && unknown.includes(code))]).toEqual([name, true]);
    }
    expect(await snapshot(theirs)).toEqual(before);
  });

  test("no query answers with anything of theirs, whatever ids it is asked with", async () => {
    const asked = queryInputs(theirs, {
      itemId: theirItem,
      recordId: theirRecord,
      batchId: theirBatch,
      fileId: theirFile,
      runId: theirRun,
    });
    const foreign = await rows<{ id: string }>(
      bed.owner,
      sql`select id::text from item where company_id = ${theirs.id} union select id::text from project where company_id = ${theirs.id} union select id::text from vendor where company_id = ${theirs.id}
      union select id::text from staged_record where company_id = ${theirs.id} union select id::text from export where company_id = ${theirs.id} union select id::text from sync_client where company_id = ${theirs.id} union select hash from audit_event where company_id = ${theirs.id}
      union select person_id::text from membership where company_id = ${theirs.id} union select p.email from membership m join person p on p.id = m.person_id where m.company_id = ${theirs.id}`,
    );
    for (const [name, query] of queries) {
      for (const role of ["accountant", "admin", "project_manager", "auditor"] as const) {
        const answer = await query.execute(bed.app, intruder(role), asked.get(name));
        if (name === "import.record")
          expect([name, role, codeOf(answer as never)]).toEqual([
            ...[name, role, role === "project_manager" ? "access.role" : "item.unknown"],
          ]);
        if (["item.view", "item.past", "item.stuck", "item.talk", "project.status", "project.ladder"].includes(name))
          expect([name, role, codeOf(answer as never)]).toEqual([name, role, "item.unknown"]);
        if (name === "table.file")
          expect([name, role, codeOf(answer as never)]).toEqual([name, role, "table_file.unknown"]);
        if (name === "item.file") expect([name, role, codeOf(answer as never)]).toEqual([name, role, "file.unknown"]);
        const text = JSON.stringify(answer);
        expect([name, foreign.filter((entry) => text.includes(entry.id))]).toEqual([name, []]);
      }
    }
  });
});

describe("the walls of the database alone", () => {
  test("without a company every table is empty, and nothing can be written", async () => {
    for (const name of tables) {
      const count = await row<{ n: string }>(bed.app, sql`select count(*) as n from ${sql.identifier(name)}`);
      expect([name, count?.n]).toEqual([name, "0"]);
      const copy = await row<{ copy: object }>(
        bed.owner,
        sql`select to_jsonb(t) as copy from ${sql.identifier(name)} t where company_id = ${theirs.id} limit 1`,
      );
      const insert = bed.app.execute(
        sql`insert into ${sql.identifier(name)} select * from jsonb_populate_record(null::${sql.identifier(name)}, ${json(copy?.copy)})`,
      );
      expect([name, sqlState(await insert.catch((error: unknown) => error))]).toEqual([
        name,
        expect.stringMatching(/^(42501|428C9)$/),
      ]);
    }
    expect(await row(bed.app, sql`select count(*)::int as n from company`)).toEqual({ n: 0 });
  });

  test("with our company set, a read without a filter has our rows only, and theirs can be neither changed nor taken", async () => {
    const before = await snapshot(theirs);
    for (const name of tables) {
      const table = sql.identifier(name);
      const seen = await withCompany(bed.app, ours.id, (tx) =>
        row<{ ours: number; theirs: number }>(
          tx,
          sql`select count(*) filter (where company_id = ${ours.id})::int as ours, count(*) filter (where company_id <> ${ours.id})::int as theirs from ${table}`,
        ),
      );
      expect([name, seen?.theirs, (seen?.ours ?? 0) > 0]).toEqual([name, 0, true]);
      for (const statement of [
        sql`update ${table} set company_id = company_id where company_id = ${theirs.id}`,
        sql`delete from ${table} where company_id = ${theirs.id}`,
        sql`update ${table} set company_id = ${theirs.id} where company_id = ${ours.id}`,
      ]) {
        await withCompany(bed.app, ours.id, (tx) => tx.execute(statement)).catch((error: unknown) => {
          if (!["42501", "23503", "23505"].includes(sqlState(error) ?? "")) throw error;
        });
      }
    }
    expect(await snapshot(theirs)).toEqual(before);
    expect(await withCompany(bed.app, ours.id, (tx) => rows(tx, sql`select id from company`))).toEqual([
      { id: ours.id },
    ]);
  });

  test("two thousand transactions through one pool, theirs, ours and none, some broken: nobody ever sees another's rows", async () => {
    const count = (id: string) => sql`select count(*)::int as n from item where company_id = ${id}`;
    const expected = new Map<string, number>();
    for (const { id } of [theirs, ours]) expected.set(id, (await row<{ n: number }>(bed.owner, count(id)))?.n ?? -1);
    const read = (id: string, isBroken: boolean) =>
      withCompany(bed.app, id, async (tx) => {
        const found = await rows<{ company_id: string }>(tx, sql`select company_id from item`);
        if (isBroken) throw new Error("broken");
        return found;
      }).catch((error: unknown) => {
        if (isBroken && error instanceof Error && error.message === "broken") return null;
        throw error;
      });
    let foreign = 0;
    let whole = 0;
    await Promise.all(
      Array.from({ length: 2000 }, async (_, n) => {
        if (n % 10 === 9) foreign += (await rows(bed.app, sql`select 1 from item`)).length;
        else {
          const { id } = n % 2 === 0 ? theirs : ours;
          const found = await read(id, n % 17 === 0);
          foreign += found?.filter((entry) => entry.company_id !== id).length ?? 0;
          if (found?.length === expected.get(id)) whole += 1;
        }
      }),
    );
    expect(foreign).toBe(0);
    expect(whole).toBe(Array.from({ length: 2000 }, (_, n) => n).filter((n) => n % 10 !== 9 && n % 17 !== 0).length);
  });
});
