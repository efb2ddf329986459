import type { Facts } from "#lib/core/facts.ts";
import type { FindingMakers } from "#lib/core/finding-makers.ts";
import type { Finding } from "#lib/core/findings.ts";
import type { Made, Prerequisite } from "#lib/core/makers.ts";
import { acceptFirst, waitFor } from "#lib/core/parent-rules.ts";
import { itemStates } from "#lib/core/workflow.ts";

const words = {
  company: { name: "Company", lack: "is no vendor in Sage yet", field: "vendor", code: "vendor" },
  job: { name: "Project", lack: "has no job in Sage yet", field: "project", code: "project" },
  extra: { name: "Sub job", lack: "is not on the job in Sage yet", field: "lines", code: "extra" },
  codes: { name: "Codes of project", lack: "are not on the job in Sage yet", field: "lines", code: "codes" },
} as const satisfies Record<Made, unknown>;
const nameOf = ({ made, number }: Prerequisite) => `${words[made].name} ${number}`;

/** What the document stands on and Sage does not have: accepted, it is waited for; before that, it has to be accepted. */
export function prerequisiteRules(facts: Facts, { inSage }: FindingMakers, made: readonly Made[]): readonly Finding[] {
  const all = (facts.prerequisites ?? []).filter((one) => made.includes(one.made));
  return all.map((one) => {
    const { lack, field, code } = words[one.made];
    if (!one.isAccepted) {
      const sentence = `${nameOf(one)} ${lack} and is “${itemStates[one.state].label}”; it has to be accepted before this.`;
      const way = `Accept ${one.number}, alone or together with this.`;
      const fix = acceptFirst(one, way);
      return inSage(`${code}.not_accepted`, field, sentence, way, { fixer: "accounting", fix });
    }
    const isStuck = one.state === "failed" || one.state === "held";
    const severity = isStuck ? "warns" : "informs";
    const sentence = one.isUnlinking
      ? `${nameOf(one)} is being unlinked; this waits.`
      : `${nameOf(one)} ${lack}; this waits until it is Synced${isStuck ? `, and it is “${itemStates[one.state].label}” now` : ""}.`;
    const fix = waitFor(one);
    return inSage(`${code}.not_proved`, field, sentence, fix.words, { severity, fixer: "accounting", fix });
  });
}

/** Why a document may not be released yet; null when what it stands on is there. */
export function waitReason([first]: readonly Prerequisite[]): string | null {
  if (!first) return null;
  const name = `${words[first.made].name.toLowerCase()} ${first.number}`;
  if (first.isUnlinking) return `Waiting: ${name} is being unlinked`;
  const { label, holder } = itemStates[first.state];
  if (first.state === "synced") return `Waiting for ${name} to be linked to ${first.erpId}`;
  const isUnderWay = holder === "erp" || first.state === "outbox";
  return `Waiting for ${name} to be Synced${isUnderWay ? "" : `; it is “${label}” now`}`;
}
