import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aCompany } from "#drizzle/factories/company.ts";
import { anItem } from "#drizzle/factories/item.ts";
import { codeOf, demand, openTestBed, type TestBed } from "#drizzle/factories/test-bed.ts";
import { makeEnrolmentCode } from "#lib/commands/make-enrolment-code.ts";
import { revokeSyncClient } from "#lib/commands/revoke-sync-client.ts";
import { row, rows } from "#lib/db/database.ts";
import { gatewayStore } from "#lib/db/gateway-store.ts";

let bed: TestBed;
let store: ReturnType<typeof gatewayStore>;
beforeAll(async () => {
  bed = await openTestBed();
  store = gatewayStore(bed.app, bed.database.appUrl);
});
afterAll(async () => {
  await store.close();
  await bed.close();
});
const parts = { publicKey: "key", host: "SAGE01", clientVersion: "1.0.0" };

describe("enrolment", () => {
  test("a code works once, for its company, and is kept as a hash", async () => {
    const company = await aCompany(bed.owner);
    const { code } = demand(
      await makeEnrolmentCode.execute(bed.app, company.principal("admin"), { name: "Second server" }),
    );
    const kept = await rows<{ code_hash: string }>(
      bed.owner,
      sql`select code_hash from enrolment_code where company_id = ${company.id}`,
    );
    expect(JSON.stringify(kept)).not.toContain(code);
    const enrolled = demand(await store.enrol({ code: ` ${code.toLowerCase()} `, ...parts }));
    expect(enrolled).toMatchObject({ companyId: company.id, companyName: company.name });
    expect(codeOf(await store.enrol({ code, ...parts }))).toBe("client.enrolment");
    expect(await bed.companyKinds(company)).toEqual(["client.code_made", "client.enrolled"]);
    expect(await store.client(enrolled.syncClientId)).toMatchObject({
      companyId: company.id,
      publicKey: "key",
      epoch: 0,
      isRevoked: false,
    });
  });

  test("a wrong or an old code is refused; of ten at once one gets in", async () => {
    const company = await aCompany(bed.owner);
    expect(codeOf(await store.enrol({ code: "AAAA-BBBB-CCCC-DDDD", ...parts }))).toBe("client.enrolment");
    const make = async () =>
      demand(await makeEnrolmentCode.execute(bed.app, company.principal("admin"), { name: "Server" })).code;
    const old = await make();
    await bed.owner.execute(
      sql`update enrolment_code set expires_at = clock_timestamp() - interval '1 second' where company_id = ${company.id}`,
    );
    expect(codeOf(await store.enrol({ code: old, ...parts }))).toBe("client.enrolment");
    const code = await make();
    const codes = (await Promise.all(Array.from({ length: 10 }, () => store.enrol({ code, ...parts })))).map(codeOf);
    expect(codes.filter((answer) => answer === null)).toHaveLength(1);
    const count = await row<{ n: string }>(
      bed.owner,
      sql`select count(*) as n from sync_client where company_id = ${company.id}`,
    );
    expect(count?.n).toBe("2");
  });

  test.each(["accountant", "ungranted", "auditor", "project_manager"] as const)(
    "and revoking are refused to %s",
    async (role) => {
      const company = await aCompany(bed.owner);
      expect(codeOf(await makeEnrolmentCode.execute(bed.app, company.principal(role), { name: "Server" }))).toBe(
        "access.role",
      );
      const input = { syncClientId: company.syncClient.id };
      expect(codeOf(await revokeSyncClient.execute(bed.app, company.principal(role), input))).toBe("access.role");
    },
  );
});

describe("revoke", () => {
  test("works at the next call: no leases, no reads, no reports; once, and only in the own company", async () => {
    const [company, other] = [await aCompany(bed.owner), await aCompany(bed.owner)];
    const item = await anItem(bed.app, company, { state: "exporting" });
    const { id } = company.syncClient;
    expect(codeOf(await revokeSyncClient.execute(bed.app, other.principal("admin"), { syncClientId: id }))).toBe(
      "item.unknown",
    );
    demand(await revokeSyncClient.execute(bed.app, company.principal("admin"), { syncClientId: id }));
    expect(codeOf(await revokeSyncClient.execute(bed.app, company.principal("admin"), { syncClientId: id }))).toBe(
      "item.unknown",
    );
    expect(await bed.companyKinds(company)).toEqual(["client.revoked"]);
    expect(await store.leaseNext(id, 10)).toEqual([]);
    expect(await store.nextReads(id)).toEqual([]);
    const report = {
      exportId: item.exportId ?? "",
      fence: 1,
      sha256: null,
      verdict: { kind: "proved" as const },
      evidence: {},
    };
    expect(await store.report(id, report)).toBe("unknown");
    const hello = { clientVersion: "1", host: "h", epoch: 9 };
    expect(await store.connected(id, "c1", hello)).toMatchObject({ kind: "refused", code: "client.unknown" });
    expect(await store.client(id)).toMatchObject({ isRevoked: true });
    expect((await bed.item(item.id)).state).toBe("exporting");
  });

  test("what it had under way is looked for by its successor", async () => {
    const company = await aCompany(bed.owner);
    const item = await anItem(bed.app, company, { state: "unknown" });
    await bed.owner.execute(sql`update export set next_check_at = clock_timestamp() where company_id = ${company.id}`);
    await bed.drive(company, item.id);
    const { code } = demand(
      await makeEnrolmentCode.execute(bed.app, company.principal("admin"), { name: "Next server" }),
    );
    const next = demand(await store.enrol({ code, ...parts })).syncClientId;
    expect(await store.leaseNext(next, 10)).toEqual([]);
    demand(
      await revokeSyncClient.execute(bed.app, company.principal("admin"), { syncClientId: company.syncClient.id }),
    );
    expect(await store.leaseNext(next, 10)).toMatchObject([{ exportId: item.exportId, mode: "probe", fence: 2 }]);
    expect(await bed.broken(company)).toEqual([]);
  });
});
