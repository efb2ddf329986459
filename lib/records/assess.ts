import { canonicalJson, type Json } from "#lib/core/canonical-json.ts";
import { hashInput } from "#lib/core/export-document.ts";
import type { Facts } from "#lib/core/facts.ts";
import { findingMakers } from "#lib/core/finding-makers.ts";
import { type Finding, type Lane, laneOf } from "#lib/core/findings.ts";
import { gateRules } from "#lib/core/gates.ts";
import type { ExportFields, RecordType } from "#lib/core/record-type.ts";
import { wordsOf } from "#lib/core/refusals.ts";

/** What is known about an item before anybody decides: its findings, and the document that Accept would send. */
export type Assessment = {
  readonly findings: readonly Finding[];
  readonly lane: Lane;
  readonly blocks: number;
  readonly warns: number;
  /** The first sentence that matters, for lists. */
  readonly note: string | null;
  readonly document: { readonly text: string; readonly sha256: string; readonly erpId: string } | null;
  readonly documentProblem: string | null;
};

const ofCompany = findingMakers("company");

/**
 * Preflight and rendering of one revision with its export fields against the facts. Pure but for `sha256`, which is given.
 * Run when a revision arrives, when fields or facts change, at accept and again at release (design.md 8).
 */
export function assess(
  type: RecordType,
  body: Json,
  fields: ExportFields,
  facts: Facts,
  revisionSha256: string,
  sha256: (text: string) => string,
): Assessment {
  const findings = [...gateRules(["sageVersion"], facts.profile, ofCompany), ...type.rules(body, fields, facts)];
  const encoded = type.encode(body, fields, facts, revisionSha256);
  const blocks = findings.filter((finding) => finding.severity === "blocks").length;
  const text = encoded.ok ? hashInput(encoded.value) : null;
  const first =
    findings.find((finding) => finding.severity === "blocks") ??
    findings.find((finding) => finding.severity === "warns");
  const problem = encoded.ok ? null : wordsOf(encoded.refusal).sentence;
  return {
    findings,
    lane: problem !== null ? "blocked" : laneOf(findings),
    blocks: blocks === 0 && problem !== null ? 1 : blocks,
    warns: findings.filter((finding) => finding.severity === "warns").length,
    note: first?.sentence ?? problem,
    document: encoded.ok && text !== null ? { text, sha256: sha256(text), erpId: encoded.value.erpId } : null,
    documentProblem: problem,
  };
}

/** The text whose hash identifies a revision: its canonical body. */
export function revisionText(body: Json): string {
  return canonicalJson(body);
}
