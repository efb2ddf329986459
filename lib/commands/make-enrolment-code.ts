import { randomInt } from "node:crypto";
import { sql } from "drizzle-orm";
import { defineCommand } from "#lib/commands/define-command.ts";
import { type Outcome, ok } from "#lib/core/outcome.ts";
import { appendAudit } from "#lib/db/audit.ts";
import { sha256 } from "#lib/db/hash.ts";
import { MakeEnrolmentCode } from "#lib/views/inputs.ts";

const letters = "ABCDEFGHJKMNPQRSTVWXYZ23456789";

/** A code with which one sync client can enrol, once, within ten minutes; shown once, kept as a hash. */
export const makeEnrolmentCode = defineCommand({
  name: "sync_client.make_code",
  needs: "settings.change",
  input: MakeEnrolmentCode,
  touches: ["health.view"],
  async run({ tx, companyId, actor }, { name }): Promise<Outcome<{ code: string; minutes: number }>> {
    const code = Array.from(
      { length: 16 },
      (_, n) => `${n > 0 && n % 4 === 0 ? "-" : ""}${letters[randomInt(letters.length)]}`,
    ).join("");
    const by = actor.kind === "person" ? actor.personId : null;
    await tx.execute(sql`insert into enrolment_code (code_hash, company_id, name, made_by, expires_at)
      values (${sha256(code)}, ${companyId}, ${name}, ${by}, clock_timestamp() + interval '10 minutes')`);
    await appendAudit(tx, companyId, actor, [{ event: { kind: "client.code_made", name } }]);
    return ok({ code, minutes: 10 });
  },
});
