import { z } from "zod";
import type { Role } from "#lib/core/actors.ts";
import { gateViews } from "#lib/core/gates.ts";
import { ok } from "#lib/core/outcome.ts";
import { can } from "#lib/core/permissions.ts";
import { reasonOf } from "#lib/core/refusals.ts";
import { readCompany } from "#lib/db/facts.ts";
import { readProjectChoices } from "#lib/db/inbox.ts";
import { readPeriods } from "#lib/db/periods.ts";
import { readPeople } from "#lib/db/screens.ts";
import { readClientVersion } from "#lib/db/sync-clients.ts";
import { defineQuery } from "#lib/queries/define-query.ts";
import { recordTypes } from "#lib/records/registry.ts";
import type { SettingsView } from "#lib/views/screens.ts";

/** The company profile, the people and their rights to push to accounting. */
export const settingsView = defineQuery({
  name: "settings.view",
  needs: "settings.read",
  input: z.object({}),
  async run({ tx, companyId, actor }) {
    const right = can(actor, "settings.change");
    const { profile, today } = await readCompany(tx, companyId);
    const view: SettingsView = {
      profile,
      gates: gateViews({ profile, clientVersion: await readClientVersion(tx, companyId) }),
      people: (await readPeople(tx, companyId)).map((person) => ({
        id: person.id,
        name: person.name,
        email: person.email,
        roles: person.roles as Role[],
        grants: person.grants,
        projectIds: person.projects,
        procoreUserId: person.procore_user_id,
        isElsewhere: person.is_elsewhere,
        isDisabled: person.is_disabled,
      })),
      periods: await readPeriods(tx, companyId),
      today,
      projects: await readProjectChoices(tx, companyId),
      recordTypes: recordTypes.map((type) => ({ id: type.id, label: type.label.many })),
      canChange: right.ok ? { isAllowed: true, reason: null } : { isAllowed: false, reason: reasonOf(right.refusal) },
    };
    return ok(view);
  },
});
