import type { Verdict } from "#lib/core/machines/look.ts";
import { bad, type EventWords, good, wait } from "#lib/views/event-words.ts";

/** What the sync client said of Sage, as a sentence. */
export function describeVerdict(verdict: Verdict, isLate: boolean): EventWords {
  const late = isLate ? "Late answer: " : "";
  switch (verdict.kind) {
    case "proved":
      return good(`${late}Sage shows the document`);
    case "imported":
      return wait(`${late}${verdict.reason ?? "Imported, not posted in Sage yet"}`);
    case "refused":
      return bad(`${late}Sage refused the document`, verdict.messages);
    case "absent":
      return wait(`${late}Sage holds nothing of it`);
    case "mismatch":
    case "conflict":
      return bad(
        verdict.kind === "conflict"
          ? `${late}Sage already held this id before anything was written`
          : `${late}Sage shows something else than what was accepted`,
        verdict.differences.map(
          (difference) =>
            `${difference.table} ${difference.row} ${difference.column}: expected ${difference.expected || "nothing"}, found ${difference.found || "nothing"}`,
        ),
      );
    case "pending":
      return wait(`${late}Not known yet`, [verdict.reason]);
    case "declined":
      return bad(`${late}The sync client declined the package`, [verdict.reason]);
    case "gone":
      return wait(`${late}The record is gone from Sage`);
    case "stands":
      return wait(`${late}The record still stands in Sage`, verdict.where);
  }
}
